#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <string>

namespace postroom::mapiutil {
namespace {

bool contains(std::string text, std::string sought, ULONG level) {
  SPropValue in = {}, what = {};
  in.ulPropTag = what.ulPropTag = PROP_TAG(PT_STRING8, 0x6600);
  in.Value.lpszA = text.data();
  what.Value.lpszA = sought.data();
  return FPropContainsProp(&in, &what, level) != FALSE;
}

bool contains(std::wstring text, std::wstring sought, ULONG level) {
  SPropValue in = {}, what = {};
  in.ulPropTag = what.ulPropTag = PROP_TAG(PT_UNICODE, 0x6600);
  in.Value.lpszW = text.data();
  what.Value.lpszW = sought.data();
  return FPropContainsProp(&in, &what, level) != FALSE;
}

bool contains_bytes(std::string bytes, std::string sought, ULONG level) {
  SPropValue in = {}, what = {};
  in.ulPropTag = what.ulPropTag = PROP_TAG(PT_BINARY, 0x6600);
  in.Value.bin = {static_cast<ULONG>(bytes.size()), reinterpret_cast<LPBYTE>(bytes.data())};
  what.Value.bin = {static_cast<ULONG>(sought.size()), reinterpret_cast<LPBYTE>(sought.data())};
  return FPropContainsProp(&in, &what, level) != FALSE;
}

TEST(ContainsProperty, looks_at_the_whole_at_the_beginning_or_anywhere) {
  for (const ULONG level : {FL_FULLSTRING, FL_PREFIX, FL_SUBSTRING})
    EXPECT_TRUE(contains("abc", "abc", level));
  EXPECT_FALSE(contains("abc", "ab", FL_FULLSTRING));
  EXPECT_TRUE(contains("abc", "ab", FL_PREFIX));
  EXPECT_FALSE(contains("abc", "bc", FL_PREFIX));
  EXPECT_TRUE(contains("abc", "bc", FL_SUBSTRING));
  EXPECT_FALSE(contains("abc", "abcd", FL_SUBSTRING));
  EXPECT_FALSE(contains("abc", "B", FL_SUBSTRING));
}

TEST(ContainsProperty, looks_at_wide_text_in_the_same_way) {
  EXPECT_TRUE(contains(L"\u0416abc", L"\u0416", FL_PREFIX));
  EXPECT_FALSE(contains(L"\u0416abc", L"\u0436", FL_PREFIX));
  EXPECT_TRUE(contains(L"\u0416abc", L"\u0436A", FL_PREFIX | FL_IGNORECASE));
}

TEST(ContainsProperty, ignores_case_and_accents_as_it_is_told) {
  EXPECT_TRUE(
      contains("Gr\xC3\xBC\xC3\x9F"
               "e",
               "GR\xC3\x9C\xC3\x9F", FL_PREFIX | FL_IGNORECASE));
  EXPECT_FALSE(
      contains("Gr\xC3\xBC\xC3\x9F"
               "e",
               "gru", FL_PREFIX | FL_IGNORECASE));
  EXPECT_TRUE(
      contains("Gr\xC3\xBC\xC3\x9F"
               "e",
               "Gru", FL_PREFIX | FL_IGNORENONSPACE));
  EXPECT_TRUE(
      contains("Gr\xC3\xBC\xC3\x9F"
               "e",
               "gru", FL_PREFIX | FL_LOOSE));
  EXPECT_TRUE(
      contains("Gr\xC3\xBC\xC3\x9F"
               "e",
               "gru", FL_PREFIX | FL_IGNORECASE | FL_IGNORENONSPACE));
  EXPECT_TRUE(contains(L"cafe\u0301", L"CAF\u00C9", FL_FULLSTRING | FL_LOOSE));
}

TEST(ContainsProperty, compares_exactly_and_as_a_whole_by_settings_that_are_none) {
  for (const ULONG level :
       {3u, FL_PREFIX | FL_SUBSTRING, 0xFFFFu, FL_PREFIX | 0x00080000u, FL_LOOSE | 0x10u}) {
    EXPECT_TRUE(contains("abc", "abc", level)) << level;
    EXPECT_FALSE(contains("abc", "ab", level)) << level;
    EXPECT_FALSE(contains("abc", "ABC", level)) << level;
  }
}

TEST(ContainsProperty, looks_into_binaries_without_regard_to_what_is_said_of_case) {
  const std::string bytes("a\0bc", 4);
  EXPECT_TRUE(contains_bytes(bytes, std::string("\0b", 2), FL_SUBSTRING));
  EXPECT_TRUE(contains_bytes(bytes, "a", FL_PREFIX | 0xFFFF0000u));
  EXPECT_FALSE(contains_bytes(bytes, "A", FL_PREFIX | FL_IGNORECASE));
  EXPECT_FALSE(contains_bytes(bytes, "a", FL_FULLSTRING));
}

TEST(ContainsProperty, finds_nothing_in_everything) {
  EXPECT_TRUE(contains("abc", "", FL_SUBSTRING));
  EXPECT_TRUE(contains_bytes("", "", FL_FULLSTRING));
  EXPECT_FALSE(contains("abc", "", FL_FULLSTRING));
}

TEST(ContainsProperty, keeps_apart_bytes_that_are_no_text) {
  EXPECT_FALSE(contains("\xE9", "\xE8", FL_FULLSTRING | FL_IGNORECASE));
  EXPECT_TRUE(contains("a\xE9", "A\xE9", FL_FULLSTRING | FL_IGNORECASE));
}

TEST(ContainsProperty, is_false_of_other_and_unlike_and_broken_values) {
  SPropValue number = {}, text = {}, wide = {}, broken = {};
  char characters[] = "1";
  wchar_t wide_characters[] = L"1";
  number.ulPropTag = PROP_TAG(PT_LONG, 0x6600);
  text.ulPropTag = broken.ulPropTag = PROP_TAG(PT_STRING8, 0x6600);
  wide.ulPropTag = PROP_TAG(PT_UNICODE, 0x6600);
  text.Value.lpszA = characters;
  wide.Value.lpszW = wide_characters;
  EXPECT_FALSE(FPropContainsProp(&number, &number, FL_FULLSTRING));
  EXPECT_FALSE(FPropContainsProp(&text, &wide, FL_FULLSTRING));
  EXPECT_FALSE(FPropContainsProp(&text, &broken, FL_SUBSTRING));
  EXPECT_FALSE(FPropContainsProp(&broken, &text, FL_SUBSTRING));
  EXPECT_FALSE(FPropContainsProp(nullptr, &text, FL_SUBSTRING));
  EXPECT_FALSE(FPropContainsProp(&text, nullptr, FL_SUBSTRING));
}

}  // namespace
}  // namespace postroom::mapiutil
