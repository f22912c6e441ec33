#include "mapiutil/text_encoding.h"

#include <gtest/gtest.h>

namespace postroom::mapiutil {
namespace {

TEST(TextEncoding, goes_both_ways_for_every_length_of_character) {
  const std::string utf8 = "a\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF";
  const std::wstring wide = L"a\x7F\x80\x7FF\x800\xFFFF\x10000\x10FFFF";
  EXPECT_EQ(wide_text(utf8), wide);
  EXPECT_EQ(utf8_text(wide), utf8);
  EXPECT_EQ(characters_of(utf8), U"a\x7F\x80\x7FF\x800\xFFFF\x10000\x10FFFF");
}

TEST(TextEncoding, replaces_bytes_that_are_no_text) {
  for (const char* text : {"\x80", "\xFF", "\xC3", "\xC0", "\xF5"}) EXPECT_EQ(wide_text(text), L"\uFFFD");
  EXPECT_EQ(wide_text("\xC3(a"), L"\uFFFD(a");
  EXPECT_EQ(wide_text("\xC0\x80"), L"\uFFFD\uFFFD");            // too long for what it says
  EXPECT_EQ(wide_text("\xED\xA0\x80"), L"\uFFFD\uFFFD\uFFFD");  // half of a pair
  EXPECT_EQ(wide_text("\xF4\x90\x80\x80"), L"\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(wide_text("\xE2\x82"), L"\uFFFD\uFFFD");  // ends too early
}

TEST(TextEncoding, replaces_wide_characters_that_are_none) {
  const std::wstring wide = {static_cast<wchar_t>(0xD800), static_cast<wchar_t>(0x110000),
                             static_cast<wchar_t>(-1)};
  EXPECT_EQ(utf8_text(wide), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(TextEncoding, keeps_apart_bytes_that_are_no_text) {
  EXPECT_EQ(characters_of("\xE9"), std::u32string(1, char32_t{0xDCE9}));
  EXPECT_NE(characters_of("\xE9"), characters_of("\xE8"));
}

}  // namespace
}  // namespace postroom::mapiutil
