// 128-bit identifiers in MAPI's memory layout: Data1, Data2 and Data3 little-endian, then eight bytes.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace postroom {

struct Guid {
  std::array<std::uint8_t, 16> bytes{};
  friend auto operator<=>(const Guid&, const Guid&) = default;
  bool is_null() const { return *this == Guid{}; }
};

// Builds the GUID written {data1-data2-data3-rest}; `rest` is the last eight bytes, most significant first.
constexpr Guid make_guid(std::uint32_t data1, std::uint16_t data2, std::uint16_t data3, std::uint64_t rest) {
  Guid guid;
  for (int i = 0; i < 4; ++i) guid.bytes[i] = static_cast<std::uint8_t>(data1 >> (8 * i));
  for (int i = 0; i < 2; ++i) guid.bytes[4 + i] = static_cast<std::uint8_t>(data2 >> (8 * i));
  for (int i = 0; i < 2; ++i) guid.bytes[6 + i] = static_cast<std::uint8_t>(data3 >> (8 * i));
  for (int i = 0; i < 8; ++i) guid.bytes[8 + i] = static_cast<std::uint8_t>(rest >> (56 - 8 * i));
  return guid;
}

std::string to_text(const Guid& guid);  // "00062002-0000-0000-c000-000000000046"
std::optional<Guid> parse_guid(std::string_view text);  // with or without braces, any case

}  // namespace postroom
