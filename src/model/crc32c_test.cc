#include "model/crc32c.h"

#include <gtest/gtest.h>

#include <random>

namespace postroom {
namespace {

TEST(Crc32c, gives_the_known_results) {
  EXPECT_EQ(crc32c(as_bytes("123456789")), 0xE3069283u);
  EXPECT_EQ(crc32c(Bytes(32, 0)), 0x8A9136AAu);  // RFC 3720, B.4
  EXPECT_EQ(crc32c(Bytes(32, 0xFF)), 0x62A8AB43u);
  EXPECT_EQ(crc32c({}), 0u);
}

TEST(Crc32c, is_the_same_by_tables_for_every_length_and_alignment) {
  std::mt19937_64 random(1);
  Bytes bytes(100);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  for (std::size_t start = 0; start < 9; ++start) {
    for (std::size_t size = 0; size + start <= bytes.size(); ++size) {
      const ByteView view = ByteView(bytes).subspan(start, size);
      EXPECT_EQ(crc32c(view), crc32c_by_tables(view)) << start << " " << size;
    }
  }
}

}  // namespace
}  // namespace postroom
