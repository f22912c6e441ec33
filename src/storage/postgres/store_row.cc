#include "storage/postgres/store_row.h"

#include <sodium.h>

#include "base/try.h"
#include "storage/postgres/errors.h"
#include "storage/postgres/reader_pool.h"
#include "storage/postgres/schema.h"
#include "storage/postgres/writer.h"

namespace postroom::storage::postgres {
namespace {

using Clock = std::chrono::steady_clock;

const Sql kMakeStore(
    "INSERT INTO postroom.store(store_id, name, last_id, last_large, change_number, read_state, log_position,"
    " log_start, token) VALUES($1, $2, 0, 0, 0, 0, 0, 0, $3) ON CONFLICT DO NOTHING");
const Sql kFindStore("SELECT name, token FROM postroom.store WHERE store_id = $1");

const Sql kSizeOfDatabase("SELECT pg_database_size(current_database())", Scope::session);

struct StoreRow {
  std::string name;
  std::int64_t token = 0;
};

// Nothing if no store has this id, which is not yet to say that it is this store.
Result<std::optional<StoreRow>> find_row(Connection& connection) {
  TRY_SET(Rows rows, connection.query(kFindStore));
  std::optional<StoreRow> row;
  if (!rows.next()) return row;
  row.emplace();
  rows.read(row->name, row->token);
  return row;
}

Status check_store(Connection& connection) {
  TRY(check_schema(connection));
  TRY_SET(const auto row, find_row(connection));
  if (!row || row->name != connection.options().store) return no_store_error(connection.where());
  return ok_status();
}

Error collision(const Connection& connection, const StoreRow& row) {
  if (row.name == connection.options().store) {
    return {Code::collision, "There is already a " + connection.where() + "; choose another name.", {}};
  }
  return {Code::collision,
          "The name of " + connection.where() + " has the same number as that of store " + row.name +
              ", which is there already; choose another name.",
          {}};
}

// In one statement, so that of several who make the same store at once one does. May be run again with the
// same token: it waits for a run of before that the server is still at.
Status insert_row(Connection& connection, std::int64_t token) {
  const std::string& store = connection.options().store;
  TRY_SET(const std::int64_t made, connection.change(kMakeStore, store, token));
  if (made == 1) return ok_status();
  TRY_SET(const auto row, find_row(connection));
  if (row && row->name == store && row->token == token) return ok_status();
  return collision(connection, row.value_or(StoreRow{store}));
}

}  // namespace

std::int64_t make_token() {
  std::int64_t token = 0;
  while (token == 0) randombytes_buf(&token, sizeof token);
  return token;
}

Result<std::int64_t> size_of_database(Connection& connection) {
  TRY_SET(Rows rows, connection.query(kSizeOfDatabase));
  std::int64_t size = 0;
  if (rows.next()) rows.read(size);
  return size;
}

Result<std::string> make_store(const ConnectionOptions& options,
                               const std::shared_ptr<ConnectionPool>& connections) {
  const std::int64_t token = make_token();
  const auto end = Clock::now() + options.patience;
  TRY(ReaderPool(options, connections).read(check_schema, ReaderPool::Readings::one));
  Writer writer(options, connections);
  TRY(writer.connect(Clock::now()));
  std::string where = writer.connection().where();
  const Status made = insert_row(writer.connection(), token);
  if (made.ok()) return where;
  if (!writer.connection().is_lost()) return made.error();
  // A row with another token is somebody else's, or has been written to since: who made it is not known.
  const Error unknown = outcome_unknown_error(where, made.error().detail);
  do {
    if (!writer.connect(end).ok()) return unknown;
    if (insert_row(writer.connection(), token).ok()) return where;
  } while (writer.connection().is_lost() && Clock::now() < end);
  return unknown;
}

Result<StorePlace> find_store(const ConnectionOptions& options,
                              const std::shared_ptr<ConnectionPool>& connections) {
  const auto look = [](Connection& connection) -> Result<StorePlace> {
    TRY(check_store(connection));
    TRY_SET(const bool writes, takes_writes(connection));
    return StorePlace{connection.where(), writes};
  };
  return ReaderPool(options, connections).read(look, ReaderPool::Readings::one);
}

Result<std::unique_ptr<Connection>> connect_to_store(const ConnectionOptions& options) {
  TRY_SET(std::unique_ptr<Connection> connection, Connection::open(options));
  TRY(check_store(*connection));
  return connection;
}

}  // namespace postroom::storage::postgres
