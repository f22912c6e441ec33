#include "cli/aligned_lines.h"

#include <gtest/gtest.h>

namespace postroom::cli {
namespace {

// One line per row: "= text" for the same, else the cells with marks, "|" between, "-" for none.
std::string rows_of(const std::vector<SideText>& sides) {
  std::string text;
  for (const AlignedRow& row : align_lines(sides)) {
    if (row.same) {
      text += "= " + paint(*row.cells[0], false) + "\n";
      continue;
    }
    std::string line;
    for (const auto& cell : row.cells) line += (line.empty() ? "" : "|") + (cell ? paint(*cell, false) : "-");
    text += line + "\n";
  }
  return text;
}

}  // namespace

TEST(AlignedLines, marks_the_words_that_each_side_changed) {
  EXPECT_EQ(rows_of({{"Hello\nThe printer is red.\nBye"},
                     {"Hello\nThe printer is green.\nBye", Style::changed_theirs},
                     {"Hello\nThe big printer is blue.\nBye", Style::changed_mine}}),
            "= Hello\n"
            "The printer is ⟨red⟩.|The printer is ‹green›.|The ‹big ›printer is ‹blue›.\n"
            "= Bye\n");
}

TEST(AlignedLines, leaves_a_gap_where_a_side_has_no_line) {
  EXPECT_EQ(rows_of({{"a\nc"}, {"a\nb\nc"}}), "= a\n-|‹b›\n= c\n");
  EXPECT_EQ(rows_of({{"a\nb\nc"}, {"a\nc"}}), "= a\n⟨b⟩|-\n= c\n");
  EXPECT_EQ(rows_of({{""}, {"x"}, {""}}), "-|‹x›|-\n");
}

TEST(AlignedLines, marks_a_phrase_as_one) {
  EXPECT_EQ(rows_of({{"on the old floor"}, {"on the brand new floor"}}),
            "on the ⟨old⟩ floor|on the ‹brand new› floor\n");
}

TEST(AlignedLines, keeps_independent_changes_apart) {
  EXPECT_EQ(rows_of({{"1\n2\n3\n4"}, {"one\n2\n3\n4"}, {"1\n2\n3\nfour"}}),
            "⟨1⟩|‹one›|1\n= 2\n= 3\n⟨4⟩|4|‹four›\n");
}

TEST(AlignedLines, shows_equal_texts_without_marks) {
  EXPECT_EQ(rows_of({{"a\nb"}, {"a\nb"}}), "= a\n= b\n");
}

}  // namespace postroom::cli
