#include "store/computed.h"

#include <gtest/gtest.h>
#include <postroom/entry_id.h>
#include <postroom/tags.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

std::string prefix(const std::string& subject) { return split_subject(subject, nullptr).prefix; }

TEST(SubjectPrefix, is_one_to_three_letters_before_a_colon_and_a_blank) {
  EXPECT_EQ(prefix("RE: x"), "RE: ");
  EXPECT_EQ(prefix("a: x"), "a: ");
  EXPECT_EQ(prefix("Fwd: x"), "Fwd: ");
  EXPECT_EQ(prefix("RE: "), "RE: ");
  EXPECT_EQ(split_subject("RE: FW: x", nullptr).normalized, "FW: x");
}

TEST(SubjectPrefix, is_nothing_else) {
  for (const char* subject :
       {"", ": x", "12: x", "R2: x", "abcd: x", "RE:x", "RE :x", "RE", "RE:", " RE: x", "-: x"}) {
    const SubjectParts parts = split_subject(subject, nullptr);
    EXPECT_EQ(parts.prefix, "") << subject;
    EXPECT_EQ(parts.normalized, subject);
  }
}

TEST(SubjectPrefix, counts_letters_and_not_bytes) {
  EXPECT_EQ(prefix("\xC3\x84\xC3\x96\xC3\x9C: x"), "\xC3\x84\xC3\x96\xC3\x9C: ");
  EXPECT_EQ(prefix("\xE5\x9B\x9E\xE5\xA4\x8D: x"), "\xE5\x9B\x9E\xE5\xA4\x8D: ");
  EXPECT_EQ(prefix("\xC3\x84\xC3\x96\xC3\x9C\xC3\x84: x"), "");
}

TEST(SubjectPrefix, may_be_given_in_any_form_that_the_subject_begins_with) {
  const std::string odd = "[list 12] ", other = "FW: ", none, longer = "RE: everything and more";
  EXPECT_EQ(split_subject("[list 12] x", &odd).prefix, odd);
  EXPECT_EQ(split_subject("[list 12] x", &odd).normalized, "x");
  EXPECT_EQ(split_subject("RE: x", &other).prefix, "RE: ");  // it is not a prefix: worked out anew
  EXPECT_EQ(split_subject("RE: x", &none).prefix, "");       // said to have none
  EXPECT_EQ(split_subject("RE: x", &longer).prefix, "RE: ");
}

storage::MessageRecord record_of(std::int64_t version, std::int32_t flags) {
  storage::MessageRecord record;
  record.version = VersionNumber{version};
  record.flags = flags;
  return record;
}

TEST(MessageFlags, say_unmodified_until_the_second_save) {
  EXPECT_TRUE(shown_flags(record_of(1, 0)) & message_flag::unmodified);
  EXPECT_FALSE(shown_flags(record_of(2, 0)) & message_flag::unmodified);
}

TEST(MessageFlags, say_whether_there_are_attachments_and_whether_it_is_associated) {
  storage::MessageRecord record = record_of(2, message_flag::read);
  EXPECT_EQ(shown_flags(record), message_flag::read);
  record.has_attachments = true;
  EXPECT_EQ(shown_flags(record), message_flag::read | message_flag::has_attachments);
  record.kind = MessageKind::associated;
  EXPECT_EQ(shown_flags(record), message_flag::associated | message_flag::has_attachments);
}

