#include "mapiutil/text_folding.h"

#include <gtest/gtest.h>

namespace postroom::mapiutil {
namespace {

constexpr Folding kCase = {true, false};
constexpr Folding kAccents = {false, true};
constexpr Folding kBoth = {true, true};

TEST(TextFolding, takes_case_away_in_every_script) {
  EXPECT_EQ(fold(U"ABC\u00C4\u0416\u03A9", kCase), U"abc\u00E4\u0436\u03C9");
}

TEST(TextFolding, takes_away_accents_on_latin_letters_and_combining_marks_on_any) {
  EXPECT_EQ(fold(U"\u00C4\u00E9\u0141\u017E\u0130", kAccents), U"Ae\u0141zI");
  EXPECT_EQ(fold(U"e\u0301\u0438\u0306", kAccents), U"e\u0438");
}

TEST(TextFolding, leaves_letters_that_only_look_like_others) {
  EXPECT_EQ(fold(U"\u00C6\u00DF\u00D8\u00FE\u00F7", kAccents), U"\u00C6\u00DF\u00D8\u00FE\u00F7");
}

TEST(TextFolding, does_both_or_nothing_as_it_is_told) {
  EXPECT_EQ(fold(U"\u00C9T\u00C9", kBoth), U"ete");
  EXPECT_EQ(fold(U"\u00C9T\u00C9", {}), U"\u00C9T\u00C9");
}

}  // namespace
}  // namespace postroom::mapiutil
