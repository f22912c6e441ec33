#include "fault/engine_access.h"

#include "storage/sqlite/sqlite_engine.h"

namespace postroom::fault {
namespace {

storage::SqliteOptions options_with(const std::string& vfs) {
  storage::SqliteOptions options;
  options.vfs = vfs;
  return options;
}

}  // namespace

EngineAccess sqlite_access() {
  EngineAccess access;
  access.create = [](const std::string& path, const std::string& vfs) {
    return storage::create_sqlite_engine(path, options_with(vfs));
  };
  access.open = [](const std::string& path, const std::string& vfs) {
    return storage::open_sqlite_engine(path, storage::OpenMode::read_write, options_with(vfs));
  };
  return access;
}

}  // namespace postroom::fault
