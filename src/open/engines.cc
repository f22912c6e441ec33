#include "open/engines.h"

#include <filesystem>

#include "base/try.h"
#include "storage/postgres/postgres_engine.h"
#include "storage/sqlite/sqlite_engine.h"

namespace postroom {
namespace {

// What a backup is written with, whatever the engine of the store.
Status make_backup(const std::string& path, const std::function<Status(storage::Engine&)>& fill) {
  return storage::make_sqlite_store(path, fill);
}

Error half_made(Error error) {
  error.message +=
      " The store has its name and nothing else yet: make it again, or remove it with “postroom remove”.";
  return error;
}

}  // namespace

Result<std::unique_ptr<storage::Engine>> create_engine(const std::string& address) {
  TRY_SET(const AddressKind kind, address_kind(address));
  if (kind == AddressKind::database) return storage::create_postgres_engine(address, make_backup);
  return storage::create_sqlite_engine(address);
}

Status create_filled(const std::string& address, const std::function<Status(storage::Engine&)>& fill) {
  TRY_SET(const AddressKind kind, address_kind(address));
  if (kind == AddressKind::file) return storage::make_sqlite_store(address, fill);
  TRY_SET(const auto engine, storage::create_postgres_engine(address, make_backup));
  const Status filled = fill(*engine);
  return filled.ok() || filled.error().code == Code::collision ? filled : Status(half_made(filled.error()));
}

Result<std::unique_ptr<storage::Engine>> open_engine(const std::string& address, OpenAs mode,
                                                     const std::shared_ptr<storage::PostgresClients>& clients) {
  TRY_SET(const AddressKind kind, address_kind(address));
  const bool read_only = mode == OpenAs::read_only;
  if (kind == AddressKind::database) {
    using storage::PostgresMode;
    return storage::open_postgres_engine(
        address, read_only ? PostgresMode::read_only : PostgresMode::read_write, make_backup, clients);
  }
  using storage::OpenMode;
  return storage::open_sqlite_engine(address, read_only ? OpenMode::read_only : OpenMode::read_write);
}

Status remove_stored(const std::string& address, const Progress& progress) {
  TRY_SET(const AddressKind kind, address_kind(address));
  if (kind == AddressKind::database) return storage::remove_postgres_store(address, progress);
  return storage::remove_sqlite_store(address);
}

Result<std::string> name_in_place(const std::string& address) {
  TRY_SET(const AddressKind kind, address_kind(address));
  if (kind == AddressKind::database) return storage::postgres_store_name(address);
  return std::filesystem::path(address).filename().string();
}

}  // namespace postroom
