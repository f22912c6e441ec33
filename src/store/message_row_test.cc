#include "store/message_row.h"

#include <postroom/entry_id.h>

#include "model/blob.h"
#include "model/testing/random_content.h"
#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using postroom::testing::random_text;
using postroom::testing::RandomNumbers;
using storage::RowFields;

class MessageRowTest : public MemoryStoreTest {
 protected:
  MessageRow row() { return MessageRow({store.guid(), &store.large_values(), true, {}}); }
  MessageId add(MessageContent content) {
    return must(store.add_messages(ana, inbox(),
                                   {NewMessage{std::move(content), {}, MessageKind::normal, 0, 0, {}, {}, {}}}))
        .at(0);
  }
  Bytes content(MessageId id) { return tables->read()->versions.at(record(id).change_number).content; }
};

std::optional<Value> value_of(MessageRow& row, PropertyTag tag) {
  const Property* found = must(row.find(tag));
  return found ? std::optional(found->value) : std::nullopt;
}

MessageContent random_message(RandomNumbers& random) {
  MessageContent content;
  const auto maybe = [&](PropertyTag tag, std::size_t most) {
    if (testing::random_below(random, 3) == 0) return;
    std::string text;
    while (text.size() < most) text += random_text(random) + "ä";
    content.properties.set(tag, text);
  };
  maybe(tag::subject, testing::random_below(random, 400));
  maybe(tag::sent_representing_name, testing::random_below(random, 400));
  maybe(tag::sender_name, testing::random_below(random, 100));
  maybe(tag::subject_prefix, 1);
  for (std::size_t i = testing::random_below(random, 30); i > 0; --i) {
    content.recipients.push_back(make_recipient(RecipientType::to, random_text(random), "a@example.com"));
    content.recipients.back().row = static_cast<std::uint32_t>(content.recipients.size());
  }
  return content;
}

TEST_F(MessageRowTest, says_the_same_from_the_record_and_from_the_content) {
  RandomNumbers random(1);
  int from_record = 0;
  for (int i = 0; i < 200; ++i) {
    const MessageId id = add(random_message(random));
    const storage::MessageRecord stored = record(id);
    const Bytes bytes = content(id);
    for (const PropertyTag tag :
         {tag::subject, tag::sent_representing_name, tag::display_to, tag::message_class}) {
      MessageRow slim = row(), full = row();
      slim.stand_on(stored, RowFields::all, {});
      full.stand_on(stored, RowFields::none, bytes);
      const auto said = value_of(slim, tag);
      if (slim.lacked_content()) continue;
      ++from_record;
      EXPECT_EQ(said, value_of(full, tag)) << i << " " << std::hex << tag.value;
    }
  }
  EXPECT_GT(from_record, 300);
}

TEST_F(MessageRowTest, says_what_an_open_message_says) {
  RandomNumbers random(2);
  for (int i = 0; i < 50; ++i) {
    const MessageId id = add(random_message(random));
    const storage::MessageRecord stored = record(id);
    const Bytes bytes = content(id);
    MessageRow full = row();
    full.stand_on(stored, RowFields::all, bytes);
    const Message message = must(store.open_message(ana, id, Access::read_only));
    for (const PropertyTag tag : {tag::subject,
                                  tag::normalized_subject,
                                  tag::subject_prefix,
                                  tag::display_to,
                                  tag::display_cc,
                                  tag::display_bcc,
                                  tag::hasattach,
                                  tag::message_flags,
                                  tag::msg_status,
                                  tag::message_size,
                                  tag::message_size_extended,
                                  tag::object_type,
                                  tag::entryid,
                                  tag::record_key,
                                  tag::parent_entryid,
                                  tag::store_entryid,
                                  tag::store_record_key,
                                  tag::creation_time,
                                  tag::last_modification_time,
                                  tag::search_key,
                                  tag::source_key,
                                  tag::change_key,
                                  tag::change_number,
                                  tag::predecessor_change_list,
                                  tag::message_class,
                                  tag::access}) {
      EXPECT_EQ(value_of(full, tag), message.get(tag)) << i << " " << std::hex << tag.value;
    }
    EXPECT_FALSE(full.lacked_content());
  }
}

