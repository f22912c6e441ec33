// What encoder and decoder of the property blob must agree on (docs/property-blob.md).
#pragma once

#include <postroom/content.h>

#include <bit>
#include <cstring>

namespace postroom::blob {

// Set in the type half of a tag whose value is a LargeValue. No MAPI property type has this bit.
inline constexpr std::uint32_t kLargeFlag = 0x8000;

inline constexpr std::size_t kChecksumSize = 4;
inline constexpr std::size_t kSmallestProperty = 4;   // the tag of a PT_NULL
inline constexpr std::size_t kSmallestRecipient = 5;  // row, no properties
inline constexpr std::size_t kSmallestAttachment =
    22;  // number, record key, no properties, no embedded message

// The least number of bytes that a T takes: its size, or the length before an empty text or binary value.
template <class T>
inline constexpr std::size_t kSmallest = sizeof(T);
template <>
inline constexpr std::size_t kSmallest<String8> = 1;
template <>
inline constexpr std::size_t kSmallest<std::string> = 1;
template <>
inline constexpr std::size_t kSmallest<Bytes> = 1;

// Turns a number's bytes from this machine's order to little-endian, or back.
template <class T>
std::array<std::uint8_t, sizeof(T)> little_endian(std::array<std::uint8_t, sizeof(T)> bytes) {
  if constexpr (std::endian::native == std::endian::big) {
    for (std::size_t i = 0; i < sizeof(T) / 2; ++i) std::swap(bytes[i], bytes[sizeof(T) - 1 - i]);
  }
  return bytes;
}

template <class T>
void store_number(std::uint8_t* to, T number) {
  const auto bytes = little_endian<T>(std::bit_cast<std::array<std::uint8_t, sizeof(T)>>(number));
  std::memcpy(to, bytes.data(), sizeof(T));
}

template <class T>
T load_number(const std::uint8_t* from) {
  std::array<std::uint8_t, sizeof(T)> bytes;
  std::memcpy(bytes.data(), from, sizeof(T));
  return std::bit_cast<T>(little_endian<T>(bytes));
}

}  // namespace postroom::blob
