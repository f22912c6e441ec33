// Properties of the store itself: those that clients have set, kept as a setting (docs/schema.md).
#pragma once

#include <postroom/property.h>

#include "storage/engine.h"

namespace postroom::store {

inline constexpr std::size_t kMaxStoreProperties = 1 << 20;  // bytes of them all, encoded

// Code::corrupt if what is kept cannot be read.
Result<PropertySet> read_store_properties(storage::View& view);

}  // namespace postroom::store
