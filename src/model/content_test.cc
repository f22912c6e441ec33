#include <gtest/gtest.h>
#include <postroom/content.h>
#include <postroom/tags.h>

namespace postroom {
namespace {

MessageContent with_subject(std::string subject) {
  MessageContent content;
  content.properties.set(tag::subject, std::move(subject));
  return content;
}

MessageContent with_embedded(MessageContent inner) {
  MessageContent content;
  content.attachments.push_back({0, {}, {}, std::make_shared<const MessageContent>(std::move(inner))});
  return content;
}

TEST(Attachment, compares_embedded_messages_by_what_they_say) {
  EXPECT_EQ(with_embedded(with_subject("a")), with_embedded(with_subject("a")));
  EXPECT_NE(with_embedded(with_subject("a")), with_embedded(with_subject("b")));
  EXPECT_EQ(with_embedded(with_embedded(with_subject("a"))), with_embedded(with_embedded(with_subject("a"))));
  EXPECT_NE(with_embedded(with_embedded(with_subject("a"))), with_embedded(with_embedded(with_subject("b"))));
}

TEST(Attachment, with_an_embedded_message_differs_from_one_without) {
  MessageContent without;
  without.attachments.push_back({});
  EXPECT_NE(with_embedded({}), without);
  EXPECT_NE(without, with_embedded({}));
}

TEST(Attachment, differs_by_number_record_key_and_properties) {
  const Attachment attachment{1, make_guid(1, 2, 3, 4), {}, nullptr};
  Attachment other = attachment;
  EXPECT_EQ(attachment, other);
  other.number = 2;
  EXPECT_NE(attachment, other);
  other = attachment;
  other.record_key = {};
  EXPECT_NE(attachment, other);
  other = attachment;
  other.properties.set(tag::attach_filename, std::string("a.txt"));
  EXPECT_NE(attachment, other);
}

TEST(MakeRecipient, sets_what_a_resolved_smtp_recipient_has) {
  const Recipient recipient = make_recipient(RecipientType::cc, "Ana Ruiz", "ana@example.com");
  EXPECT_EQ(recipient_type(recipient), RecipientType::cc);
  EXPECT_EQ(recipient_name(recipient), "Ana Ruiz");
  EXPECT_EQ(recipient_address(recipient), "ana@example.com");
  EXPECT_EQ(recipient.properties.get_or(tag::addrtype, std::string()), "SMTP");
  EXPECT_EQ(recipient.properties.get_or(tag::email_address, std::string()), "ana@example.com");
}

TEST(RecipientType, is_read_without_the_bits_of_resent_messages_and_is_to_when_unknown) {
  Recipient recipient;
  EXPECT_EQ(recipient_type(recipient), RecipientType::to);
  recipient.properties.set(tag::recipient_type, std::int32_t{0x10000003});
  EXPECT_EQ(recipient_type(recipient), RecipientType::bcc);
  recipient.properties.set(tag::recipient_type, static_cast<std::int32_t>(0x80000002));
  EXPECT_EQ(recipient_type(recipient), RecipientType::cc);
  recipient.properties.set(tag::recipient_type, std::int32_t{0});
  EXPECT_EQ(recipient_type(recipient), RecipientType::originator);
  recipient.properties.set(tag::recipient_type, std::int32_t{9});
  EXPECT_EQ(recipient_type(recipient), RecipientType::to);
}

TEST(RecipientName, falls_back_to_the_address_and_that_to_the_email_address) {
  Recipient recipient;
  EXPECT_EQ(recipient_name(recipient), "");
  recipient.properties.set(tag::email_address, std::string("/o=org/cn=ana"));
  EXPECT_EQ(recipient_name(recipient), "/o=org/cn=ana");
  recipient.properties.set(tag::smtp_address, std::string("ana@example.com"));
  recipient.properties.set(tag::display_name, std::string());
  EXPECT_EQ(recipient_name(recipient), "ana@example.com");
}

TEST(DisplayList, names_the_recipients_of_one_type_in_their_order) {
  MessageContent content;
  content.recipients = {make_recipient(RecipientType::to, "Ana", "a@example.com"),
                        make_recipient(RecipientType::cc, "Ben", "b@example.com"),
                        make_recipient(RecipientType::to, "", "c@example.com")};
  EXPECT_EQ(display_list(content, RecipientType::to), "Ana; c@example.com");
  EXPECT_EQ(display_list(content, RecipientType::cc), "Ben");
  EXPECT_EQ(display_list(content, RecipientType::bcc), "");
}

TEST(EmbeddingDepth, is_that_of_the_deepest_message) {
  EXPECT_EQ(embedding_depth({}), 0);
  MessageContent content = with_embedded(with_embedded({}));
  content.attachments.push_back({1, {}, {}, std::make_shared<const MessageContent>()});
  EXPECT_EQ(embedding_depth(content), 2);
}

TEST(ForEachLargeValue, visits_messages_recipients_attachments_and_what_is_embedded) {
  const auto large = [](std::uint64_t size) { return PropertySet{{tag::body, LargeValue{{}, size}}}; };
  MessageContent inner;
  inner.properties = large(4);
  MessageContent content;
  content.properties = large(1);
  content.recipients.push_back({0, large(2)});
  content.attachments.push_back({0, {}, large(3), std::make_shared<const MessageContent>(inner)});
  std::vector<std::uint64_t> sizes;
  for_each_large_value(content, [&](const LargeValue& value) { sizes.push_back(value.size); });
  EXPECT_EQ(sizes, (std::vector<std::uint64_t>{1, 2, 3, 4}));
}

}  // namespace
}  // namespace postroom
