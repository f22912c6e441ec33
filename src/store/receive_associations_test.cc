#include "store/receive_associations.h"

#include <gtest/gtest.h>

#include "support/must.h"

namespace postroom::store {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

TEST(ReceivedClass, is_printable_text_with_something_between_its_dots) {
  for (const char* good : {"", "IPM", "IPM.Note", "Report.IPM.Note.IPNRN", "My Class", "a.b.c", "{0-1}~"}) {
    EXPECT_TRUE(check_received_class(good).ok()) << good;
  }
  for (const char* bad : {".", ".IPM", "IPM.", "IPM..Note", "IPM\n", "\x7F", "caf\xC3\xA9"}) {
    EXPECT_EQ(code_of(check_received_class(bad)), Code::invalid_argument) << bad;
  }
  EXPECT_TRUE(check_received_class(std::string(kMaxReceivedClass, 'x')).ok());
  EXPECT_EQ(code_of(check_received_class(std::string(kMaxReceivedClass + 1, 'x'))), Code::invalid_argument);
}

TEST(ReceivedClass, is_of_every_class_that_it_begins_with_up_to_a_dot) {
  EXPECT_TRUE(is_of_class("IPM.Note.Phone", "IPM.Note"));
  EXPECT_TRUE(is_of_class("IPM.Note", "IPM.Note"));
  EXPECT_TRUE(is_of_class("ipm.NOTE", "IPM.Note"));
  EXPECT_TRUE(is_of_class("anything", ""));
  EXPECT_TRUE(is_of_class("", ""));
  EXPECT_FALSE(is_of_class("IPM.Notes", "IPM.Note"));
  EXPECT_FALSE(is_of_class("IPM", "IPM.Note"));
  EXPECT_FALSE(is_of_class("", "IPM"));
  EXPECT_FALSE(is_of_class("Report.IPM", "IPM"));
}

TEST(Associations, are_in_order_of_class_with_one_for_each_whatever_its_case) {
  Associations all;
  associate(all, {"ipm.Note", {1}, {10}});
  associate(all, {"IPC", {2}, {20}});
  associate(all, {"", {3}, {30}});
  associate(all, {"IPM.note", {4}, {40}});
  EXPECT_EQ(all, (Associations{{"", {3}, {30}}, {"IPC", {2}, {20}}, {"IPM.note", {4}, {40}}}));
  forget(all, "ipc");
  forget(all, "never");
  EXPECT_EQ(all, (Associations{{"", {3}, {30}}, {"IPM.note", {4}, {40}}}));
}

TEST(Associations, are_read_as_they_were_written) {
  const Associations all{{"", {3}, {30}}, {"IPM.Note", {4}, {-1}}, {"My Class.With Blanks ", {5}, {}}};
  EXPECT_EQ(must(parse_associations(to_setting(all))), all);
  EXPECT_EQ(must(parse_associations(to_setting({}))), Associations{});
}

TEST(Associations, that_are_damaged_are_refused) {
  for (const char* text : {"", "1", "1\n4 0 IPM", "1\n4 IPM\n", "1\nx 0 IPM\n", "1\n4 0x IPM\n",
                           "1\n4 0 IPM.\n", "1\n4 0 b\n4 0 a\n", "1\n4 0 a\n4 0 A\n", "1\n\n"}) {
    EXPECT_EQ(code_of(parse_associations(text)), Code::corrupt) << text;
  }
  EXPECT_EQ(code_of(parse_associations("2\n")), Code::newer_format);
}

}  // namespace
}  // namespace postroom::store