TEST(Columns, follow_from_the_content) {
  MessageContent content;
  content.properties = {{tag::message_class, std::string("IPM.Note")},
                        {tag::subject, std::string("Hello")},
                        {tag::sender_name, std::string("Ben")},
                        {tag::importance, std::int32_t{2}},
                        {tag::client_submit_time, FileTime{50}}};
  content.recipients = {make_recipient(RecipientType::to, "Ana", "ana@example.com")};
  content.attachments = {{0, {}, {{tag::attachment_hidden, true}}, nullptr}};
  storage::MessageRecord record;
  record.created = FileTime{10};
  fill_columns(record, content, 1000);
  EXPECT_EQ(record.message_class, "IPM.Note");
  EXPECT_EQ(record.subject, "Hello");
  EXPECT_EQ(record.sender, "Ben");
  EXPECT_EQ(record.display_to, "Ana");
  EXPECT_EQ(record.importance, 2);
  EXPECT_EQ(record.size, 1000);
  EXPECT_EQ(record.date, FileTime{50});
  EXPECT_FALSE(record.has_attachments);  // hidden ones do not count

  content.properties.set(tag::message_delivery_time, FileTime{60});
  content.properties.set(tag::sent_representing_name, std::string("The boss"));
  content.attachments.push_back({1, {}, {{tag::attach_data_bin, LargeValue{{}, 5000}}}, nullptr});
  fill_columns(record, content, 1000);
  EXPECT_EQ(record.date, FileTime{60});
  EXPECT_EQ(record.sender, "The boss");
  EXPECT_EQ(record.size, 6000);
  EXPECT_TRUE(record.has_attachments);
  fill_columns(record, {}, 5);
  EXPECT_EQ(record.date, record.created);
  EXPECT_EQ(record.message_class, "IPM");
}

TEST(Columns, are_cut_between_characters) {
  MessageContent content;
  content.properties.set(tag::subject, std::string(254, 'x') + "\xC3\x84");
  storage::MessageRecord record;
  fill_columns(record, content, 0);
  EXPECT_EQ(record.subject, std::string(254, 'x'));
  content.properties.set(tag::subject, std::string(253, 'x') + "\xC3\x84");
  fill_columns(record, content, 0);
  EXPECT_EQ(record.subject.size(), kMaxColumn);
}

class ComputedProperties : public MemoryStoreTest {
 protected:
  template <class T>
  static T get(const Message& message, PropertyTag tag) {
    const auto value = message.get(tag);
    if (!value) throw std::runtime_error("absent");
    return std::get<T>(*value);
  }
};

TEST_F(ComputedProperties, are_all_there_after_the_first_save) {
  Message message = must(store.create_message(ana, inbox()));
  must(message.save());
  for (const PropertyTag tag : {tag::creation_time,
                                tag::display_to,
                                tag::display_cc,
                                tag::display_bcc,
                                tag::entryid,
                                tag::last_modification_time,
                                tag::message_class,
                                tag::message_flags,
                                tag::message_size,
                                tag::normalized_subject,
                                tag::parent_entryid,
                                tag::record_key,
                                tag::search_key,
                                tag::store_entryid,
                                tag::store_record_key,
                                tag::hasattach,
                                tag::object_type,
                                tag::access,
                                tag::access_level,
                                tag::source_key,
                                tag::change_key,
                                tag::predecessor_change_list,
                                tag::last_modifier_name,
                                tag::change_number,
                                tag::subject_prefix,
                                tag::msg_status}) {
    EXPECT_TRUE(message.get(tag).has_value()) << std::hex << tag.value;
    EXPECT_TRUE(message.properties().has(tag)) << std::hex << tag.value;
  }
  EXPECT_EQ(get<std::string>(message, tag::message_class), "IPM");
  EXPECT_EQ(get<std::string>(message, tag::display_to), "");
  EXPECT_EQ(get<std::int32_t>(message, tag::object_type), 5);
  EXPECT_EQ(get<std::string>(message, tag::last_modifier_name), "Ana Ruiz");
}

TEST_F(ComputedProperties, name_the_message_its_folder_and_its_store) {
  const MessageId id = add("x");
  const Message message = must(store.open_message(ana, id, Access::read_only));
  EXPECT_EQ(must(decode_entry_id(get<Bytes>(message, tag::entryid))), (EntryId{store.guid(), id}));
  EXPECT_EQ(must(decode_entry_id(get<Bytes>(message, tag::parent_entryid))),
            (EntryId{store.guid(), inbox()}));
  EXPECT_EQ(must(decode_entry_id(get<Bytes>(message, tag::store_entryid))),
            (EntryId{store.guid(), StoreTarget{}}));
  EXPECT_NE(get<Bytes>(message, tag::record_key), get<Bytes>(message, tag::store_record_key));
}

