#include "storage/sqlite/search_pairs.h"

#include <gtest/gtest.h>

namespace postroom::storage {
namespace {

TEST(SearchPairs, are_two_unspaced_characters_that_stand_together) {
  EXPECT_EQ(pairs_in("時間表"), pair_of("時間") + " " + pair_of("間表"));
  EXPECT_EQ(pairs_in("a時b間"), "");
  EXPECT_EQ(pairs_in("見る、聞く"), pair_of("見る") + " " + pair_of("聞く"));
  EXPECT_EQ(pairs_in("plain text, élan and 😀😀"), "");
  EXPECT_EQ(pairs_in(""), "");
}

TEST(SearchPairs, come_once_each) { EXPECT_EQ(pairs_in("時間 時間 時間"), pair_of("時間")); }

TEST(SearchPairs, are_told_apart_by_order_and_by_plane) {
  EXPECT_NE(pair_of("時間"), pair_of("間時"));
  EXPECT_NE(pair_of("\U00020000\U00020001"), "");
  EXPECT_EQ(pairs_in("\U00020000\U00020001"), pair_of("\U00020000\U00020001"));
  EXPECT_NE(pair_of("\U00020000一"), pair_of("一\U00020000"));
}

TEST(SearchPairs, of_a_needle_are_for_two_such_characters_alone) {
  EXPECT_EQ(pair_of(""), "");
  EXPECT_EQ(pair_of("時"), "");
  EXPECT_EQ(pair_of("時間表"), "");
  EXPECT_EQ(pair_of("ab"), "");
  EXPECT_EQ(pair_of("a時"), "");
  EXPECT_EQ(pair_of("時a"), "");
  EXPECT_EQ(pair_of("時間").size(), 10U);
}

TEST(SearchPairs, of_bytes_that_are_no_utf8_are_no_harm) {
  EXPECT_EQ(pairs_in("\xE6"), "");
  EXPECT_EQ(pairs_in("\xFF\xFE\xE6\x99"), "");
  EXPECT_EQ(pair_of("\xE6\x99"), "");
}

}  // namespace
}  // namespace postroom::storage
