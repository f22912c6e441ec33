// Rules C1 to C5: transactions, snapshots and isolation.
#include "rules/save_rules.h"

#include <thread>

namespace postroom::rules {
namespace {

TEST_F(SaveRules, C1_properties_that_two_set_at_once_on_a_folder_or_the_store_are_all_kept) {
  constexpr std::uint16_t kEach = 20;
  Store other = another();
  const auto set = [&](Store& through, const Session& session, std::uint16_t first) {
    for (std::uint16_t id = first; id < first + kEach; ++id) {
      const PropertySet one{{PropertyTag(id, PropertyType::integer32), std::int32_t{id}}};
      must(through.set_folder_properties(session, inbox(), one));
      must(through.set_store_properties(session, one));
    }
  };
  std::thread ben_sets([&] { set(other, ben, 0x6900); });
  set(store(), ana, 0x6A00);
  ben_sets.join();
  const PropertySet folder = must(store().folder_properties(ana, inbox())), all = must(store().store_properties(ana));
  for (const std::uint16_t first : {0x6900, 0x6A00}) {
    for (std::uint16_t id = first; id < first + kEach; ++id) {
      EXPECT_TRUE(folder.find_id(id) && all.find_id(id)) << id;
    }
  }
}

TEST_F(SaveRules, C1_changes_of_folders_are_permanent_at_once_and_those_of_messages_only_when_saved) {
  const FolderId printers = must(store().create_folder(ana, inbox(), "Printers"));
  must(store().set_folder_properties(ana, printers, {{tag::comment, std::string("new")}}));
  const MessageId id = add("one");
  Message pending = open(ana, id);
  must(pending.set(tag::subject, std::string("two")));
  Store other = another();
  EXPECT_EQ(must(other.folder(ben, printers)).name, "Printers");
  EXPECT_EQ(must(other.folder_properties(ben, printers)).get_or(tag::comment, std::string()), "new");
  EXPECT_EQ(text(must(other.open_message(ben, id, Access::read_only)), tag::subject), "one");
  must(pending.save());
  EXPECT_EQ(text(must(other.open_message(ben, id, Access::read_only)), tag::subject), "two");
}

TEST_F(SaveRules, C1_attachments_are_part_of_the_transaction_of_their_message) {
  const MessageId id = add("one");
  Message pending = open(ana, id);
  must(pending.add_attachment(attachment("plan.txt", "bytes")));
  EXPECT_TRUE(open(ben, id).content().attachments.empty());
  must(pending.save());
  EXPECT_EQ(open(ben, id).content().attachments.size(), 1u);
}

TEST_F(SaveRules, C2_opening_gives_a_snapshot_and_many_may_have_one_message_open_for_writing) {
  const MessageId id = add("one");
  Message a = open(ana, id), b = open(ben, id), c = open(ben, id);
  EXPECT_TRUE(a.is_writable() && b.is_writable() && c.is_writable());
  must(a.set(tag::subject, std::string("two")));
  must(a.set(tag::body, std::string("the second body")));
  must(a.save());
  EXPECT_EQ(text(b, tag::subject), "one");
  EXPECT_EQ(text(b, tag::body), "the first body");  // not half of the one and half of the other
  EXPECT_EQ(b.version().value, 1);
  EXPECT_EQ(get<std::string>(b, tag::last_modifier_name), "Ana Ruiz");
}

TEST_F(SaveRules, C3_pending_changes_are_invisible_to_other_handles_to_lists_and_to_other_processes) {
  const MessageId id = add("one");
  Message pending = open(ana, id);
  must(pending.set(tag::subject, std::string("two")));
  must(pending.add_recipient(recipient("cy")));
  must(pending.add_attachment(attachment("plan.txt", "bytes")));
  Store other = another();
  for (Store* each : {&store(), &other}) {
    const Message seen = must(each->open_message(ben, id, Access::read_only));
    EXPECT_EQ(text(seen, tag::subject), "one");
    EXPECT_TRUE(seen.content().recipients.empty());
    EXPECT_TRUE(seen.content().attachments.empty());
    EXPECT_EQ(must(each->summary(ben, id)).subject, "one");
    EXPECT_EQ(must(each->list(ben, inbox()))[0].subject, "one");
  }
}

TEST_F(SaveRules, C3_a_message_that_was_never_saved_is_in_no_list) {
  Message pending = must(store().create_message(ana, inbox()));
  must(pending.set(tag::subject, std::string("draft")));
  EXPECT_TRUE(must(store().list(ana, inbox())).empty());
  EXPECT_EQ(must(store().folder(ana, inbox())).content_count, 0);
}

TEST_F(SaveRules, C4_pending_changes_are_visible_on_their_own_handle_at_once) {
  const MessageId id = add("one");
  Message mine = open(ana, id);
  must(mine.set(tag::subject, std::string("two")));
  EXPECT_EQ(text(mine, tag::subject), "two");
  must(mine.remove(tag::body));
  EXPECT_FALSE(mine.get(tag::body).has_value());
  const std::string long_body = long_text('x');
  MemorySource source{std::string_view(long_body)};
  must(mine.write(tag::body, source));
  EXPECT_EQ(read_whole(mine.read(tag::body)), long_body);
  must(mine.add_recipient(recipient("cy")));
  EXPECT_EQ(mine.content().recipients.size(), 1u);
  EXPECT_EQ(mine.properties().get_or(tag::subject, std::string()), "two");
}

TEST_F(SaveRules, C5_two_handles_of_one_session_conflict_like_those_of_two_people) {
  const MessageId id = add("one");
  Message first = open(ana, id), second = open(ana, id);
  must(first.set(tag::subject, std::string("two")));
  must(second.set(tag::subject, std::string("three")));
  must(first.save());
  EXPECT_EQ(code_of(second.save()), Code::object_changed);
}

}  // namespace
}  // namespace postroom::rules