TEST_F(ComputedProperties, refuse_to_be_set_and_to_be_removed) {
  const MessageId id = add("x");
  Message message = must(store.open_message(ana, id, Access::read_write));
  EXPECT_EQ(code_of(message.set(tag::entryid, Bytes{1})), Code::no_access);
  EXPECT_EQ(code_of(message.set(tag::message_flags, std::int32_t{1})), Code::no_access);
  EXPECT_EQ(code_of(message.set(tag::creation_time, FileTime{1})), Code::no_access);
  EXPECT_EQ(code_of(message.set(PropertyTag(tag::entryid.id(), PropertyType::unicode), std::string("x"))),
            Code::no_access);
  EXPECT_EQ(code_of(message.remove(tag::record_key)), Code::no_access);
  EXPECT_FALSE(message.has_edits());
}

TEST_F(ComputedProperties, cannot_be_smuggled_in_with_a_whole_content) {
  Message message = must(store.create_message(ana, inbox()));
  MessageContent content;
  content.properties = {{tag::subject, std::string("x")}, {tag::entryid, Bytes{1}}, {tag::hasattach, true}};
  must(message.set_content(content));
  must(message.save());
  EXPECT_NE(get<Bytes>(message, tag::entryid), Bytes{1});
  EXPECT_FALSE(get<bool>(message, tag::hasattach));
  EXPECT_FALSE(message.content().properties.has(tag::entryid));
  const auto added = must(store.add_messages(ana, inbox(), {NewMessage{content, {}, {}, 0, 0, {}, {}, {}}}));
  const Message opened = must(store.open_message(ana, added[0], Access::read_only));
  EXPECT_NE(get<Bytes>(opened, tag::entryid), Bytes{1});
}

TEST_F(ComputedProperties, let_flags_and_times_be_set_until_the_first_save_and_not_after_it) {
  Message message = must(store.create_message(ana, inbox()));
  EXPECT_EQ(get<std::int32_t>(message, tag::message_flags), 0x9 | message_flag::unmodified);
  must(message.set(tag::message_flags,
                   message_flag::from_me | message_flag::submit | message_flag::has_attachments));
  must(message.set(tag::creation_time, FileTime{111}));
  must(message.set(tag::last_modification_time, FileTime{222}));
  EXPECT_EQ(get<std::int32_t>(message, tag::message_flags), message_flag::from_me | message_flag::unmodified);
  EXPECT_EQ(get<FileTime>(message, tag::creation_time), FileTime{111});
  EXPECT_EQ(message.properties().get_or(tag::creation_time, FileTime{}), FileTime{111});
  must(message.save());
  EXPECT_EQ(get<FileTime>(message, tag::creation_time), FileTime{111});
  EXPECT_EQ(get<FileTime>(message, tag::last_modification_time), FileTime{222});
  EXPECT_EQ(code_of(message.set(tag::creation_time, FileTime{333})), Code::no_access);

  must(message.set(tag::subject, std::string("later")));
  must(message.save());
  EXPECT_EQ(get<FileTime>(message, tag::creation_time), FileTime{111});
  EXPECT_EQ(get<FileTime>(message, tag::last_modification_time), people.clock->now());
  EXPECT_FALSE(get<std::int32_t>(message, tag::message_flags) & message_flag::unmodified);
}

TEST_F(ComputedProperties, refuse_values_of_another_type_before_the_first_save) {
  Message message = must(store.create_message(ana, inbox()));
  const auto typed = [](PropertyTag tag, PropertyType type) { return PropertyTag(tag.id(), type); };
  EXPECT_EQ(code_of(message.set(typed(tag::message_flags, PropertyType::unicode), std::string("x"))),
            Code::invalid_argument);
  EXPECT_EQ(code_of(message.set(typed(tag::creation_time, PropertyType::integer32), std::int32_t{1})),
            Code::invalid_argument);
  EXPECT_EQ(code_of(message.set(tag::last_modification_time, std::string("x"))), Code::invalid_argument);
}

