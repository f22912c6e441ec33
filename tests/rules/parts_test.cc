// Rules C36 to C41: attachments, embedded messages, streams, recipients, copies.
#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

TEST_F(SaveRules, C36_an_attachment_is_part_of_the_message_once_it_was_put_there_and_the_message_saved) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  const std::uint32_t number = must(message.add_attachment(attachment("plan.txt", "first")));
  must(message.save());
  Attachment taken = message.content().attachments[0];
  taken.properties.set(tag::attach_data_bin, to_bytes("second"));
  must(message.save());  // the attachment was never put back
  EXPECT_EQ(read_whole(open(ben, id).read_attachment(number)), "first");
  must(message.put_attachment(taken));
  EXPECT_EQ(read_whole(open(ben, id).read_attachment(number)), "first");  // the message was not saved
  must(message.save());
  EXPECT_EQ(read_whole(open(ben, id).read_attachment(number)), "second");
}

TEST_F(SaveRules, C36_the_record_key_of_an_attachment_survives_being_changed_saved_and_opened_again) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  must(message.add_attachment(attachment("plan.txt", "first")));
  const Guid key = message.content().attachments[0].record_key;
  EXPECT_FALSE(key.is_null());
  must(message.save());
  Attachment changed = message.content().attachments[0];
  changed.record_key = {};
  changed.properties.set(tag::attach_long_filename, std::string("other.txt"));
  must(message.put_attachment(changed));
  must(message.save());
  EXPECT_EQ(open(ben, id).content().attachments[0].record_key, key);
}

TEST_F(SaveRules, C36_a_new_attachment_starts_without_a_method_and_without_a_place_in_the_text) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  must(message.add_attachment({}));
  const PropertySet& properties = message.content().attachments[0].properties;
  EXPECT_EQ(properties.get_or(tag::attach_method, std::int32_t{9}), attach_method::none);
  EXPECT_EQ(properties.get_or(tag::rendering_position, std::int32_t{9}), -1);
}

TEST_F(SaveRules, C37_removing_an_attachment_is_final_only_when_the_message_is_saved) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  must(message.add_attachment(attachment("plan.txt", "bytes")));
  must(message.save());
  {
    Message let_go = open(ana, id);
    must(let_go.remove_attachment(0));
    EXPECT_TRUE(let_go.content().attachments.empty());
  }
  EXPECT_EQ(open(ben, id).content().attachments.size(), 1u);
  Message saved = open(ana, id);
  must(saved.remove_attachment(0));
  must(saved.save());
  EXPECT_TRUE(open(ben, id).content().attachments.empty());
  EXPECT_FALSE(must(store().summary(ana, id)).has_attachments);
}

TEST_F(SaveRules, C37_numbers_of_attachments_are_unique_in_their_message) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  EXPECT_EQ(must(message.add_attachment(attachment("a", "a"))), 0u);
  EXPECT_EQ(must(message.add_attachment(attachment("b", "b"))), 1u);
  must(message.remove_attachment(0));
  EXPECT_EQ(must(message.add_attachment(attachment("c", "c"))), 2u);
  EXPECT_EQ(code_of(message.remove_attachment(0)), Code::not_found);
  EXPECT_EQ(code_of(message.put_attachment(attachment("d", "d"))), Code::not_found);
  EXPECT_EQ(code_of(message.read_attachment(0)), Code::not_found);
}

TEST_F(SaveRules, C38_an_embedded_message_becomes_durable_through_its_attachment_and_the_outer_message) {
  const MessageId id = add("outer");
  MessageContent inner;
  inner.properties = {{tag::subject, std::string("inner")}};
  Attachment holder;
  holder.properties = {{tag::attach_method, attach_method::embedded_message}};
  holder.embedded = std::make_shared<const MessageContent>(inner);
  Message message = open(ana, id);
  must(message.add_attachment(holder));
  EXPECT_TRUE(open(ben, id).content().attachments.empty());
  must(message.save());
  const Message seen = open(ben, id);
  ASSERT_NE(seen.content().attachments.at(0).embedded, nullptr);
  EXPECT_EQ(*seen.content().attachments[0].embedded, inner);
}

