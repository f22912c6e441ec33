#include "storage/sqlite/connection.h"

#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <cstdio>

#include "base/try.h"
#include "storage/sqlite/errors.h"

namespace postroom::storage {
namespace {

// "file:/a%20path?parameters": a path as SQLite takes it together with parameters.
std::string as_uri(const std::string& path, const char* parameters) {
  std::string uri = "file:";
  for (const char character : path) {
    const auto byte = static_cast<unsigned char>(character);
    if (std::isalnum(byte) || byte == '/' || byte == '.' || byte == '-' || byte == '_') {
      uri += character;
    } else {
      char escaped[4];
      std::snprintf(escaped, sizeof escaped, "%%%02X", byte);
      uri += escaped;
    }
  }
  return uri + parameters;
}

constexpr char kJournalMode[] = "PRAGMA journal_mode";

int open_flags(ConnectionKind kind) {
  const int access = kind == ConnectionKind::writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  return access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options, ConnectionKind kind) {
  auto connection = std::unique_ptr<Connection>(new Connection(options.path, kind));
  if (kind == ConnectionKind::immutable) connection->state_ = file_state(options.path);
  const std::string uri = as_uri(options.path, kind == ConnectionKind::immutable ? "?immutable=1" : "");
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  const int result = sqlite3_open_v2(uri.c_str(), &connection->handle_, open_flags(kind), vfs);
  if (result != SQLITE_OK) return connection->fail(result);
  TRY(connection->configure(options));
  return connection;
}

Result<std::unique_ptr<Connection>> Connection::open_reader(const ConnectionOptions& options) {
  auto connection = open(options, ConnectionKind::reader);
  if (connection.ok() || is_folder_writable(options.path)) return connection;
  if (!has_log_file(options.path)) return open(options, ConnectionKind::immutable);
  Error error = std::move(connection).error();
  error.message = options.path +
                  " has recent changes in its -wal file that cannot be read here; copy both to a "
                  "folder where you may write.";
  return error;
}

bool Connection::is_outdated() const {
  return kind_ == ConnectionKind::immutable && (has_log_file(path_) || file_state(path_) != state_);
}

const volatile std::uint32_t* Connection::log_state() {
  auto mode = prepare(kJournalMode);
  if (!mode.ok()) return nullptr;
  const auto found = mode->step();
  if (!found.ok() || !*found) return nullptr;
  return as_text(mode->read_view()) == "wal" ? find_log_state(handle_) : nullptr;
}

Status Connection::configure(const ConnectionOptions& options) {
  sqlite3_busy_timeout(handle_, static_cast<int>(options.patience.count()));
  // A store from a stranger brings neither triggers nor views, and no code of its own.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // A truncated file must be an error, never a SIGBUS. These three do not touch the file.
  TRY(run_once("PRAGMA mmap_size = 0"));
  TRY(run_once("PRAGMA foreign_keys = OFF"));
  TRY(run_once("PRAGMA synchronous = FULL"));
  char sql[64];
  std::snprintf(sql, sizeof sql, "PRAGMA cache_size = -%d", options.cache_kilobytes);
  return run_once(sql);
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  for (const auto& [sql, built] : built_) sqlite3_finalize(built.handle);
  [[maybe_unused]] const int result = sqlite3_close(handle_);
  assert(result == SQLITE_OK);
}

Result<Statement> Connection::prepare(const char* sql) {
  sqlite3_stmt*& statement = statements_[sql];
  if (!statement) {
    TRY_SET(statement, compile(sql));
  }
  return Statement(*this, statement);
}

Result<Statement> Connection::prepare_built(std::string sql) {
  auto found = built_.find(sql);
  if (found == built_.end()) {
    TRY_SET(sqlite3_stmt* const statement, compile(sql.c_str()));
    if (built_.size() == kMaxBuilt) drop_oldest_built();
    found = built_.emplace(std::move(sql), Built{statement, 0}).first;
  }
  found->second.used = ++builds_;
  return Statement(*this, found->second.handle);
}

Result<sqlite3_stmt*> Connection::compile(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) return fail(result);
  return statement;
}

void Connection::drop_oldest_built() {
  const auto oldest = std::min_element(built_.begin(), built_.end(), [](const auto& a, const auto& b) {
    return a.second.used < b.second.used;
  });
  sqlite3_finalize(oldest->second.handle);
  built_.erase(oldest);
}

Status Connection::run_once(const char* sql) {
  const int result = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) return fail(result);
  return ok_status();
}

Result<std::int64_t> Connection::first_number(Statement& statement) {
  TRY_SET(const bool found, statement.step());
  std::int64_t value = 0;
  if (found) statement.read(value);
  return value;
}

Error Connection::fail(int result) {
  Error error = sqlite_error(handle_, result, path_);
  if (is_engine_failure(result) && !failure_) failure_ = error;
  return error;
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t Connection::changed_rows() const { return sqlite3_changes64(handle_); }

}  // namespace postroom::storage
