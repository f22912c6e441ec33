#include "model/sort_key.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <type_traits>

#include "model/collation.h"

namespace postroom {
namespace {

// Before each value: whether there is one. Never turned round, so that rows without one are last.
constexpr std::uint8_t kPresent = 1;
constexpr std::uint8_t kMissing = 2;

// Before each of several values, and after the last: so the shorter of two tuples comes first.
constexpr std::uint8_t kNoMore = 0;
constexpr std::uint8_t kOneMore = 1;

// A zero byte ends texts and bytes, so that none is the front of another; one inside bytes has kInside behind
// it.
constexpr std::uint8_t kEnd = 0;
constexpr std::uint8_t kInside = 0xFF;

// Writes values so that memcmp orders them as compare_values() does.
class KeyWriter {
 public:
  KeyWriter(Bytes& key, std::size_t limit) : key_(key), limit_(limit) {}

  void put(Null) {}
  void put(bool value) { key_.push_back(value ? 1 : 0); }
  void put(std::int16_t value) { put_signed(value); }
  void put(std::int32_t value) { put_signed(value); }
  void put(std::int64_t value) { put_signed(value); }
  void put(Currency value) { put_signed(value.ten_thousandths); }
  void put(FileTime value) { put_signed(value.ticks); }
  void put(ErrorValue value) { put_unsigned(value.scode); }
  void put(float value) { put_real<std::uint32_t>(value); }
  void put(double value) { put_real<std::uint64_t>(value); }
  void put(AppTime value) { put(value.days); }
  void put(const Guid& value) { key_.insert(key_.end(), value.bytes.begin(), value.bytes.end()); }
  void put(const String8& value) { put_text(value.bytes); }
  void put(const std::string& value) { put_text(value); }
  void put(const LargeValue& value) {
    key_.insert(key_.end(), value.hash.begin(), value.hash.end());
    put_unsigned(value.size);
  }

  void put(const Bytes& value) {
    for (const std::uint8_t byte : value) {
      key_.push_back(byte);
      if (byte == kEnd) key_.push_back(kInside);
    }
    key_.push_back(kEnd);
    key_.push_back(kEnd);
  }

  template <class T>
  void put(const std::vector<T>& values) {
    for (const T& value : values) {
      key_.push_back(kOneMore);
      put(value);
    }
    key_.push_back(kNoMore);
  }

 private:
  template <class Unsigned>
  void put_unsigned(Unsigned value) {
    for (int shift = 8 * sizeof(value) - 8; shift >= 0; shift -= 8) {
      key_.push_back(static_cast<std::uint8_t>(value >> shift));
    }
  }

  template <class Signed>
  void put_signed(Signed value) {
    using Unsigned = std::make_unsigned_t<Signed>;
    constexpr Unsigned kSign = static_cast<Unsigned>(Unsigned{1} << (8 * sizeof(value) - 1));
    put_unsigned(static_cast<Unsigned>(static_cast<Unsigned>(value) ^ kSign));
  }

  // One NaN, after infinity, and one zero. Of negative numbers, the greater bits are the lesser number.
  template <class Unsigned, class Real>
  void put_real(Real value) {
    constexpr Unsigned kSign = Unsigned{1} << (8 * sizeof(Unsigned) - 1);
    if (std::isnan(value)) value = std::numeric_limits<Real>::quiet_NaN();
    if (value == 0) value = 0;
    const auto bits = std::bit_cast<Unsigned>(value);
    put_unsigned((bits & kSign) != 0 ? static_cast<Unsigned>(~bits) : static_cast<Unsigned>(bits | kSign));
  }

  // No more of a text is looked at than has room. A collation key has no zero byte in it.
  void put_text(std::string_view text) {
    const Bytes collated = collation_key(text, limit_ - std::min(limit_, key_.size()));
    key_.insert(key_.end(), collated.begin(), collated.end());
    key_.push_back(kEnd);
  }

  Bytes& key_;
  const std::size_t limit_;
};

// Of the order of types in compare_values(), in which string8 and unicode are one.
template <class T>
std::uint8_t type_place(const T&, std::size_t index) {
  const bool is_string8 = std::is_same_v<T, String8> || std::is_same_v<T, std::vector<String8>>;
  return static_cast<std::uint8_t>(is_string8 ? index + 1 : index);  // that of unicode is the next
}

}  // namespace

void append_sort_key(Bytes& key, Direction direction, const Value* value, std::size_t limit) {
  if (key.size() >= limit) return;
  key.push_back(value ? kPresent : kMissing);
  if (!value) return;
  const std::size_t start = key.size();
  std::visit(
      [&](const auto& each) {
        key.push_back(type_place(each, value->index()));
        KeyWriter(key, limit).put(each);
      },
      *value);
  if (key.size() > limit) key.resize(limit);
  if (direction == Direction::ascending) return;
  for (std::size_t i = start; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(~key[i]);
}

Bytes sort_key(const SortOrder& order, std::span<const Value* const> values, std::size_t limit) {
  assert(values.size() == order.keys.size());
  Bytes key;
  for (std::size_t i = 0; i < values.size(); ++i) {
    append_sort_key(key, order.keys[i].direction, values[i], limit);
  }
  return key;
}

}  // namespace postroom
