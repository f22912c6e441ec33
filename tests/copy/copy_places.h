// New empty stores for copies, in memory and in files.
#pragma once

#include "memory/memory_engine.h"
#include "storage/conformance_samples.h"
#include "storage/copy.h"
#include "storage/sqlite/sqlite_engine.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

namespace postroom::storage {

class CopyTest : public ::testing::Test {
 protected:
  std::unique_ptr<Engine> make_memory() {
    return open_memory_engine(std::make_shared<MemoryStore>(), MemoryAccessMode::read_write, stores_);
  }
  std::unique_ptr<Engine> make_file(const std::string& name) {
    return must(create_sqlite_engine(folder_.path(name)));
  }
  // Small enough that a store of a test has many slices, and messages more than one batch.
  static CopyOptions small_steps() { return {.progress = {}, .slice_rows = 4, .batch_bytes = 3'000}; }

  MemoryStores stores_;
  postroom::testing::TemporaryFolder folder_{postroom::testing::Place::memory};
};

}  // namespace postroom::storage
