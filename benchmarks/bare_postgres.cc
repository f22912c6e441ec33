#include "benchmarks/bare_postgres.h"

#include <libpq-fe.h>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace postroom::bench {
namespace {

constexpr unsigned kBytea = 17, kInt8 = 20;
const std::string kWho = "Ana Ruiz", kClient = "bare", kNothing;

std::string big_endian(std::int64_t value) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
  return bytes;
}

std::int64_t number_at(const pg_result* result, int column) {
  std::uint64_t value = 0;
  const char* bytes = PQgetvalue(result, 0, column);
  for (int i = 0; i < PQgetlength(result, 0, column); ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return static_cast<std::int64_t>(value);
}

}  // namespace

void BarePostgres::Clear::operator()(pg_result* result) const { PQclear(result); }

BarePostgres::BarePostgres(const std::string& address, std::int64_t store)
    : handle_(PQconnectdb(address.c_str())), store_(store) {
  if (PQstatus(handle_) != CONNECTION_OK) fail("connect");
  prepare("begin", "BEGIN", 0);
  prepare("commit", "COMMIT", 0);
  prepare("lock",
          "SELECT last_id, change_number, log_position FROM postroom.store WHERE store_id = $1 FOR NO KEY UPDATE", 1);
  prepare("counters",
          "UPDATE postroom.store SET last_id = $2, change_number = $3, log_position = $4 WHERE store_id = $1", 4);
  prepare("select", "SELECT folder, version FROM postroom.message WHERE store_id = $1 AND id = $2", 2);
  prepare("version",
          "INSERT INTO postroom.version(store_id, change_number, message, number, saved, session, kind, who, client,"
          " content, source) VALUES($1, $2, $3, $4, $5, 1, 1, $6, $7, $8, $9)", 9);
  prepare("log",
          "INSERT INTO postroom.log(store_id, position, folder, old_folder, session, token, kind, messages)"
          " VALUES($1, $2, $3, 0, 1, 1, 2, $4)", 4);
  prepare("update",
          "UPDATE postroom.message SET version = $3, change_number = $4, log_position = $5, modified = $6, size = $7,"
          " history_count = history_count + 1, history_bytes = history_bytes + $7 WHERE store_id = $1 AND id = $2", 7);
  prepare("message",
          "INSERT INTO postroom.message VALUES($1, $2, $3, 1, $4, 0, 0, 2200, $5, $5, $5, NULL, 1, 2200, 0, 0, 1, 0, 0,"
          " 'IPM.Note', 'The quarterly order of paper for the press', 'Ben Okoro', 'Ana Ruiz; Carla Ito',"
          " '\\x00112233445566778899aabbccddeeff', '\\x00112233445566778899', '\\x00112233445566778899aabbccddeeff')", 5);
  prepare("read",
          "SELECT m.*, v.* FROM postroom.message m JOIN postroom.version v ON v.store_id = m.store_id AND"
          " v.change_number = m.change_number WHERE m.store_id = $1 AND m.id = $2", 2);
  if (PQenterPipelineMode(handle_) != 1) fail("pipeline");
}

BarePostgres::~BarePostgres() { PQfinish(handle_); }

void BarePostgres::fail(const char* what) {
  std::fprintf(stderr, "bare PostgreSQL: %s: %s\n", what, PQerrorMessage(handle_));
  std::exit(1);
}

// The numbers come first among the parameters, then the bytes.
void BarePostgres::prepare(const char* name, const char* sql, int parameters) {
  std::array<unsigned, 16> types{};
  types.fill(kInt8);
  const std::string statement = name;
  const int bytes = statement == "version" ? 4 : statement == "log" ? 1 : 0;
  for (int i = parameters - bytes; i < parameters; ++i) types[static_cast<std::size_t>(i)] = kBytea;
  const Answer made(PQprepare(handle_, name, sql, parameters, types.data()));
  if (PQresultStatus(made.get()) != PGRES_COMMAND_OK) fail(sql);
}