TEST_F(ComputedProperties, say_what_the_client_may_do_apart_from_how_it_opened_the_message) {
  const MessageId id = add("x");
  const Session reader = people.session("Cy", 3, Rights::read_only);
  EXPECT_EQ(get<std::int32_t>(must(store.open_message(ana, id, Access::read_write)), tag::access_level), 1);
  EXPECT_EQ(get<std::int32_t>(must(store.open_message(ana, id, Access::read_only)), tag::access_level), 0);
  EXPECT_EQ(get<std::int32_t>(must(store.open_message(ana, id, Access::read_only)), tag::access), 7);
  EXPECT_EQ(get<std::int32_t>(must(store.open_message(reader, id, Access::best)), tag::access), 2);
}

TEST_F(ComputedProperties, move_the_change_key_with_every_save_and_keep_the_change_list_growing) {
  const MessageId id = add("1");
  Message message = must(store.open_message(ana, id, Access::read_write));
  const Bytes first = get<Bytes>(message, tag::change_key);
  const auto list = must(decode_predecessor_list(get<Bytes>(message, tag::predecessor_change_list)));
  must(message.set(tag::subject, std::string("2")));
  must(message.save());
  EXPECT_NE(get<Bytes>(message, tag::change_key), first);
  const auto later = must(decode_predecessor_list(get<Bytes>(message, tag::predecessor_change_list)));
  EXPECT_TRUE(later.includes(list));
  EXPECT_FALSE(list.includes(later));
}

TEST_F(ComputedProperties, that_change_without_a_version_are_not_among_those_that_last) {
  const MessageId id = add("x");
  must(must(store.open_message(ben, id, Access::read_only)).save_elsewhere());
  const Message message = must(store.open_message(ana, id, Access::read_only));
  const PropertySet all = message.properties(), lasting = message.lasting_properties();
  EXPECT_TRUE(all.has(tag::conflict_items));
  EXPECT_EQ(all.size() - lasting.size(), kChangesWithoutVersion.size());
  for (const Property& property : all) {
    EXPECT_EQ(lasting.has(property.tag), !changes_without_version(property.tag)) << std::hex << property.tag.value;
  }
}

// So that whoever opens a message without links does not look for them.
TEST_F(ComputedProperties, name_conflict_copies_that_came_later_once_the_message_is_opened_or_saved_again) {
  const MessageId id = add("x");
  Message early = must(store.open_message(ana, id, Access::read_write));
  Message loser = must(store.open_message(ben, id, Access::read_write));
  must(loser.save_elsewhere());
  EXPECT_FALSE(early.get(tag::conflict_items));
  EXPECT_FALSE(early.properties().has(tag::conflict_items));
  EXPECT_TRUE(loser.get(tag::conflict_items));
  EXPECT_TRUE(must(store.open_message(ana, id, Access::read_only)).get(tag::conflict_items));
  must(early.set(tag::subject, std::string("y")));
  must(early.save());
  EXPECT_TRUE(early.get(tag::conflict_items));
}

TEST_F(ComputedProperties, keep_the_foreign_part_of_a_change_list_that_the_client_brought) {
  PredecessorList foreign;
  foreign.add({make_guid(9, 9, 9, 9), {0, 0, 0, 0, 0, 7}});
  Message message = must(store.create_message(ana, inbox()));
  must(message.set(tag::predecessor_change_list, encode(foreign)));
  must(message.save());
  const auto list = must(decode_predecessor_list(get<Bytes>(message, tag::predecessor_change_list)));
  EXPECT_TRUE(list.includes(foreign));
  EXPECT_EQ(list.keys().size(), 2u);
}

}  // namespace
}  // namespace postroom::store
