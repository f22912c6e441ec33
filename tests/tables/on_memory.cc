// The same tests on the simplest engine. It takes the place of src/open: an address names tables in memory.
#include <postroom/open.h>

#include <map>

#include "memory/memory_engine.h"
#include "rules/save_rules.h"
#include "store/open_engine.h"

namespace postroom {
namespace {

struct MemoryPlaces {
  std::map<std::string, std::shared_ptr<storage::MemoryStore>> stores;
  storage::MemoryStores backups;
};

MemoryPlaces& places() {
  static MemoryPlaces all;
  return all;
}

}  // namespace

Result<Store> create_store(const std::string& address, const Session& session) {
  auto& tables = places().stores[address] = std::make_shared<storage::MemoryStore>();
  return store::create(
      storage::open_memory_engine(tables, storage::MemoryAccessMode::read_write, places().backups), session);
}

Result<Store> open_store(const std::string& address, OpenAs) {
  return store::open(storage::open_memory_engine(places().stores.at(address),
                                                 storage::MemoryAccessMode::read_write, places().backups));
}

}  // namespace postroom

namespace postroom::rules {

std::unique_ptr<testing::Ground> make_ground() { return testing::sqlite_ground(testing::Place::memory); }

}  // namespace postroom::rules
