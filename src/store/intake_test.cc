#include "store/intake.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include "model/blob.h"
#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

class Intake : public MemoryStoreTest {
 protected:
  LargeValues& large() { return store.large_values(); }
  Message draft() { return must(store.create_message(ana, inbox())); }
};

TEST_F(Intake, keeps_values_up_to_the_limit_in_the_message_and_moves_longer_ones_out) {
  const Value longest = must(take_in(tag::body, std::string(kInlineLimit, 'x'), large()));
  EXPECT_TRUE(std::holds_alternative<std::string>(longest));
  const Value longer = must(take_in(tag::body, std::string(kInlineLimit + 1, 'x'), large()));
  EXPECT_TRUE(std::holds_alternative<LargeValue>(longer));
  EXPECT_TRUE(std::holds_alternative<LargeValue>(must(take_in(tag::html, Bytes(kInlineLimit + 1), large()))));
  const PropertyTag ansi(tag::body.id(), PropertyType::string8);
  EXPECT_TRUE(std::holds_alternative<LargeValue>(
      must(take_in(ansi, String8{std::string(kInlineLimit + 1, 'x')}, large()))));
}

TEST_F(Intake, keeps_long_restrictions_whole) {
  const PropertyTag restriction(0x6601, PropertyType::restriction);
  EXPECT_TRUE(std::holds_alternative<Bytes>(must(take_in(restriction, Bytes(kInlineLimit + 1), large()))));
}

TEST_F(Intake, refuses_values_of_another_type_and_text_that_is_not_utf8) {
  EXPECT_EQ(code_of(take_in(tag::subject, std::int32_t{1}, large())), Code::invalid_argument);
  EXPECT_EQ(code_of(take_in(tag::subject, std::string("\xFF"), large())), Code::invalid_argument);
  const PropertyTag many = multi_valued(tag::subject);
  EXPECT_EQ(code_of(take_in(many, std::vector<std::string>{"ok", "\xC3"}, large())), Code::invalid_argument);
  EXPECT_TRUE(take_in(many, std::vector<std::string>{"ok", "\xC3\x84"}, large()).ok());
}

TEST_F(Intake, looks_into_recipients_attachments_and_embedded_messages) {
  Message message = draft();
  Recipient recipient = make_recipient(RecipientType::to, "\xFF", "x@example.com");
  EXPECT_EQ(code_of(message.add_recipient(recipient)), Code::invalid_argument);
  EXPECT_EQ(code_of(message.set_recipients({recipient})), Code::invalid_argument);
  Attachment attachment;
  attachment.properties.set(tag::attach_data_bin, Bytes(kInlineLimit + 1, 7));
  MessageContent inner;
  inner.properties.set(tag::body, std::string(kInlineLimit + 2, 'y'));
  attachment.embedded = std::make_shared<const MessageContent>(inner);
  must(message.add_attachment(attachment));
  const Attachment& kept = message.content().attachments[0];
  EXPECT_NE(kept.properties.get<LargeValue>(tag::attach_data_bin), nullptr);
  EXPECT_NE(kept.embedded->properties.get<LargeValue>(tag::body), nullptr);
  inner.properties.set(tag::body, std::string("\xFF"));
  attachment.embedded = std::make_shared<const MessageContent>(inner);
  EXPECT_EQ(code_of(message.add_attachment(attachment)), Code::invalid_argument);
  EXPECT_EQ(message.content().attachments.size(), 1u);
}

TEST_F(Intake, takes_messages_embedded_to_the_depth_allowed_and_refuses_one_more) {
  Attachment attachment;
  for (int depth = 0; depth < kMaxEmbeddingDepth; ++depth) {
    MessageContent around;
    around.attachments.push_back(attachment);
    attachment.embedded = std::make_shared<const MessageContent>(depth == 0 ? MessageContent{} : around);
  }
  EXPECT_TRUE(take_in(attachment, large()).ok());
  MessageContent around;
  around.attachments.push_back(attachment);
  attachment.embedded = std::make_shared<const MessageContent>(around);
  EXPECT_EQ(code_of(take_in(attachment, large())), Code::too_big);
}

