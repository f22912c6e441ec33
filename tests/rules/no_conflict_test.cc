// Rules C42 to C49: changes that are no conflicts, and what happens to messages that others have open.
#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

TEST_F(SaveRules, a_message_is_deleted_at_the_version_that_was_expected_and_no_other) {
  for (const DeleteKind kind : {DeleteKind::recoverable, DeleteKind::permanent}) {
    const MessageId id = add("one");
    edit(ben, id, tag::subject, "Ben's");
    const LogPosition before = position();
    const Status refused = store().delete_message(ana, id, kind, VersionNumber{1});
    EXPECT_EQ(code_of(refused), Code::object_changed);
    EXPECT_NE(refused.error().message.find("Ben Okafor saved version 2"), std::string::npos) << refused.error().message;
    EXPECT_EQ(code_of(store().delete_message(ana, id, kind, VersionNumber{3})), Code::object_changed);
    EXPECT_EQ(position(), before);
    EXPECT_EQ(stored(id, tag::subject), "Ben's");
    mark(id, Store::Read::no);  // what is no save does not count
    EXPECT_TRUE(store().delete_message(ana, id, kind, VersionNumber{2}).ok());
    EXPECT_EQ(code_of(store().open_message(ana, id, Access::read_only)), Code::not_found);
  }
}

TEST_F(SaveRules, one_message_that_cannot_be_deleted_says_why) {
  const MessageId id = add("one");
  const LogPosition before = position();
  EXPECT_EQ(code_of(store().delete_message(reader, id, DeleteKind::recoverable)), Code::no_access);
  EXPECT_TRUE(store().delete_message(ana, id, DeleteKind::recoverable).ok());
  EXPECT_EQ(kinds_since(before).front(), ChangeKind::message_deleted);
  EXPECT_EQ(code_of(store().delete_message(ana, id, DeleteKind::recoverable)), Code::object_deleted);
  EXPECT_EQ(code_of(store().delete_message(ana, id, DeleteKind::permanent, VersionNumber{2})), Code::object_changed);
  EXPECT_TRUE(store().delete_message(ana, id, DeleteKind::permanent, VersionNumber{1}).ok());
  EXPECT_EQ(code_of(store().delete_message(ana, id, DeleteKind::permanent)), Code::not_found);
}

TEST_F(SaveRules, C42_marking_read_touches_the_flag_only_and_makes_no_conflict) {
  const MessageId id = add_unread("one");
  Message open_elsewhere = open(ben, id);
  must(open_elsewhere.set(tag::subject, std::string("two")));
  const Stamp before = stamp(id);
  const ReadStateNumber read_state = must(store().summary(ana, id)).read_state;
  people.clock->advance(1h);
  EXPECT_EQ(mark(id).done, std::vector{id});
  EXPECT_TRUE(is_read(id));
  EXPECT_EQ(stamp(id), before);
  EXPECT_GT(must(store().summary(ana, id)).read_state, read_state);
  EXPECT_EQ(stored(id, tag::subject), "one");  // pending edits were not flushed
  EXPECT_TRUE(open_elsewhere.save().ok());
  EXPECT_TRUE(is_read(id));
}

TEST_F(SaveRules, C42_marking_read_works_beside_a_handle_of_ones_own) {
  const MessageId id = add_unread("one");
  Message mine = open(ana, id);
  must(mine.set(tag::subject, std::string("two")));
  mark(id);
  EXPECT_TRUE(mine.save().ok());
  EXPECT_TRUE(get<std::int32_t>(mine, tag::message_flags) & message_flag::read);  // as of the save
}

