#include "table/first_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace postroom::table {
namespace {

Bytes random_bytes(std::mt19937_64& random, std::size_t most) {
  Bytes bytes(1 + random() % most);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() % 7);
  return bytes;
}

TEST(FirstRows, have_the_first_ones_among_them_though_only_beginnings_are_told) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937_64 random(seed);
    FirstRows first(20);
    std::vector<std::pair<Bytes, std::int64_t>> all;
    for (std::int64_t id = 1; id <= 2000; ++id) {
      const Bytes bytes = random_bytes(random, 8);
      all.push_back({bytes, id});
      first.add(id, ByteView(bytes).first(std::min<std::size_t>(bytes.size(), 5)));
    }
    ASSERT_FALSE(first.gave_up());
    std::sort(all.begin(), all.end());
    const auto kept = first.candidates();
    const std::set<std::int64_t> found(kept.begin(), kept.end());
    EXPECT_LT(found.size(), 400U);
    for (std::size_t i = 0; i < 20; ++i) EXPECT_TRUE(found.contains(all[i].second)) << seed << " " << i;
  }
}

TEST(FirstRows, give_up_where_too_many_are_alike) {
  FirstRows first(10);
  const Bytes same{1, 2, 3};
  for (std::int64_t id = 1; id <= 1000; ++id) first.add(id, same);
  EXPECT_TRUE(first.gave_up());
  FirstRows unknown(10);
  for (std::int64_t id = 1; id <= 80; ++id) unknown.add_unknown(id);
  EXPECT_FALSE(unknown.gave_up());
  unknown.add_unknown(81);
  EXPECT_TRUE(unknown.gave_up());
}

}  // namespace
}  // namespace postroom::table
