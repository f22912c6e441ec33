#include "storage/id_list.h"

#include <gtest/gtest.h>

#include <limits>

namespace postroom::storage {
namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

TEST(IdList, gives_back_what_was_put_in) {
  const std::vector<std::vector<MessageId>> lists{
      {}, {{0}}, {{1}, {2}, {3}}, {{3}, {2}, {1}}, {{kMost}, {kLeast}, {0}, {kLeast}, {kMost}}, {{5}, {5}}};
  for (const auto& ids : lists) {
    const auto decoded = decode_ids(encode_ids(ids));
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(*decoded, ids);
  }
}

TEST(IdList, takes_one_byte_for_each_neighbour) {
  std::vector<MessageId> ids;
  for (std::int64_t id = 1; id <= 1000; ++id) ids.push_back({id});
  EXPECT_EQ(encode_ids(ids).size(), 1000U);
}

TEST(IdList, refuses_bytes_that_end_inside_a_number) {
  Bytes bytes = encode_ids(std::vector<MessageId>{{1}, {1'000'000}});
  bytes.pop_back();
  const auto decoded = decode_ids(bytes);
  ASSERT_FALSE(decoded.ok());
  EXPECT_EQ(decoded.error().code, Code::corrupt);
}

TEST(IdList, refuses_numbers_longer_than_64_bits) {
  const auto decoded = decode_ids(Bytes(11, 0x80));
  ASSERT_FALSE(decoded.ok());
  EXPECT_EQ(decoded.error().code, Code::corrupt);
}

TEST(IdList, takes_any_bytes_without_harm) {
  std::uint32_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    Bytes bytes(static_cast<std::size_t>(round % 40));
    for (std::uint8_t& byte : bytes)
      byte = static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24);
    const auto decoded = decode_ids(bytes);
    if (decoded.ok()) {
      EXPECT_LE(decoded->size(), bytes.size());
    }
  }
}

}  // namespace
}  // namespace postroom::storage
