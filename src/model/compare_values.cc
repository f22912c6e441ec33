#include <postroom/text.h>

#include "model/evaluate.h"
#include "model/value_order.h"

namespace postroom {
namespace {

// The size of one value in memory.
std::uint64_t size_of(const Null&) { return 0; }
std::uint64_t size_of(bool) { return 2; }
std::uint64_t size_of(const String8& text) { return text.bytes.size() + 1; }
std::uint64_t size_of(const Bytes& bytes) { return bytes.size(); }
std::uint64_t size_of(const LargeValue& large) { return large.size; }
template <class T>
std::uint64_t size_of(const T& value) {
  return sizeof(value);
}

// In UTF-16, a character of four bytes of UTF-8 is two units and every other one.
std::uint64_t size_of(const std::string& text) {
  if (!is_valid_utf8(text)) return size_of(repair_utf8(text));
  std::uint64_t units = 1;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    units += (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
  }
  return 2 * units;
}

template <class T>
std::uint64_t size_of(const std::vector<T>& values) {
  std::uint64_t sum = 0;
  for (const T& value : values) sum += size_of(value);
  return sum;
}

}  // namespace

std::weak_ordering compare_values(const Value& a, const Value& b) {
  return std::visit(
      [&](const auto& left, const auto& right) -> std::weak_ordering {
        using A = std::decay_t<decltype(left)>;
        using B = std::decay_t<decltype(right)>;
        if constexpr (kComparable<A, B>) {
          return order(left, right);
        } else {
          return a.index() <=> b.index();  // those of string8 and unicode are next to each other
        }
      },
      a, b);
}

std::uint64_t byte_size(const Value& value) {
  return std::visit([](const auto& each) { return size_of(each); }, value);
}

}  // namespace postroom
