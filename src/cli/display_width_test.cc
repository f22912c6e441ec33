#include "cli/display_width.h"

#include <gtest/gtest.h>

namespace postroom::cli {

TEST(DisplayWidth, counts_two_columns_for_east_asian_characters_and_emoji) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("印刷機"), 6);
  EXPECT_EQ(display_width("ｆ"), 2);
  EXPECT_EQ(display_width("📎"), 2);
  EXPECT_EQ(display_width("Ünïcödé"), 7);
  EXPECT_EQ(display_width("한글"), 4);
}

TEST(DisplayWidth, counts_nothing_for_marks_that_combine) {
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("a\u200Db"), 2);
  EXPECT_EQ(display_width("שָׁלוֹם"), 4);
}

TEST(DisplayWidth, counts_each_wrong_byte_as_one_column) {
  EXPECT_EQ(display_width("a\xFF\xC3"), 3);
  EXPECT_EQ(display_width("\xE2\x82"), 2);
}

TEST(DisplayWidth, never_cuts_a_wide_character_in_two) {
  EXPECT_EQ(fit("印刷機", 3), "印");
  EXPECT_EQ(shorten("印刷機", 5), "印刷…");
  EXPECT_EQ(shorten("印刷機", 4), "印…");
  EXPECT_EQ(pad("印刷機", 4), "印… ");
  EXPECT_EQ(fit("e\u0301x", 1), "e\u0301");
}

TEST(DisplayWidth, pads_on_either_side) {
  EXPECT_EQ(pad("ab", 4), "ab  ");
  EXPECT_EQ(pad_left("ab", 4), "  ab");
  EXPECT_EQ(pad_left("abcdef", 4), "abc…");
  EXPECT_EQ(pad("abc", 0), "");
}

}  // namespace postroom::cli
