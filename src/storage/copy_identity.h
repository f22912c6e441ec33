// What a store says of itself: whether it is whole, an unfinished copy, or moved.
#pragma once

#include "storage/engine.h"

namespace postroom::storage {

struct StoreIdentity {
  std::string guid;
  std::optional<std::string> made, moved, copy_of, removed;  // store_keys.h
  Counters counters;
  bool is_empty = false;  // nothing was ever written
};

Result<StoreIdentity> read_identity(View& view);
Result<StoreIdentity> read_identity(Engine& engine);

Error moved_error(const std::string& place);

}  // namespace postroom::storage
