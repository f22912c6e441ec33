#include "support/seeded_random.h"

#include <gtest/gtest.h>

namespace postroom::testing {
namespace {

TEST(SeededRandom, draws_the_same_for_the_same_seed) {
  SeededRandom one(7), other(7), third(8);
  const std::uint64_t first = one.number();
  EXPECT_EQ(first, other.number());
  EXPECT_NE(first, third.number());
  EXPECT_FALSE(one.guid().is_null());
}

TEST(SeededRandom, draws_by_weight) {
  SeededRandom random(1);
  std::vector<int> drawn(3);
  for (int i = 0; i < 1000; ++i) ++drawn[random.weighted({1, 0, 9})];
  EXPECT_GT(drawn[0], 50);
  EXPECT_EQ(drawn[1], 0);
  EXPECT_GT(drawn[2], 800);
}

}  // namespace
}  // namespace postroom::testing
