#include "open/engines.h"

#include "storage/postgres/postgres_engine.h"
#include "storage/sqlite/sqlite_engine.h"

namespace postroom {
namespace {

// What a backup is written with, whatever the engine of the store.
Status make_backup(const std::string& path, const std::function<Status(storage::Engine&)>& fill) {
  return storage::make_sqlite_store(path, fill);
}

}  // namespace

Result<std::unique_ptr<storage::Engine>> create_engine(const std::string& address) {
  if (storage::is_postgres_address(address)) return storage::create_postgres_engine(address, make_backup);
  return storage::create_sqlite_engine(address);
}

Result<std::unique_ptr<storage::Engine>> open_engine(const std::string& address, OpenAs mode) {
  const bool read_only = mode == OpenAs::read_only;
  if (storage::is_postgres_address(address)) {
    using storage::PostgresMode;
    return storage::open_postgres_engine(
        address, read_only ? PostgresMode::read_only : PostgresMode::read_write, make_backup);
  }
  using storage::OpenMode;
  return storage::open_sqlite_engine(address, read_only ? OpenMode::read_only : OpenMode::read_write);
}

}  // namespace postroom