void BarePostgres::send(const char* name, const std::vector<std::int64_t>& numbers,
                        const std::vector<const std::string*>& bytes) {
  std::array<std::string, 16> encoded;
  std::array<const char*, 16> values{};
  std::array<int, 16> lengths{}, formats{};
  std::size_t count = 0;
  const auto add = [&](const std::string& value) {
    values[count] = value.data();
    lengths[count] = static_cast<int>(value.size());
    formats[count++] = 1;
  };
  for (const std::int64_t number : numbers) add(encoded[count] = big_endian(number));
  for (const std::string* value : bytes) add(*value);
  if (PQsendQueryPrepared(handle_, name, static_cast<int>(count), values.data(), lengths.data(), formats.data(), 1) != 1)
    fail(name);
  ++awaited_;
}

BarePostgres::Answer BarePostgres::answer() {
  Answer result(PQgetResult(handle_));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail("statement");
  const Answer end(PQgetResult(handle_));
  --awaited_;
  return result;
}

void BarePostgres::sync() {
  if (PQpipelineSync(handle_) != 1) fail("sync");
}

void BarePostgres::finish() {
  while (awaited_ > 0) answer();
  const Answer end(PQgetResult(handle_));
  if (PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC) fail("pipeline");
}

void BarePostgres::begin() {
  send("begin", {});
  send("lock", {store_});
  locked_ = false;
}

// The answers so far up to the lock's.
void BarePostgres::lock() {
  if (locked_) return;
  answer();
  const Answer counters = answer();
  last_id_ = number_at(counters.get(), 0);
  change_ = number_at(counters.get(), 1);
  position_ = number_at(counters.get(), 2);
  locked_ = true;
}

void BarePostgres::commit() {
  if (!locked_) {
    sync();
    lock();
    finish();
  }
  send("counters", {store_, last_id_, change_, position_});
  send("commit", {});
  sync();
  finish();
}

void BarePostgres::save(std::int64_t message, const std::string& content) {
  send("select", {store_, message});
  sync();
  lock();
  while (awaited_ > 1) answer();
  std::int64_t folder = 0, version = 0;
  {
    const Answer row = answer();
    if (PQntuples(row.get()) != 1) fail("no such message");
    folder = number_at(row.get(), 0);
    version = number_at(row.get(), 1);
  }
  finish();
  ++change_, ++position_;
  const std::string id = big_endian(message);
  send("version", {store_, change_, message, version + 1, change_}, {&kWho, &kClient, &content, &kNothing});
  send("log", {store_, position_, folder}, {&id});
  send("update", {store_, message, version + 1, change_, position_, change_, static_cast<std::int64_t>(content.size())});
}

std::size_t BarePostgres::read(std::int64_t message) {
  send("read", {store_, message});
  sync();
  const Answer row = answer();
  if (PQntuples(row.get()) != 1) fail("no such message");
  const int content = PQfnumber(row.get(), "content");
  const std::string copy(PQgetvalue(row.get(), 0, content), static_cast<std::size_t>(PQgetlength(row.get(), 0, content)));
  finish();
  return copy.size();
}

void BarePostgres::insert(std::int64_t folder, std::int64_t date, const std::string& content, const std::string& source) {
  if (!locked_) {
    sync();
    lock();
    finish();
  }
  ++last_id_, ++change_;
  send("version", {store_, change_, last_id_, 1, date}, {&kWho, &kClient, &content, &source});
  send("message", {store_, last_id_, folder, change_, date});
}

std::vector<std::int64_t> BarePostgres::messages_of_store() {
  const std::string sql = "SELECT id FROM postroom.message WHERE store_id = " + std::to_string(store_) + " ORDER BY id";
  if (PQsendQueryParams(handle_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) fail(sql.c_str());
  ++awaited_;
  sync();
  std::vector<std::int64_t> ids;
  {
    const Answer rows = answer();
    for (int i = 0; i < PQntuples(rows.get()); ++i) ids.push_back(std::atoll(PQgetvalue(rows.get(), i, 0)));
  }
  finish();
  return ids;
}

std::int64_t BarePostgres::number(const std::string& sql) {
  if (PQsendQueryParams(handle_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) fail(sql.c_str());
  ++awaited_;
  sync();
  std::int64_t found = 0;
  {
    const Answer row = answer();
    if (PQntuples(row.get()) == 1) found = std::atoll(PQgetvalue(row.get(), 0, 0));
  }
  finish();
  return found;
}

}  // namespace postroom::bench