TEST_F(Intake, puts_rows_and_numbers_of_a_whole_content_in_order) {
  MessageContent content;
  content.recipients = {make_recipient(RecipientType::to, "A", "a@example.com"),
                        make_recipient(RecipientType::to, "B", "b@example.com"),
                        make_recipient(RecipientType::to, "C", "c@example.com")};
  content.recipients[0].row = 5;
  content.recipients[1].row = 5;
  content.recipients[2].row = 1;
  content.attachments.assign(2, Attachment{});
  Message message = draft();
  must(message.set_content(content));
  const auto& recipients = message.content().recipients;
  EXPECT_EQ(recipient_name(recipients[0]), "C");
  EXPECT_EQ(recipients[0].row, 1u);
  EXPECT_EQ(recipients[1].row, 5u);
  EXPECT_EQ(recipients[2].row, 6u);
  EXPECT_EQ(message.content().attachments[1].number, 1u);
  EXPECT_FALSE(message.content().attachments[0].record_key.is_null());
  EXPECT_TRUE(message.save().ok());
}

TEST_F(Intake, refuses_more_recipients_and_attachments_than_a_message_can_have) {
  MessageContent content;
  content.recipients.resize(kMaxRecipients + 1);
  EXPECT_EQ(code_of(take_in(content, large())), Code::too_big);
  content = {};
  content.attachments.resize(kMaxAttachments + 1);
  EXPECT_EQ(code_of(take_in(content, large())), Code::too_big);
}

TEST_F(Intake, changes_nothing_that_is_in_order_already) {
  MessageContent content;
  content.properties = {{tag::subject, std::string("x")}};
  content.recipients = {make_recipient(RecipientType::to, "A", "a@example.com")};
  MessageContent inner;
  inner.properties = {{tag::subject, std::string("inside")}};
  content.attachments = {{0, make_guid(1, 1, 1, 1), {}, std::make_shared<const MessageContent>(inner)}};
  const MessageContent before = content;
  must(take_in(content, large()));
  EXPECT_EQ(content, before);
  EXPECT_EQ(content.attachments[0].embedded, before.attachments[0].embedded);
}

TEST_F(Intake, refuses_a_message_class_that_is_empty_too_long_or_ends_in_a_dot) {
  Message message = draft();
  EXPECT_TRUE(message.set(tag::message_class, std::string(255, 'x')).ok());
  for (const std::string& bad :
       {std::string(), std::string(256, 'x'), std::string("IPM."), std::string(kInlineLimit + 1, 'x')}) {
    EXPECT_EQ(code_of(message.set(tag::message_class, bad)), Code::invalid_argument);
  }
  const std::string text(kInlineLimit + 1, 'x');
  MemorySource source{std::string_view(text)};
  EXPECT_EQ(code_of(message.write(tag::message_class, source)), Code::invalid_argument);
}

TEST_F(Intake, writes_nothing_to_the_store_for_a_handle_that_may_not) {
  const MessageId id = add("x");
  Message message = must(store.open_message(ana, id, Access::read_only));
  const std::string text(kInlineLimit + 1, 'x');
  MemorySource source{std::string_view(text)};
  EXPECT_EQ(code_of(message.write(tag::body, source)), Code::no_access);
  EXPECT_TRUE(tables->read()->large.empty());
}

TEST_F(Intake, stores_nothing_of_a_stream_of_text_that_is_not_utf8) {
  Message message = draft();
  for (const std::size_t before : {std::size_t{1}, kInlineLimit, std::size_t{1'000'000}}) {
    const std::string text = std::string(before, 'x') + "\xE2\x82";
    MemorySource source{std::string_view(text)};
    EXPECT_EQ(code_of(message.write(tag::body, source)), Code::invalid_argument) << before;
  }
  EXPECT_FALSE(message.get(tag::body));
  EXPECT_TRUE(tables->read()->large.empty());
}

}  // namespace
}  // namespace postroom::store