TEST_F(SaveRules, C42_unread_counts_follow_and_each_message_is_counted_once) {
  const MessageId id = add_unread("one");
  EXPECT_EQ(must(store().folder(ana, inbox())).unread_count, 1);
  const BulkReport report =
      must(store().mark(ana, std::vector{id, id, MessageId{99999}, id}, Store::Read::yes));
  EXPECT_EQ(report.done, std::vector{id});
  EXPECT_EQ(report.skipped, std::vector{MessageId{99999}});
  EXPECT_EQ(must(store().folder(ana, inbox())).unread_count, 0);
  EXPECT_EQ(mark(id).skipped, std::vector{id});  // nothing to do
  EXPECT_EQ(must(store().folder(ana, inbox())).unread_count, 0);
}

TEST_F(SaveRules, C42_many_messages_are_marked_in_one_commit) {
  std::vector<NewMessage> many(500);
  const auto ids = must(store().add_messages(ana, inbox(), std::move(many)));
  const LogPosition before = position();
  EXPECT_EQ(must(store().mark(ana, ids, Store::Read::yes)).done.size(), 500u);
  EXPECT_EQ(kinds_since(before), (std::vector{ChangeKind::read_state_changed, ChangeKind::folder_modified}));
}

TEST_F(SaveRules, C42_associated_messages_have_no_read_state) {
  Message message = must(store().create_message(ana, inbox(), MessageKind::associated));
  const MessageId id = must(message.save()).message;
  EXPECT_EQ(mark(id).skipped, std::vector{id});
  EXPECT_FALSE(is_read(id));
}

TEST_F(SaveRules, C43_a_status_is_set_at_once_by_mask_and_the_old_one_returned) {
  const MessageId id = add("one");
  Message open_elsewhere = open(ben, id);
  must(open_elsewhere.set(tag::subject, std::string("two")));
  const Stamp before = stamp(id);
  people.clock->advance(1h);
  EXPECT_EQ(must(store().set_status(ana, id, 0x7, 0x5)), 0);
  EXPECT_EQ(must(store().set_status(ana, id, 0x0, 0x1)), 0x5);
  EXPECT_EQ(must(store().set_status(ana, id, 0x0, 0x0)), 0x4);
  EXPECT_EQ(stamp(id), before);
  EXPECT_TRUE(open_elsewhere.save().ok());
  EXPECT_EQ(must(store().summary(ana, id)).status, 0x4);
  EXPECT_EQ(code_of(store().set_status(ana, MessageId{99999}, 1, 1)), Code::not_found);
}

TEST_F(SaveRules, C43_the_status_of_a_conflict_is_the_stores_alone) {
  const MessageId id = add("one");
  EXPECT_EQ(code_of(store().set_status(ana, id, message_status::in_conflict, message_status::in_conflict)),
            Code::no_access);
  EXPECT_EQ(must(store().set_status(ana, id, 0, -1)), 0);  // a mask of everything leaves it alone
}

TEST_F(SaveRules, C44_the_status_is_no_property_of_the_message_and_neither_copied_nor_moved) {
  const MessageId id = add("one");
  must(store().set_status(ana, id, message_status::tagged, message_status::tagged));
  EXPECT_EQ(code_of(open(ana, id).set(tag::msg_status, std::int32_t{1})), Code::no_access);
  const FolderId drafts = store().special(SpecialFolder::drafts);
  const MessageId copy = must(store().copy_messages(ana, std::vector{id}, drafts))[0].second;
  EXPECT_EQ(must(store().summary(ana, copy)).status, 0);
  EXPECT_EQ(must(store().summary(ana, id)).status, message_status::tagged);
  must(store().move_messages(ana, std::vector{id}, drafts));
  EXPECT_EQ(must(store().summary(ana, id)).status, 0);
}

TEST_F(SaveRules, C45_a_folder_itself_does_not_change_with_the_messages_in_it) {
  const FolderInfo before = must(store().folder(ana, inbox()));
  people.clock->advance(1h);
  const MessageId id = add("one");
  edit(ana, id, tag::subject, "two");
  mark(id, Store::Read::no);
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  const FolderInfo after = must(store().folder(ana, inbox()));
  EXPECT_EQ(after.modified, before.modified);
  EXPECT_EQ(after.deleted_count, before.deleted_count + 1);
}

