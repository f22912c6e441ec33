#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <string>
#include <vector>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

TEST(TextSearch, finds_the_first_and_the_last_of_a_character) {
  const char* text = "a.b.c";
  EXPECT_EQ(SzFindCh(text, '.'), text + 1);
  EXPECT_EQ(SzFindLastCh(text, '.'), text + 3);
  EXPECT_EQ(SzFindCh(text, 'A'), nullptr);
  EXPECT_EQ(SzFindLastCh(text, 'A'), nullptr);
}

TEST(TextSearch, finds_bytes_above_ascii_and_no_character_that_no_byte_is) {
  const char* text = "a\xE4";
  EXPECT_EQ(SzFindCh(text, 0xE4), text + 1);
  EXPECT_EQ(SzFindCh(text, 0x100 + 'a'), nullptr);
  EXPECT_EQ(SzFindLastCh(text, 0x100 + 'a'), nullptr);
  EXPECT_EQ(SzFindCh(text, 0), nullptr);
  EXPECT_EQ(SzFindLastCh(text, 0), nullptr);
}

TEST(TextSearch, finds_the_first_of_a_text) {
  const char* text = "ananas";
  EXPECT_EQ(SzFindSz(text, "nana"), text + 1);
  EXPECT_EQ(SzFindSz(text, "ana"), text);
  EXPECT_EQ(SzFindSz(text, ""), text);
  EXPECT_EQ(SzFindSz(text, "Ana"), nullptr);
  EXPECT_EQ(SzFindSz(text, "ananasa"), nullptr);
}

TEST(TextSearch, finds_nothing_in_no_text) {
  EXPECT_EQ(SzFindCh(nullptr, 'a'), nullptr);
  EXPECT_EQ(SzFindLastCh(nullptr, 'a'), nullptr);
  EXPECT_EQ(SzFindSz(nullptr, "a"), nullptr);
  EXPECT_EQ(SzFindSz("a", nullptr), nullptr);
}

TEST(TextSearch, looks_no_further_than_a_text_may_be_long) {
  std::vector<char> endless(kMaxTextChars, 'a');  // no terminator: the address sanitizer guards its end
  EXPECT_EQ(SzFindSz(endless.data(), "b"), nullptr);
  std::string key(kMaxTextChars, 'a');
  EXPECT_EQ(SzFindSz(endless.data(), key.c_str()), endless.data());
  key.push_back('a');
  EXPECT_EQ(SzFindSz(key.c_str(), key.c_str()), nullptr);
}

TEST(TextSearch, calls_a_text_bad_that_is_not_there) {
  EXPECT_TRUE(IsBadBoundedStringPtr(nullptr, 10));
  EXPECT_FALSE(IsBadBoundedStringPtr("text", 10));
}

}  // namespace
}  // namespace postroom::mapiutil
