// The bytes of a string, binary or large value.
#pragma once

#include <postroom/large_values.h>

namespace postroom {

// Null for a value of another type. `value` outlives the result.
Result<std::unique_ptr<RandomAccess>> open_value(const Value& value, LargeValues& large);

}  // namespace postroom
