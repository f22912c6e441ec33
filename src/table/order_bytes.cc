#include "table/order_bytes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <type_traits>

#include "model/collation.h"

namespace postroom::table {
namespace {

constexpr std::uint8_t kPresent = 1;
constexpr std::uint8_t kAbsent = 2;
constexpr std::uint8_t kEndOfText = 0;  // less than every byte of a collation key

template <class T>
constexpr bool is_list = false;
template <class T>
constexpr bool is_list<std::vector<T>> = !std::is_same_v<T, std::uint8_t>;  // Bytes is a single value

class Appender {
 public:
  explicit Appender(Bytes& bytes) : bytes_(bytes) {}

  void operator()(Null) {}
  void operator()(bool value) { bytes_.push_back(value ? 1 : 0); }
  void operator()(std::int16_t value) { number(static_cast<std::uint16_t>(value ^ INT16_MIN)); }
  void operator()(std::int32_t value) { number(static_cast<std::uint32_t>(value) ^ 0x80000000U); }
  void operator()(std::int64_t value) {
    number(static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63));
  }
  void operator()(Currency value) { (*this)(value.ten_thousandths); }
  void operator()(FileTime value) { (*this)(static_cast<std::int64_t>(value.ticks)); }
  void operator()(AppTime value) { (*this)(value.days); }
  void operator()(ErrorValue value) { number(value.scode); }
  void operator()(float value) { floating<std::uint32_t>(value); }
  void operator()(double value) { floating<std::uint64_t>(value); }
  void operator()(const Guid& value) { bytes_.insert(bytes_.end(), value.bytes.begin(), value.bytes.end()); }
  void operator()(const std::string& value) { text(value); }
  void operator()(const String8& value) { text(value.bytes); }
  void operator()(const Bytes& value) { escaped(value); }
  void operator()(const LargeValue& value) {
    escaped(value.hash);
  }  // never sorted by: columns are read first
  template <class T>
  void operator()(const std::vector<T>& values) {
    for (const T& value : values) {
      bytes_.push_back(kPresent);
      (*this)(value);
    }
    bytes_.push_back(0);
  }

 private:
  template <class Unsigned>
  void number(Unsigned value) {
    for (int shift = static_cast<int>(sizeof(value)) * 8 - 8; shift >= 0; shift -= 8) {
      bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
    }
  }
  template <class Unsigned, class Floating>
  void floating(Floating value) {
    if (std::isnan(value)) return number(~Unsigned{0});
    const auto bits = std::bit_cast<Unsigned>(value == 0 ? Floating{0} : value);
    const Unsigned sign = Unsigned{1} << (sizeof(Unsigned) * 8 - 1);
    number(bits & sign ? static_cast<Unsigned>(~bits) : static_cast<Unsigned>(bits | sign));
  }
  void text(std::string_view value) {
    const Bytes key = collation_key(value, kMaxOrderBytes);
    bytes_.insert(bytes_.end(), key.begin(), key.end());
    bytes_.push_back(kEndOfText);
  }
  void escaped(ByteView value) {
    for (const std::uint8_t byte : value.first(std::min(value.size(), kMaxOrderBytes))) {
      bytes_.push_back(byte);
      if (byte == 0) bytes_.push_back(0xFF);
    }
    bytes_.insert(bytes_.end(), {0, 0});
  }

  Bytes& bytes_;
};

template <class Append>
void append_present(Bytes& bytes, Direction direction, const Append& append) {
  bytes.push_back(kPresent);
  const std::size_t start = bytes.size();
  append();
  if (direction == Direction::ascending) return;
  for (std::size_t i = start; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(~bytes[i]);
}

}  // namespace

void append_order_bytes(Bytes& bytes, const Value* value, Direction direction) {
  if (!value) return bytes.push_back(kAbsent);
  append_present(bytes, direction, [&] { std::visit(Appender(bytes), *value); });
}

void append_text_order_bytes(Bytes& bytes, ByteView key, TextKey how_much, Direction direction) {
  append_present(bytes, direction, [&] {
    bytes.insert(bytes.end(), key.begin(), key.end());
    if (how_much == TextKey::whole) bytes.push_back(kEndOfText);
  });
}

std::optional<FileTime> read_time_order_bytes(ByteView bytes, Direction direction) {
  if (bytes.size() != 1 + sizeof(std::int64_t) || bytes[0] != kPresent) return std::nullopt;
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes.subspan(1)) number = number << 8 | byte;
  if (direction == Direction::descending) number = ~number;
  return FileTime{static_cast<std::int64_t>(number ^ (std::uint64_t{1} << 63))};
}

std::size_t value_count(const Value& value) {
  return std::visit(
      []<class T>(const T& held) -> std::size_t {
        if constexpr (is_list<T>) return held.size();
        return 1;
      },
      value);
}

Value value_at(const Value& values, std::size_t place) {
  return std::visit(
      [&]<class T>(const T& held) -> Value {
        if constexpr (is_list<T>) return held[place];
        return held;
      },
      values);
}

void append_order_bytes(Bytes& bytes, const Value& values, std::size_t place, Direction direction) {
  if (place >= value_count(values)) return bytes.push_back(kAbsent);
  const Value one = value_at(values, place);
  append_order_bytes(bytes, &one, direction);
}

}  // namespace postroom::table
