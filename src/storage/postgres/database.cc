#include "base/try.h"
#include "storage/postgres/address.h"
#include "storage/postgres/postgres_engine.h"
#include "storage/postgres/schema.h"
#include "storage/postgres/search_schema.h"

namespace postroom::storage {
namespace postgres {
namespace {

const Sql kServerVersion("SELECT current_setting('server_version')::bytea", Scope::session);
// The statements about all stores of a database.
const Sql kCountStores("SELECT count(*) FROM postroom.store", Scope::session);
const Sql kListStores("SELECT name FROM postroom.store ORDER BY name LIMIT $1", Scope::session);

Result<ConnectionOptions> options_of_database(const std::string& address) {
  TRY_SET(ConnectionOptions options, parse_postgres_address(address, StoreNeeded::no));
  options.store.clear();
  return options;
}

Result<std::unique_ptr<Connection>> connect_to_database(const std::string& address) {
  TRY_SET(const ConnectionOptions options, options_of_database(address));
  return Connection::open(options);
}

Status list_stores(Connection& connection, PostgresStatus& status) {
  TRY_SET(status.stores, connection.number(kCountStores));
  TRY_SET(Rows rows, connection.query(kListStores, kMaxListedStores));
  while (rows.next()) rows.read(status.names.emplace_back());
  return ok_status();
}

}  // namespace
}  // namespace postgres

using namespace postgres;

Result<std::string> postgres_store_name(const std::string& address) {
  TRY_SET(ConnectionOptions options, parse_postgres_address(address, StoreNeeded::no));
  return std::move(options.store);
}

Result<PostgresTables> make_postgres_tables(const std::string& address) {
  TRY_SET(const auto connection, connect_to_database(address));
  TRY_SET(const PostgresTables tables, make_schema(*connection));
  TRY(make_search_tables(*connection));
  return tables;
}

Status upgrade_postgres_tables(const std::string& address) {
  TRY_SET(const auto connection, connect_to_database(address));
  TRY(upgrade_schema(*connection, upgrade_steps()));
  return make_search_tables(*connection);
}

Result<PostgresStatus> postgres_status(const std::string& address) {
  TRY_SET(ConnectionOptions options, options_of_database(address));
  options.host = Host::any;
  TRY_SET(const auto connection, Connection::open(options));
  PostgresStatus status;
  status.place = connection->where();
  status.newest = kSchemaVersion;
  TRY_SET(Rows server, connection->query(kServerVersion));
  if (server.next()) server.read(status.server);
  TRY_SET(const auto version, find_schema_version(*connection));
  status.version = version.value_or(0);
  if (!version) return status;
  TRY_SET(status.search_obstacle, search_obstacle(*connection));
  TRY(list_stores(*connection, status));
  return status;
}

}  // namespace postroom::storage
