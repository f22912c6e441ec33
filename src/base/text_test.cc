#include <postroom/text.h>

#include <gtest/gtest.h>

namespace postroom {
namespace {

constexpr std::string_view kMixed = "a\xC3\xA4\xE6\x97\xA5\xF0\x9F\x93\xAC";  // 1, 2, 3 and 4 bytes

TEST(Utf8, is_valid_for_characters_of_every_length_and_at_the_ends_of_the_ranges) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8(kMixed));
  for (const char* text : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  }
}

TEST(Utf8, is_invalid_for_overlong_surrogate_cut_and_stray_bytes) {
  for (const char* text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE6\x97",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF0\x9F\x93", "\xFF"}) {
    EXPECT_FALSE(is_valid_utf8(text)) << text;
  }
}

TEST(RepairUtf8, replaces_each_invalid_byte_and_keeps_the_rest) {
  EXPECT_EQ(repair_utf8(kMixed), kMixed);
  EXPECT_EQ(repair_utf8("a\xFF\xC3z"), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
  EXPECT_TRUE(is_valid_utf8(repair_utf8("\xE6\x97")));
}

TEST(TruncateUtf8, never_cuts_a_character_in_two) {
  EXPECT_EQ(truncate_utf8(kMixed, 100), kMixed);
  EXPECT_EQ(truncate_utf8(kMixed, 10), kMixed);
  EXPECT_EQ(truncate_utf8(kMixed, 9), kMixed.substr(0, 6));
  EXPECT_EQ(truncate_utf8(kMixed, 6), kMixed.substr(0, 6));
  EXPECT_EQ(truncate_utf8(kMixed, 5), kMixed.substr(0, 3));
  EXPECT_EQ(truncate_utf8(kMixed, 2), "a");
  EXPECT_EQ(truncate_utf8(kMixed, 0), "");
}

TEST(AsciiCase, is_folded_for_letters_a_to_z_alone) {
  EXPECT_EQ(to_lower_ascii("Ab[Z@\xC3\x84"), "ab[z@\xC3\x84");
  EXPECT_TRUE(equals_ignoring_ascii_case("PR_Subject", "pr_sUBJECT"));
  EXPECT_FALSE(equals_ignoring_ascii_case("a", "ab"));
  EXPECT_FALSE(equals_ignoring_ascii_case("\xC3\x84", "\xC3\xA4"));
  EXPECT_FALSE(equals_ignoring_ascii_case("[", "{"));
}

}  // namespace
}  // namespace postroom
