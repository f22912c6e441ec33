#include "cli/styled_text.h"

#include <gtest/gtest.h>

namespace postroom::cli {
namespace {

std::vector<std::string> lines_of(const StyledLine& line, int columns, bool colour = false) {
  std::vector<std::string> lines;
  for (const StyledLine& part : wrap(line, columns, colour)) {
    EXPECT_LE(painted_width(part, colour), columns);
    lines.push_back(paint(part, colour));
  }
  return lines;
}

}  // namespace

TEST(StyledText, becomes_colour_or_marks) {
  const StyledLine line = {{"the ", Style::plain}, {"red", Style::changed_mine}, {" one", Style::dim}};
  EXPECT_EQ(paint(line, true), "the \033[1;30;42mred\033[0m\033[2m one\033[0m");
  EXPECT_EQ(paint(line, false), "the ‹red› one");
  EXPECT_EQ(painted_width(line, true), 11);
  EXPECT_EQ(painted_width(line, false), 13);
}

TEST(StyledText, wraps_at_spaces_and_breaks_words_only_when_they_are_too_long) {
  EXPECT_EQ(lines_of({{"one two three", Style::plain}}, 8), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(lines_of({{"abcdefghij", Style::plain}}, 4), (std::vector<std::string>{"abcd", "efgh", "ij"}));
  EXPECT_EQ(lines_of({}, 8), (std::vector<std::string>{""}));
}

TEST(StyledText, leaves_room_for_the_marks_when_it_wraps) {
  EXPECT_EQ(lines_of({{"aaa ", Style::plain}, {"bbbb", Style::changed_theirs}}, 8),
            (std::vector<std::string>{"aaa", "‹bbbb›"}));
  EXPECT_EQ(lines_of({{"印刷機印刷機", Style::changed_theirs}}, 6),
            (std::vector<std::string>{"‹印刷›", "‹機印›", "‹刷機›"}));
}

}  // namespace postroom::cli
