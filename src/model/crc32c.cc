#include "model/crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace postroom {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // 0x1EDC6F41 with its bits reversed

using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

// Table k says what a byte does to the checksum when k more bytes follow it.
constexpr Tables make_tables() {
  Tables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kPolynomial : 0);
    tables[0][byte] = crc;
  }
  for (std::size_t k = 1; k < 8; ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables[k - 1][byte];
      tables[k][byte] = (before >> 8) ^ tables[0][before & 0xFF];
    }
  }
  return tables;
}

constexpr Tables kTables = make_tables();

std::uint32_t add_byte(std::uint32_t crc, std::uint8_t byte) {
  return (crc >> 8) ^ kTables[0][(crc ^ byte) & 0xFF];
}

std::uint32_t add_eight(std::uint32_t crc, const std::uint8_t* bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const std::uint32_t mixed = i < 4 ? bytes[i] ^ (crc >> (8 * i)) : bytes[i];
    sum ^= kTables[7 - i][mixed & 0xFF];
  }
  return sum;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32c_by_instruction(ByteView bytes) {
  std::uint64_t crc = 0xFFFFFFFF;
  const std::uint8_t* at = bytes.data();
  std::size_t rest = bytes.size();
  for (; rest >= 8; at += 8, rest -= 8) {
    std::uint64_t eight;
    std::memcpy(&eight, at, 8);
    crc = _mm_crc32_u64(crc, eight);
  }
  auto last = static_cast<std::uint32_t>(crc);
  for (; rest > 0; ++at, --rest) last = _mm_crc32_u8(last, *at);
  return ~last;
}
#endif

}  // namespace

std::uint32_t crc32c_by_tables(ByteView bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  while (bytes.size() >= 8) {
    crc = add_eight(crc, bytes.data());
    bytes = bytes.subspan(8);
  }
  for (const std::uint8_t byte : bytes) crc = add_byte(crc, byte);
  return ~crc;
}

std::uint32_t crc32c(ByteView bytes) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
  if (has_instruction) return crc32c_by_instruction(bytes);
#endif
  return crc32c_by_tables(bytes);
}

}  // namespace postroom
