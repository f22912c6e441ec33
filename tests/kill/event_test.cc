#include "kill/event.h"

#include <gtest/gtest.h>

namespace postroom::kill {
namespace {

TEST(Event, comes_back_from_its_line) {
  Event event;
  event.phase = Phase::refused;
  event.actor = 12;
  event.operation = Operation::make_store;
  event.message = MessageId{3};
  event.other = MessageId{4};
  event.folder = FolderId{5};
  event.number = -6;
  event.text = " two words ";
  EXPECT_EQ(parse_line(to_line(event)), event);
  event.text.clear();
  EXPECT_EQ(parse_line(to_line(event)), event);
}

TEST(Event, is_not_made_from_any_line) {
  EXPECT_FALSE(parse_line("").has_value());
  EXPECT_FALSE(parse_line("1 2 3").has_value());
  EXPECT_FALSE(parse_line("1 2 99 4 5 6 7 text").has_value());
}

}  // namespace
}  // namespace postroom::kill
