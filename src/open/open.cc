#include <postroom/open.h>

#include "base/try.h"
#include "storage/sqlite/sqlite_engine.h"
#include "store/open_engine.h"

namespace postroom {

Result<Store> create_store(const std::string& address, const Session& session) {
  TRY_SET(auto engine, storage::create_sqlite_engine(address));
  return store::create(std::move(engine), session);
}

Result<Store> open_store(const std::string& address, OpenAs mode) {
  const auto engine_mode = mode == OpenAs::read_only ? storage::OpenMode::read_only : storage::OpenMode::read_write;
  TRY_SET(auto engine, storage::open_sqlite_engine(address, engine_mode));
  return store::open(std::move(engine));
}

}  // namespace postroom
