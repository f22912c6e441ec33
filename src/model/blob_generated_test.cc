#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "model/blob.h"
#include "model/blob_format.h"
#include "model/testing/random_content.h"

namespace postroom {
namespace {

using testing::RandomNumbers;

ByteView without_checksum(const Bytes& bytes) {
  return ByteView(bytes).first(bytes.size() - blob::kChecksumSize);
}

bool same_bytes(ByteView a, ByteView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

TEST(GeneratedBlob, decodes_to_the_content_it_was_made_of) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    RandomNumbers random(seed);
    const MessageContent content = testing::random_content(random);
    const auto encoded = encode(content);
    ASSERT_TRUE(encoded.ok()) << seed << ": " << encoded.error().message;
    const auto decoded = decode_content(*encoded);
    ASSERT_TRUE(decoded.ok()) << seed << ": " << decoded.error().message;
    ASSERT_TRUE(*decoded == content) << seed;
    ASSERT_EQ(*encode(*decoded), *encoded) << seed;
    ASSERT_TRUE(checksum_matches(*encoded)) << seed;
  }
}

TEST(GeneratedBlob, has_every_type_of_property_in_it) {
  RandomNumbers random(1);
  std::set<std::uint16_t> types;
  std::set<std::size_t> values;
  for (int i = 0; i < 500; ++i) {
    for (const Property& property : testing::random_content(random).properties) {
      types.insert(property.tag.raw_type());
      values.insert(property.value.index());
    }
  }
  EXPECT_EQ(types.size(), 29u);                              // 17 single and 12 multi-valued
  EXPECT_EQ(values.size(), std::variant_size_v<Value> - 1);  // all but ErrorValue
}

// Changes, removes, adds or repeats some bytes.
void mutate(Bytes& bytes, RandomNumbers& random) {
  for (std::size_t i = 1 + testing::random_below(random, 3); i > 0 && !bytes.empty(); --i) {
    const auto place =
        bytes.begin() + static_cast<std::ptrdiff_t>(testing::random_below(random, bytes.size()));
    switch (testing::random_below(random, 4)) {
      case 0:
        *place = static_cast<std::uint8_t>(random());
        break;
      case 1:
        *place ^= static_cast<std::uint8_t>(1u << testing::random_below(random, 8));
        break;
      case 2:
        bytes.erase(place);
        break;
      default:
        bytes.insert(place, static_cast<std::uint8_t>(random()));
        break;
    }
  }
}

TEST(GeneratedBlob, fails_cleanly_or_is_encoded_again_alike_when_damaged) {
  int accepted = 0;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    RandomNumbers random(seed);
    Bytes bytes = *encode(testing::random_content(random, {4, 2, 2, 1}));
    mutate(bytes, random);
    const auto decoded = decode_content(bytes);
    if (!decoded.ok()) {
      ++refused;
      ASSERT_TRUE(decoded.error().code == Code::corrupt || decoded.error().code == Code::newer_format)
          << seed;
      continue;
    }
    ++accepted;
    const auto again = encode(*decoded);
    ASSERT_TRUE(again.ok()) << seed << ": " << again.error().message;
    ASSERT_TRUE(same_bytes(without_checksum(*again), without_checksum(bytes))) << seed;
  }
  EXPECT_GT(accepted, 1000);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace postroom