TEST_F(SaveRules, C46_a_forced_save_rolls_back_neither_read_flag_nor_status_nor_place_nor_links) {
  const MessageId id = add_unread("one");
  Message stale = open(ben, id);
  must(stale.set(tag::subject, std::string("Ben's")));
  const MessageId copy = must(stale.save_elsewhere());
  edit(ana, id, tag::subject, "Ana's");
  mark(id);
  const FolderId drafts = store().special(SpecialFolder::drafts);
  must(store().move_messages(ana, std::vector{id}, drafts));
  must(store().set_status(ana, id, message_status::tagged, message_status::tagged));
  must(stale.save(SaveMode::force));
  const MessageSummary row = must(store().summary(ana, id));
  EXPECT_TRUE(row.flags & message_flag::read);
  EXPECT_EQ(row.status, message_status::tagged);
  EXPECT_EQ(row.folder, drafts);
  const auto pairs = must(store().conflicts(ana));
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].copy.id, copy);
}

TEST_F(SaveRules, C47_deletions_go_through_while_others_have_the_message_open_and_missing_ones_are_told) {
  const MessageId id = add("one"), other = add("two");
  Message open_elsewhere = open(ben, id);
  const BulkReport report =
      must(store().delete_messages(ana, std::vector{id, MessageId{99999}, other}, DeleteKind::recoverable));
  EXPECT_EQ(report.done, (std::vector{id, other}));
  EXPECT_EQ(report.skipped, std::vector{MessageId{99999}});
  EXPECT_EQ(must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable)).skipped,
            std::vector{id});
  EXPECT_EQ(must(store().folder(ana, inbox())).content_count, 0);
}

TEST_F(SaveRules, C48_a_moved_message_keeps_its_entry_id_its_versions_and_its_open_handles) {
  const MessageId id = add("one");
  edit(ana, id, tag::subject, "two");
  Message opened = open(ben, id);
  must(opened.set(tag::subject, std::string("three")));
  const Stamp before = stamp(id);
  const Bytes entry_id = get<Bytes>(opened, tag::entryid);
  const FolderId drafts = store().special(SpecialFolder::drafts);
  people.clock->advance(1h);
  EXPECT_EQ(must(store().move_messages(ana, std::vector{id}, drafts)).done, std::vector{id});
  EXPECT_EQ(stamp(id), before);
  EXPECT_EQ(history_size(id), 2u);
  EXPECT_TRUE(opened.save().ok());
  EXPECT_EQ(stored(id, tag::subject), "three");
  EXPECT_EQ(get<Bytes>(open(ana, id), tag::entryid), entry_id);
  EXPECT_EQ(must(decode_entry_id(get<Bytes>(opened, tag::parent_entryid))),
            (EntryId{store().guid(), drafts}));
  EXPECT_EQ(must(store().folder(ana, inbox())).content_count, 0);
  EXPECT_EQ(must(store().folder(ana, drafts)).content_count, 1);
}

TEST_F(SaveRules, C48_a_copy_is_an_object_of_its_own_with_the_old_search_key) {
  const MessageId id = add("one");
  edit(ana, id, tag::subject, "two");
  const MessageId copy = must(store().copy_messages(ben, std::vector{id}, inbox()))[0].second;
  const Message from = open(ana, id), to = open(ana, copy);
  EXPECT_NE(get<Bytes>(from, tag::entryid), get<Bytes>(to, tag::entryid));
  EXPECT_NE(get<Bytes>(from, tag::record_key), get<Bytes>(to, tag::record_key));
  EXPECT_NE(get<Bytes>(from, tag::source_key), get<Bytes>(to, tag::source_key));
  EXPECT_NE(get<Bytes>(from, tag::change_key), get<Bytes>(to, tag::change_key));
  EXPECT_EQ(get<Bytes>(from, tag::search_key), get<Bytes>(to, tag::search_key));
  EXPECT_EQ(history_size(copy), 1u);
  EXPECT_EQ(must(store().history(ana, copy))[0].who, "Ben Okafor");
  edit(ana, copy, tag::subject, "the copy's");
  EXPECT_EQ(stored(id, tag::subject), "two");
}

