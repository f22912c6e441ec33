#include <postroom/open.h>

#include "base/try.h"
#include "storage/postgres/postgres_engine.h"

namespace postroom {
namespace {

Status need_database(const std::string& address) {
  if (storage::is_postgres_address(address)) return ok_status();
  return Error{Code::invalid_argument,
               "This is no database: only postgresql:// addresses have one that many stores share.",
               {}};
}

}  // namespace

Status make_database(const std::string& address) {
  TRY(need_database(address));
  return storage::make_postgres_tables(address);
}

Status upgrade_database(const std::string& address) {
  TRY(need_database(address));
  return storage::upgrade_postgres_tables(address);
}

Result<DatabaseStatus> database_status(const std::string& address) {
  TRY(need_database(address));
  TRY_SET(auto status, storage::postgres_status(address));
  return DatabaseStatus{std::move(status.place), std::move(status.server), status.version, status.newest,
                        status.stores};
}

}  // namespace postroom
