#include "cli/table.h"

#include <gtest/gtest.h>

namespace postroom::cli {
namespace {

Table letters() {
  Table table({{"Id", Align::right}, {"From", Align::left, true}, {"Subject", Align::left, true}});
  table.add({"7", "Ana Ruiz", "The printer on the third floor"});
  table.add({"123", "印刷室", "Re: \x1B[31mred\nand more"});
  return table;
}

}  // namespace

TEST(Table, aligns_by_the_columns_that_characters_take) {
  EXPECT_EQ(letters().render({}),
            " Id  From      Subject\n"
            "  7  Ana Ruiz  The printer on the third floor\n"
            "123  印刷室    Re: ␛[31mred and more\n");
}

TEST(Table, takes_from_the_widest_column_when_the_terminal_is_narrow) {
  EXPECT_EQ(letters().render({30, false}),
            " Id  From      Subject\n"
            "  7  Ana Ruiz  The printer on…\n"
            "123  印刷室    Re: ␛[31mred a…\n");
}

TEST(Table, underlines_its_heading_in_colour) {
  Table table({{"A"}});
  EXPECT_EQ(table.render({80, true}), "\033[1;4mA\033[0m\n");
}

}  // namespace postroom::cli
