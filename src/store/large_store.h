// Large values of one store.
#pragma once

#include <postroom/large_values.h>

#include "storage/engine.h"

namespace postroom::store {

class LargeStore final : public LargeValues {
 public:
  explicit LargeStore(storage::Engine& engine) : engine_(engine) {}
  Result<LargeValue> put(Source& source) override;
  Result<std::unique_ptr<RandomAccess>> get(const LargeValue& value) override;

 private:
  storage::Engine& engine_;
};

ContentHash hash_of(ByteView bytes);

}  // namespace postroom::store
