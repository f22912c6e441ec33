#include "formats/value_access.h"

namespace postroom {

Result<std::unique_ptr<RandomAccess>> open_value(const Value& value, LargeValues& large) {
  const auto in_memory = [](ByteView bytes) {
    return std::unique_ptr<RandomAccess>(std::make_unique<MemoryAccess>(bytes));
  };
  if (const auto* text = std::get_if<std::string>(&value)) return in_memory(as_bytes(*text));
  if (const auto* text = std::get_if<String8>(&value)) return in_memory(as_bytes(text->bytes));
  if (const auto* bytes = std::get_if<Bytes>(&value)) return in_memory(*bytes);
  if (const auto* stored = std::get_if<LargeValue>(&value)) return large.get(*stored);
  return std::unique_ptr<RandomAccess>();
}

}  // namespace postroom
