#include "cli/text_diff.h"

#include <gtest/gtest.h>

#include <string>

namespace postroom::cli {
namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

}  // namespace

TEST(TextDiff, splits_lines_without_their_ends) {
  EXPECT_EQ(split_lines(""), Pieces{});
  EXPECT_EQ(split_lines("a\n\nb"), (Pieces{"a", "", "b"}));
  EXPECT_EQ(split_lines("a\n"), (Pieces{"a"}));
}

TEST(TextDiff, splits_words_spaces_and_signs) {
  EXPECT_EQ(split_words("a red,  box"), (Pieces{"a", " ", "red", ",", "  ", "box"}));
  EXPECT_EQ(split_words("Grüße!"), (Pieces{"Grüße", "!"}));
  EXPECT_EQ(split_words("印刷機"), (Pieces{"印", "刷", "機"}));
  EXPECT_EQ(split_words("e\u0301a"), (Pieces{"e\u0301a"}));
}

TEST(TextDiff, finds_what_two_lists_share) {
  EXPECT_EQ(common_pieces({"a", "b", "c"}, {"a", "x", "c"}), (Pairs{{0, 0}, {2, 2}}));
  EXPECT_EQ(common_pieces({"a", "b", "c", "d"}, {"x", "b", "d", "y"}), (Pairs{{1, 1}, {3, 2}}));
  EXPECT_EQ(common_pieces({}, {"a"}), Pairs{});
  EXPECT_EQ(common_pieces({"a", "a"}, {"a"}), (Pairs{{0, 0}}));
}

TEST(TextDiff, gives_up_on_the_middle_when_it_is_too_large) {
  const std::string texts = "abcdefgh";
  Pieces a{"first"}, b{"first"};
  for (int i = 0; i < 3000; ++i) {
    a.push_back(std::string_view(texts).substr(static_cast<std::size_t>(i % 3), 1));
    b.push_back(std::string_view(texts).substr(static_cast<std::size_t>(i % 5), 1));
  }
  a.push_back("last");
  b.push_back("last");
  const Pairs pairs = common_pieces(a, b);
  EXPECT_EQ(pairs.front(), (std::pair<std::size_t, std::size_t>{0, 0}));
  EXPECT_EQ(pairs.back(), (std::pair<std::size_t, std::size_t>{a.size() - 1, b.size() - 1}));
  EXPECT_LT(pairs.size(), 20u);
}

}  // namespace postroom::cli
