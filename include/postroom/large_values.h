// Where values longer than kInlineLimit live. Formats and handles write and read them through this; a store keeps
// each content once.
#pragma once

#include <postroom/property.h>

#include <memory>

namespace postroom {

class LargeValues {
 public:
  virtual ~LargeValues() = default;

  // Stores everything the source has, in bounded memory, and names it. Durable, but collected again after a grace
  // period unless a saved message refers to it. Thread-safe. Code::too_big past kMaxLargeValue.
  virtual Result<LargeValue> put(Source& source) = 0;

  // Code::not_found when the store does not have it. The reader belongs to the caller, who uses it from one thread.
  virtual Result<std::unique_ptr<RandomAccess>> get(const LargeValue& value) = 0;
};

inline constexpr std::uint64_t kMaxLargeValue = std::uint64_t{64} << 30;  // bytes

// The bytes of a string8, unicode, binary or large value, whole; Code::too_big past `limit`.
Result<Bytes> load(const Value& value, LargeValues& large, std::uint64_t limit);

// A value for `tag` (string8, unicode or binary) from everything `source` has: inline up to kInlineLimit, large past it.
// For PR_ATTACH_DATA_OBJ always large. Code::invalid_argument for other types, and for a unicode value that is not
// UTF-8, however long: of that nothing is stored.
Result<Value> make_value(PropertyTag tag, Source& source, LargeValues& large);

}  // namespace postroom