TEST_F(MessageRowTest, says_when_only_the_content_can_tell) {
  MessageContent plain;
  plain.properties.set(tag::subject, std::string(300, 'x'));
  plain.properties.set(tag::sensitivity, std::int32_t{2});
  const storage::MessageRecord stored = record(add(plain));
  MessageRow slim = row();
  slim.stand_on(stored, RowFields::all, {});
  EXPECT_EQ(value_of(slim, tag::entryid), Value(encode(EntryId{store.guid(), stored.id})));
  EXPECT_FALSE(slim.lacked_content());
  EXPECT_EQ(value_of(slim, tag::subject), std::nullopt);
  EXPECT_TRUE(slim.lacked_content());
  slim.stand_on(stored, RowFields::all, {});
  EXPECT_FALSE(slim.lacked_content());
  EXPECT_EQ(value_of(slim, tag::sensitivity), std::nullopt);
  EXPECT_TRUE(slim.lacked_content());
}

TEST_F(MessageRowTest, shows_large_values_whole_to_restrictions_and_cut_in_columns) {
  std::string text;
  while (text.size() < 3 * kInlineLimit) text += "aä";
  Message message = must(store.create_message(ana, inbox()));
  must(message.set(tag::body, text));
  const MessageId id = must(message.save()).message;
  const storage::MessageRecord stored = record(id);
  const Bytes bytes = content(id);
  MessageRow full = row();
  full.stand_on(stored, RowFields::all, bytes);
  EXPECT_EQ(value_of(full, tag::body), Value(text));
  const auto shown = std::get<std::string>(must(full.column(tag::body)).value());
  EXPECT_LE(shown.size(), kMaxColumnValue);
  EXPECT_GE(shown.size(), kMaxColumnValue - 1);
  EXPECT_TRUE(text.starts_with(shown));
  EXPECT_TRUE(std::holds_alternative<LargeValue>(must(full.stored(tag::body))->value));
}

TEST_F(MessageRowTest, has_recipients_and_attachments_as_rows) {
  MessageContent plain;
  plain.recipients = {make_recipient(RecipientType::cc, "Ben", "ben@example.com")};
  plain.recipients[0].row = 7;
  Attachment attachment;
  attachment.number = 3;
  attachment.properties = {{tag::attach_data_bin, Bytes(11)},
                           {tag::attach_long_filename, std::string("a.txt")}};
  plain.attachments = {attachment};
  const MessageId id = add(plain);
  const storage::MessageRecord stored = record(id);
  const Bytes bytes = content(id);
  MessageRow full = row();
  full.stand_on(stored, RowFields::all, bytes);
  EXPECT_EQ(must(full.count(SubObject::recipients)), 1U);
  EXPECT_EQ(must(full.count(SubObject::attachments)), 1U);
  RestrictedRow* to = full.sub_row(SubObject::recipients, 0);
  ASSERT_NE(to, nullptr);
  EXPECT_EQ(must(to->find(tag::rowid))->value, Value(std::int32_t{7}));
  RestrictedRow* file = full.sub_row(SubObject::attachments, 0);
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(must(file->find(tag::attach_num))->value, Value(std::int32_t{3}));
  EXPECT_EQ(must(file->find(tag::attach_size))->value, Value(std::int32_t{11}));
  EXPECT_EQ(full.sub_row(SubObject::attachments, 1), nullptr);
}

TEST_F(MessageRowTest, needs_the_content_only_for_what_is_in_no_record) {
  const std::array cheap{tag::subject, tag::message_flags, tag::entryid, tag::instance_key};
  const RowNeeds needs = needs_of(cheap);
  EXPECT_FALSE(needs.content);
  EXPECT_TRUE(has(needs.fields, RowFields::subject));
  EXPECT_TRUE(has(needs.fields, RowFields::flags));
  EXPECT_FALSE(has(needs.fields, RowFields::sender));
  const std::array dear{tag::subject, tag::sensitivity};
  EXPECT_TRUE(needs_of(dear).content);
}

TEST_F(MessageRowTest, needs_what_a_restriction_asks_for) {
  RowNeeds needs;
  const Restriction size{SizeRestriction{tag::subject, Relation::greater, 3}};
  needs.add(Restriction{AndRestriction{{size, Restriction{ExistRestriction{tag::message_size}}}}});
  EXPECT_FALSE(needs.content);
  EXPECT_TRUE(has(needs.fields, RowFields::size));
  needs.add(Restriction{SubRestriction{SubObject::recipients, std::make_shared<const Restriction>(size)}});
  EXPECT_TRUE(needs.content);
}

}  // namespace
}  // namespace postroom::store
