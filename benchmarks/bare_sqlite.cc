#include "benchmarks/bare_sqlite.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

namespace postroom::bench {
namespace {

constexpr char kSession[] = "Ana Ruiz";
constexpr char kClient[] = "bare";

void fail(sqlite3* handle, const char* what) {
  std::fprintf(stderr, "bare SQLite: %s: %s\n", what, handle ? sqlite3_errmsg(handle) : "");
  std::exit(1);
}

// Steps a statement that returns no rows, and resets it.
void finish(sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) fail(sqlite3_db_handle(statement), sqlite3_sql(statement));
  sqlite3_reset(statement);
}

void read_columns(sqlite3_stmt* row, int columns) {
  for (int column = 0; column < columns; ++column) {
    if (sqlite3_column_type(row, column) == SQLITE_INTEGER) {
      sqlite3_column_int64(row, column);
    } else {
      sqlite3_column_text(row, column);
    }
  }
}

void bind_text(sqlite3_stmt* statement, int at, const char* text) {
  sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

void bind_blob(sqlite3_stmt* statement, int at, const std::string& bytes) {
  sqlite3_bind_blob(statement, at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

}  // namespace

void BareSqlite::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

BareSqlite::BareSqlite(const std::string& path) {
  if (sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) fail(handle_, path.c_str());
  run("PRAGMA journal_mode = WAL");
  run("PRAGMA synchronous = FULL");
  run("PRAGMA secure_delete = OFF");
  run("PRAGMA locking_mode = NORMAL");
  begin_ = prepare("BEGIN IMMEDIATE");
  commit_ = prepare("COMMIT");
  read_ = prepare("SELECT m.*, v.* FROM message m JOIN version v ON v.change_number = m.change_number WHERE m.id = ?");
  select_ = prepare("SELECT * FROM message WHERE id = ?");
  insert_version_ = prepare("INSERT INTO version VALUES(?, ?, ?, 1, ?, 1, ?, ?, ?, ?)");
  insert_log_ = prepare("INSERT INTO log VALUES(?, 2, ?, 0, 1, ?)");
  update_message_ = prepare(
      "UPDATE message SET version = ?, change_number = ?, log_position = ?, modified = ?, size = ?,"
      " history_count = history_count + 1, history_bytes = history_bytes + ? WHERE id = ?");
  read_counters_ = prepare("SELECT last_id, change_number, log_position FROM counters WHERE id = 1");
  write_counters_ = prepare("UPDATE counters SET last_id = ?, change_number = ?, log_position = ? WHERE id = 1");
  insert_message_ = prepare(
      "INSERT INTO message VALUES(?, ?, 0, 1, ?, 0, ?, 0, 0, 2200, ?, ?, ?, 1, 0, 'IPM.Note',"
      " 'The quarterly order of paper for the press', 'Ben Okoro', 'Ana Ruiz; Carla Ito', NULL, 1, 2200,"
      " x'00112233445566778899aabbccddeeff', x'00112233445566778899', x'00112233445566778899aabbccddeeff')");
  mark_ = prepare("UPDATE message SET flags = (flags | ?) & ~?, log_position = ? WHERE folder = ? AND list = 0");
}

BareSqlite::~BareSqlite() {
  for (Statement* statement : {&begin_, &commit_, &read_, &select_, &insert_version_, &insert_log_, &update_message_,
                               &read_counters_, &write_counters_, &insert_message_, &mark_}) {
    statement->reset();
  }
  sqlite3_close(handle_);
}

BareSqlite::Statement BareSqlite::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) fail(handle_, sql);
  return Statement(statement);
}

void BareSqlite::run(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_, sql);
}

void BareSqlite::begin() { finish(begin_.get()); }
void BareSqlite::commit() { finish(commit_.get()); }

void BareSqlite::save(std::int64_t message, const std::string& content) {
  sqlite3_bind_int64(select_.get(), 1, message);
  if (sqlite3_step(select_.get()) != SQLITE_ROW) fail(handle_, "no such message");
  const std::int64_t folder = sqlite3_column_int64(select_.get(), 1);
  const std::int64_t version = sqlite3_column_int64(select_.get(), 3);
  for (int column = 0; column < sqlite3_column_count(select_.get()); ++column) sqlite3_column_text(select_.get(), column);
  sqlite3_reset(select_.get());
  if (sqlite3_step(read_counters_.get()) != SQLITE_ROW) fail(handle_, "no counters");
  const std::int64_t last_id = sqlite3_column_int64(read_counters_.get(), 0);
  const std::int64_t change = sqlite3_column_int64(read_counters_.get(), 1) + 1;
  const std::int64_t position = sqlite3_column_int64(read_counters_.get(), 2) + 1;
  sqlite3_reset(read_counters_.get());

  sqlite3_stmt* statement = insert_version_.get();
  sqlite3_bind_int64(statement, 1, change);
  sqlite3_bind_int64(statement, 2, message);
  sqlite3_bind_int64(statement, 3, version + 1);
  sqlite3_bind_int64(statement, 4, change);
  bind_text(statement, 5, kSession);
  bind_text(statement, 6, kClient);
  bind_blob(statement, 7, content);
  sqlite3_bind_null(statement, 8);
  finish(statement);

  statement = insert_log_.get();
  sqlite3_bind_int64(statement, 1, position);
  sqlite3_bind_int64(statement, 2, folder);
  sqlite3_bind_int64(statement, 3, message);
  finish(statement);

  statement = update_message_.get();
  sqlite3_bind_int64(statement, 1, version + 1);
  sqlite3_bind_int64(statement, 2, change);
  sqlite3_bind_int64(statement, 3, position);
  sqlite3_bind_int64(statement, 4, change);
  sqlite3_bind_int64(statement, 5, static_cast<std::int64_t>(content.size()));
  sqlite3_bind_int64(statement, 6, static_cast<std::int64_t>(content.size()));
  sqlite3_bind_int64(statement, 7, message);
  finish(statement);

  statement = write_counters_.get();
  sqlite3_bind_int64(statement, 1, last_id);
  sqlite3_bind_int64(statement, 2, change);
  sqlite3_bind_int64(statement, 3, position);
  finish(statement);
}