TEST_F(SaveRules, C38_a_conflict_about_an_embedded_message_is_decided_at_the_outermost_one) {
  const MessageId id = add("outer");
  Attachment holder;
  holder.embedded = std::make_shared<const MessageContent>();
  Message first = open(ana, id);
  must(first.add_attachment(holder));
  must(first.save());
  Message a = open(ana, id), b = open(ben, id);
  const auto change_inside = [&](Message& message, const std::string& subject) {
    Attachment changed = message.content().attachments[0];
    MessageContent inner = *changed.embedded;
    inner.properties.set(tag::subject, subject);
    changed.embedded = std::make_shared<const MessageContent>(inner);
    return message.put_attachment(changed);
  };
  must(change_inside(a, "Ana's"));
  must(a.save());
  EXPECT_TRUE(change_inside(b, "Ben's").ok());  // inside, nothing is refused
  EXPECT_EQ(code_of(b.save()), Code::object_changed);
  EXPECT_EQ(code_of(b.save(SaveMode::merge)), Code::object_changed);
  ASSERT_EQ(b.conflict()->units.size(), 1u);
  EXPECT_EQ(b.conflict()->units[0].kind, UnitKind::attachment);
}

TEST_F(SaveRules, C39_what_is_written_through_a_stream_is_durable_when_the_message_is_saved) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  const std::string body = long_text('x');
  MemorySource source{std::string_view(body)};
  must(message.write(tag::body, source));
  EXPECT_EQ(stored(id, tag::body), "the first body");
  must(message.save());
  close();
  EXPECT_EQ(read_whole(open(ben, id).read(tag::body)), body);
  EXPECT_GT(must(store().summary(ana, id)).size, static_cast<std::int64_t>(body.size()));
}

TEST_F(SaveRules, C39_short_values_come_through_a_stream_as_well) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  MemorySource source{std::string_view("short")};
  must(message.write(tag::body, source));
  EXPECT_EQ(text(message, tag::body), "short");
  EXPECT_EQ(read_whole(message.read(tag::body)), "short");
  EXPECT_EQ(code_of(message.read(tag::html)), Code::not_found);
  EXPECT_EQ(code_of(message.write(tag::importance, source)), Code::invalid_argument);
}

TEST_F(SaveRules, C40_recipient_edits_are_part_of_the_message_and_seen_by_their_own_handle_alone) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  const std::uint32_t row = must(message.add_recipient(recipient("cy")));
  must(message.add_recipient(recipient("dee")));
  Recipient changed = message.content().recipients[0];
  changed.properties.set(tag::display_name, std::string("Cy the Second"));
  must(message.put_recipient(changed));
  EXPECT_EQ(recipient_name(message.content().recipients[0]), "Cy the Second");
  EXPECT_TRUE(open(ben, id).content().recipients.empty());
  must(message.save());
  EXPECT_EQ(open(ben, id).content().recipients.size(), 2u);
  EXPECT_EQ(get<std::string>(open(ben, id), tag::display_to), "Cy the Second; dee");
  must(message.remove_recipient(row));
  EXPECT_EQ(code_of(message.remove_recipient(row)), Code::not_found);
  EXPECT_EQ(code_of(message.put_recipient(changed)), Code::not_found);
  must(message.save());
  EXPECT_EQ(open(ben, id).content().recipients.at(0).row, 1u);  // the other one stays in its row
}

TEST_F(SaveRules, C41_a_content_copied_onto_a_message_is_pending_until_that_is_saved) {
  const MessageId from = add("source"), to = add("target");
  Message target = open(ana, to);
  must(target.set_content(open(ana, from).content()));
  EXPECT_EQ(text(target, tag::subject), "source");
  EXPECT_EQ(stored(to, tag::subject), "target");
  must(target.save());
  EXPECT_EQ(stored(to, tag::subject), "source");
  EXPECT_EQ(must(decode_entry_id(get<Bytes>(target, tag::entryid))), (EntryId{store().guid(), to}));
}

TEST_F(SaveRules, C41_messages_copied_into_a_folder_are_there_at_once) {
  const MessageId id = add("one");
  const FolderId drafts = store().special(SpecialFolder::drafts);
  const auto copies = must(store().copy_messages(ana, std::vector{id}, drafts));
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].first, id);
  EXPECT_EQ(must(another().list(ben, drafts)).at(0).id, copies[0].second);
}

}  // namespace
}  // namespace postroom::rules
