// The suite run on the engine in memory: it shows that the tests themselves are right.
#include "memory/memory_engine.h"
#include "storage/conformance.h"

namespace postroom::storage {
namespace {

using OpenResult = Result<std::unique_ptr<Engine>>;

OpenResult open_at(MemoryStores& stores, const std::string& address, MemoryAccessMode mode) {
  const auto found = stores.find(address);
  if (found == stores.end()) return Error{Code::not_found, "There is no store here.", address};
  return open_memory_engine(found->second, mode, stores);
}

EngineFactory memory_factory() {
  const auto stores = std::make_shared<MemoryStores>();
  EngineFactory factory;
  factory.name = "memory";
  factory.address = [](const std::filesystem::path& folder, const std::string& store) {
    return (folder / store).string();
  };
  factory.create = [stores](const std::string& address) -> OpenResult {
    if (!stores->try_emplace(address, std::make_shared<MemoryStore>()).second) {
      return Error{Code::collision, "There is a store here already.", address};
    }
    return open_at(*stores, address, MemoryAccessMode::read_write);
  };
  factory.open = [stores](const std::string& address) {
    return open_at(*stores, address, MemoryAccessMode::read_write);
  };
  factory.open_read_only = [stores](const std::string& address) {
    return open_at(*stores, address, MemoryAccessMode::read_only);
  };
  return factory;
}

INSTANTIATE_TEST_SUITE_P(Memory, EngineTest, testing::Values(memory_factory()), engine_name);

}  // namespace
}  // namespace postroom::storage
