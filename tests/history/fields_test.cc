#include "history/fields.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include "history/record.h"

namespace postroom::history {
namespace {

TEST(Fields, merge_what_each_side_changed) {
  const Fields base{{"a", "1"}, {"b", "1"}, {"c", "1"}};
  EXPECT_EQ(merge(base, {{"a", "2"}, {"b", "1"}, {"c", "1"}}, {{"b", "1"}, {"a", "1"}, {"d", "4"}}),
            (Fields{{"a", "2"}, {"b", "1"}, {"d", "4"}}));
  EXPECT_EQ(merge(base, {{"a", "2"}}, {{"a", "2"}}), (Fields{{"a", "2"}}));
}

TEST(Fields, do_not_merge_what_both_changed_differently) {
  const Fields base{{"a", "1"}};
  EXPECT_FALSE(merge(base, {{"a", "2"}}, {{"a", "3"}}).has_value());
  EXPECT_FALSE(merge(base, {}, {{"a", "3"}}).has_value());
  EXPECT_FALSE(merge({}, {{"a", "2"}}, {{"a", "3"}}).has_value());
}

MessageContent some_content() {
  MessageContent content;
  content.properties.set(tag::subject, std::string("plan"));
  content.properties.set(tag::todo_item_flags, std::int32_t{5});
  content.properties.set(PropertyTag(0x8001101F), std::vector<std::string>{"red", "blue"});
  content.recipients.push_back(make_recipient(RecipientType::to, "Ana", "ana@example.com"));
  Attachment attachment;
  attachment.properties.set(tag::attach_long_filename, std::string("plan.txt"));
  attachment.properties.set(tag::attach_data_bin, to_bytes("words"));
  content.attachments.push_back(attachment);
  return content;
}

TEST(Fields, name_every_part_of_a_content) {
  EXPECT_EQ(fields_of(some_content()), (Fields{{"0x0037001F", "plan"},
                                               {"flag:0", "yes"},
                                               {"flag:2", "yes"},
                                               {"keyword:red", "yes"},
                                               {"keyword:blue", "yes"},
                                               {"to:ana@example.com", "Ana"},
                                               {"attachment:plan.txt", "words"}}));
}

TEST(Digest, differs_with_every_part) {
  const MessageContent content = some_content();
  const std::string digest = digest_of(content);
  EXPECT_EQ(digest_of(some_content()), digest);
  MessageContent other = content;
  other.properties.set(tag::subject, std::string("plans"));
  EXPECT_NE(digest_of(other), digest);
  other = content;
  other.recipients[0].row = 1;
  EXPECT_NE(digest_of(other), digest);
  other = content;
  other.attachments[0].record_key.bytes[0] = 1;
  EXPECT_NE(digest_of(other), digest);
}

TEST(Record, comes_back_from_its_line) {
  Record record;
  record.outcome = Outcome::refused;
  record.actor = 3;
  record.handle = "a3h4";
  record.message = MessageId{5};
  record.version = VersionNumber{6};
  record.change = ChangeNumber{7};
  record.digest = "89";
  record.mode = Mode::force;
  record.base = VersionNumber{10};
  record.merged = true;
  record.copy = MessageId{11};
  record.edits = {{"to:ana@example.com", std::nullopt}, {"flag:2", "yes"}, {"empty", ""}};
  EXPECT_EQ(parse_line(to_line(record)), record);
  EXPECT_EQ(parse_line(to_line(Record{})), Record{});
  EXPECT_FALSE(parse_line("1\t2").has_value());
}

}  // namespace
}  // namespace postroom::history