TEST_F(SaveRules, C49_a_message_that_vanished_with_its_folder_answers_deleted) {
  const FolderId printers = must(store().create_folder(ana, inbox(), "Printers"));
  const MessageId id = add("one");
  must(store().move_messages(ana, std::vector{id}, printers));
  Message opened = open(ben, id);
  must(opened.set(tag::subject, std::string("Ben's")));
  EXPECT_EQ(code_of(store().delete_folder(ana, printers, {})), Code::has_messages);
  must(store().delete_folder(ana, printers, {.messages = true, .subfolders = true}));
  EXPECT_EQ(code_of(opened.save()), Code::object_deleted);
  EXPECT_EQ(code_of(opened.save(SaveMode::force)), Code::object_deleted);
  must(store().undelete_messages(ana, std::vector{id}));
  EXPECT_EQ(must(store().summary(ana, id)).folder, store().special(SpecialFolder::deleted_items));
  EXPECT_TRUE(opened.save().ok());  // it is there again, and nobody has changed it
}

TEST_F(SaveRules, C49_an_undeleted_message_comes_back_where_it_was_or_where_it_is_wanted) {
  const MessageId id = add_unread("one"), other = add("two");
  must(store().delete_messages(ana, std::vector{id, other}, DeleteKind::recoverable));
  EXPECT_EQ(must(store().folder(ana, inbox())).unread_count, 0);
  EXPECT_EQ(must(store().undelete_messages(ana, std::vector{id, MessageId{99999}})).skipped,
            std::vector{MessageId{99999}});
  const FolderId drafts = store().special(SpecialFolder::drafts);
  must(store().undelete_messages(ana, std::vector{other}, drafts));
  EXPECT_EQ(must(store().summary(ana, id)).folder, inbox());
  EXPECT_EQ(must(store().summary(ana, other)).folder, drafts);
  EXPECT_EQ(must(store().folder(ana, inbox())).unread_count, 1);
  EXPECT_EQ(version_of(id), 1);
  EXPECT_EQ(must(store().undelete_messages(ana, std::vector{id})).skipped,
            std::vector{id});  // it is not deleted
}

TEST_F(SaveRules, C49_a_folder_deleted_for_good_takes_its_messages_along_with_those_deleted_before) {
  const FolderId folder = must(store().create_folder(ana, inbox(), "F"));
  const MessageId live = add("live", long_text('x')), deleted = add("deleted");
  must(store().move_messages(ana, std::vector{live, deleted}, folder));
  must(store().delete_messages(ana, std::vector{deleted}, DeleteKind::recoverable));
  const LogPosition before = position();
  must(store().delete_folder(ana, folder, {true, true, DeleteKind::permanent}));
  const auto events = must(store().events_after(ana, before, 10));
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].kind, ChangeKind::message_removed);
  EXPECT_EQ(events[0].messages, (std::vector{live, deleted}));
  EXPECT_EQ(events[1].kind, ChangeKind::folder_deleted);
  EXPECT_EQ(must(store().undelete_messages(ana, std::vector{live, deleted}, inbox())).skipped.size(), 2u);
}

TEST_F(SaveRules, C49_a_message_deleted_for_good_does_not_come_back) {
  const MessageId id = add("one");
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  EXPECT_EQ(must(store().delete_messages(ana, std::vector{id}, DeleteKind::permanent)).done, std::vector{id});
  EXPECT_EQ(must(store().undelete_messages(ana, std::vector{id})).skipped, std::vector{id});
  EXPECT_EQ(code_of(store().summary(ana, id)), Code::not_found);
  EXPECT_GT(add("two"), id);  // ids are never used again
}

}  // namespace
}  // namespace postroom::rules
