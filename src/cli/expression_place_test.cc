#include "cli/expression_place.h"

#include <gtest/gtest.h>

#include "cli/display_width.h"

namespace postroom::cli {
namespace {

TEST(ExpressionPlace, marks_the_words_that_are_wrong) {
  EXPECT_EQ(show_place({9, 6, ""}, "read and subjct contains x", 80),
            "read and subjct contains x\n"
            "         ^^^^^^\n");
}

TEST(ExpressionPlace, marks_one_column_at_the_end_and_past_it) {
  EXPECT_EQ(show_place({5, 0, ""}, "(read", 80), "(read\n     ^\n");
  EXPECT_EQ(show_place({99, 7, ""}, "(read", 80), "(read\n     ^\n");
}

TEST(ExpressionPlace, counts_columns_and_not_bytes) {
  EXPECT_EQ(show_place({18, 1, ""}, "\"印刷機\" or é ;", 80), "\"印刷機\" or é ;\n              ^\n");
}

TEST(ExpressionPlace, shows_only_the_line_of_the_mistake) {
  EXPECT_EQ(show_place({11, 3, ""}, "read\nand ( xyz\nor", 80), "and ( xyz\n      ^^^\n");
}

TEST(ExpressionPlace, cuts_long_lines_around_the_mistake) {
  std::string text(100'000, 'a');
  text += "!" + std::string(100'000, 'b');
  const std::string shown = show_place({100'000, 1, ""}, text, 40);
  const std::string line = shown.substr(0, shown.find('\n'));
  EXPECT_EQ(display_width(line), 40);
  EXPECT_TRUE(line.starts_with("…") && line.ends_with("…"));
  EXPECT_EQ(line.find('!') - std::string("…").size() + 1, shown.find('^') - line.size() - 1);
}

TEST(ExpressionPlace, passes_no_control_characters_to_the_terminal) {
  EXPECT_EQ(show_place({0, 1, ""}, "\x1B[2J", 80).find('\x1B'), std::string::npos);
}

}  // namespace
}  // namespace postroom::cli
