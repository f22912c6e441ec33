#include "cli/side_by_side.h"

#include <gtest/gtest.h>

namespace postroom::cli {
namespace {

std::vector<Version> three(const std::string& base, const std::string& theirs, const std::string& mine) {
  return {{"before (version 5)", base, Style::dim, Style::dropped},
          {"Ben Okafor (version 6)", theirs, Style::theirs, Style::changed_theirs},
          {"yours", mine, Style::mine, Style::changed_mine}};
}

}  // namespace

TEST(SideBySide, shows_three_columns_with_the_changed_words_marked) {
  EXPECT_EQ(side_by_side(three("The printer is red.", "The printer is green.", "The big printer is red."),
                         {92, false}),
            "  before (version 5)           │ Ben Okafor (version 6)       │ yours\n"
            "  ─────────────────────────────┼──────────────────────────────┼─────────────────────────────\n"
            "  The printer is ⟨red⟩.        │ The printer is ‹green›.      │ The ‹big ›printer is red.\n");
}

TEST(SideBySide, uses_colour_instead_of_marks_on_a_terminal) {
  EXPECT_EQ(
      side_by_side({{"a", "red", Style::dim}, {"b", "blue", Style::mine, Style::changed_mine}}, {45, true}),
      "  \033[2ma\033[0m                   \033[2m │ \033[0m\033[32mb\033[0m\n"
      "  \033[2m─────────────────────┼─────────────────────\033[0m\n"
      "  \033[9;31mred\033[0m                 \033[2m │ \033[0m\033[1;30;42mblue\033[0m\n");
}

TEST(SideBySide, wraps_long_lines_in_their_column) {
  EXPECT_EQ(side_by_side({{"old", "one two three four five six", Style::dim},
                          {"new", "one two three four five seven", Style::mine}},
                         {45, false}),
            "  old                  │ new\n"
            "  ─────────────────────┼─────────────────────\n"
            "  one two three four   │ one two three four\n"
            "  five ⟨six⟩           │ five ‹seven›\n");
}

TEST(SideBySide, leaves_out_what_is_the_same_but_for_a_line_around_each_change) {
  EXPECT_EQ(side_by_side({{"old", "1\n2\n3\n4\n5\n6\nx\n7\n8", Style::dim},
                          {"new", "1\n2\n3\n4\n5\n6\ny\n7\n8", Style::mine}},
                         {60, false}),
            "  old                         │ new\n"
            "  ────────────────────────────┼────────────────────────────\n"
            "  ⋮ 5 same lines\n"
            "  6                           │ 6\n"
            "  ⟨x⟩                         │ ‹y›\n"
            "  7                           │ 7\n"
            "  8                           │ 8\n");
}

TEST(SideBySide, stacks_the_versions_on_a_narrow_terminal) {
  EXPECT_EQ(side_by_side(three("The printer is red.", "The printer is green.", "The printer is blue."),
                         {40, false}),
            "  before (version 5)\n"
            "    The printer is ⟨red⟩.\n"
            "  Ben Okafor (version 6)\n"
            "    The printer is ‹green›.\n"
            "  yours\n"
            "    The printer is ‹blue›.\n");
}

TEST(SideBySide, says_which_version_has_nothing) {
  EXPECT_EQ(
      side_by_side({{"old", std::nullopt, Style::dim}, {"new", "", Style::mine}, {"newer", "x", Style::mine}},
                   {92, false}),
      "  old                          │ new                          │ newer\n"
      "  ─────────────────────────────┼──────────────────────────────┼─────────────────────────────\n"
      "  (not there)                  │ (empty)                      │ ‹x›\n");
}

TEST(SideBySide, counts_what_does_not_fit_on_the_screen) {
  std::string many;
  for (int i = 0; i < 70; ++i) many += "line\n";
  const std::string text = side_by_side({{"old", "", Style::dim}, {"new", many, Style::mine}}, {60, false});
  EXPECT_NE(text.find("… and 10 more lines\n"), std::string::npos) << text;
}

}  // namespace postroom::cli
