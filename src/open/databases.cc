#include <postroom/open.h>

#include "base/try.h"
#include "storage/postgres/postgres_engine.h"

namespace postroom {
namespace {

Status need_database(const std::string& address) {
  TRY_SET(const AddressKind kind, address_kind(address));
  if (kind == AddressKind::database) return ok_status();
  return Error{Code::invalid_argument,
               "This is no database: only postgresql:// addresses have one that many stores share.",
               {}};
}

}  // namespace

Result<DatabaseTables> make_database(const std::string& address) {
  TRY(need_database(address));
  TRY_SET(const storage::PostgresTables tables, storage::make_postgres_tables(address));
  return tables == storage::PostgresTables::made ? DatabaseTables::made : DatabaseTables::were_there;
}

Status upgrade_database(const std::string& address) {
  TRY(need_database(address));
  return storage::upgrade_postgres_tables(address);
}

Result<DatabaseStatus> database_status(const std::string& address) {
  TRY(need_database(address));
  TRY_SET(auto status, storage::postgres_status(address));
  return DatabaseStatus{std::move(status.place), std::move(status.server), status.version, status.newest,
                        status.stores,           std::move(status.names), std::move(status.search_obstacle)};
}

}  // namespace postroom