std::size_t BareSqlite::select(const char* sql, std::int64_t folder) {
  const Statement statement = prepare(sql);
  sqlite3_bind_int64(statement.get(), 1, folder);
  std::size_t rows = 0;
  for (; sqlite3_step(statement.get()) == SQLITE_ROW; ++rows) read_columns(statement.get(), sqlite3_column_count(statement.get()));
  return rows;
}

std::size_t BareSqlite::read(std::int64_t message) {
  sqlite3_bind_int64(read_.get(), 1, message);
  if (sqlite3_step(read_.get()) != SQLITE_ROW) fail(handle_, "no such message");
  const int content = sqlite3_column_count(read_.get()) - 2;
  read_columns(read_.get(), content);
  const std::string copy(static_cast<const char*>(sqlite3_column_blob(read_.get(), content)),
                         static_cast<std::size_t>(sqlite3_column_bytes(read_.get(), content)));
  sqlite3_reset(read_.get());
  return copy.size();
}

void BareSqlite::insert(std::int64_t folder, std::int64_t date, const std::string& content, const std::string& source) {
  if (sqlite3_step(read_counters_.get()) != SQLITE_ROW) fail(handle_, "no counters");
  const std::int64_t id = sqlite3_column_int64(read_counters_.get(), 0) + 1;
  const std::int64_t change = sqlite3_column_int64(read_counters_.get(), 1) + 1;
  const std::int64_t position = sqlite3_column_int64(read_counters_.get(), 2);
  sqlite3_reset(read_counters_.get());
  sqlite3_stmt* statement = insert_version_.get();
  sqlite3_bind_int64(statement, 1, change);
  sqlite3_bind_int64(statement, 2, id);
  sqlite3_bind_int64(statement, 3, 1);
  sqlite3_bind_int64(statement, 4, date);
  bind_text(statement, 5, kSession);
  bind_text(statement, 6, kClient);
  bind_blob(statement, 7, content);
  bind_blob(statement, 8, source);
  finish(statement);
  statement = insert_message_.get();
  sqlite3_bind_int64(statement, 1, id);
  sqlite3_bind_int64(statement, 2, folder);
  sqlite3_bind_int64(statement, 3, change);
  sqlite3_bind_int64(statement, 4, position);
  for (const int column : {5, 6, 7}) sqlite3_bind_int64(statement, column, date);
  finish(statement);
  statement = write_counters_.get();
  sqlite3_bind_int64(statement, 1, id);
  sqlite3_bind_int64(statement, 2, change);
  sqlite3_bind_int64(statement, 3, position);
  finish(statement);
}

void BareSqlite::mark_folder(std::int64_t folder, bool read) {
  static std::int64_t position = 1'000'000'000;
  sqlite3_bind_int64(mark_.get(), 1, read ? 1 : 0);
  sqlite3_bind_int64(mark_.get(), 2, read ? 0 : 1);
  sqlite3_bind_int64(mark_.get(), 3, ++position);
  sqlite3_bind_int64(mark_.get(), 4, folder);
  finish(mark_.get());
}

std::int64_t BareSqlite::folder_named(const std::string& name) {
  const Statement statement = prepare("SELECT id FROM folder WHERE name = ?");
  sqlite3_bind_text(statement.get(), 1, name.c_str(), -1, SQLITE_STATIC);
  if (sqlite3_step(statement.get()) != SQLITE_ROW) fail(handle_, "no such folder");
  return sqlite3_column_int64(statement.get(), 0);
}

std::vector<std::int64_t> BareSqlite::messages_in(std::int64_t folder) {
  const Statement statement = prepare("SELECT id FROM message WHERE folder = ? ORDER BY id");
  sqlite3_bind_int64(statement.get(), 1, folder);
  std::vector<std::int64_t> ids;
  while (sqlite3_step(statement.get()) == SQLITE_ROW) ids.push_back(sqlite3_column_int64(statement.get(), 0));
  return ids;
}

}  // namespace postroom::bench
