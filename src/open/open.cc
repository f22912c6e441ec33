#include <postroom/open.h>

#include "base/try.h"
#include "open/engines.h"
#include "store/open_engine.h"

namespace postroom {

Result<Store> create_store(const std::string& address, const Session& session) {
  TRY_SET(auto engine, create_engine(address));
  return store::create(std::move(engine), session);
}

Result<Store> open_store(const std::string& address, OpenAs mode) {
  TRY_SET(auto engine, open_engine(address, mode));
  return store::open(std::move(engine));
}

}  // namespace postroom
