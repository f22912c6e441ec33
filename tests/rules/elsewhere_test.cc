// Rules C53 to C55: saving elsewhere, and what is told about saves.
#include "rules/save_rules.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace postroom::rules {
namespace {

TEST_F(SaveRules, C53_a_refused_view_is_saved_elsewhere_whole_and_linked_with_the_original) {
  const MessageId id = add("one", long_text('x'));
  Message loser = open(ben, id);
  must(loser.set(tag::subject, std::string("Ben's")));
  must(loser.add_recipient(recipient("cy")));
  must(loser.add_attachment(attachment("plan.txt", "bytes")));
  edit(ana, id, tag::subject, "Ana's");
  ASSERT_EQ(code_of(loser.save()), Code::object_changed);
  const MessageId copy = must(loser.save_elsewhere());

  const Message saved = open(ana, copy);
  EXPECT_EQ(text(saved, tag::subject), "Ben's");
  EXPECT_EQ(read_whole(saved.read(tag::body)), long_text('x'));
  EXPECT_EQ(recipient_name(saved.content().recipients.at(0)), "cy");
  EXPECT_EQ(read_whole(saved.read_attachment(0)), "bytes");
  EXPECT_EQ(must(store().summary(ana, copy)).folder, store().special(SpecialFolder::conflicts));
  EXPECT_NE(get<Bytes>(saved, tag::entryid), entry_id(id));
  EXPECT_NE(get<Bytes>(saved, tag::record_key), get<Bytes>(open(ana, id), tag::record_key));
  EXPECT_EQ(get<Bytes>(saved, tag::search_key), get<Bytes>(open(ana, id), tag::search_key));
  EXPECT_NE(saved.content().attachments[0].record_key, loser.content().attachments[0].record_key);

  EXPECT_EQ(conflict_items(id), std::vector<Bytes>({entry_id(copy)}));
  EXPECT_EQ(conflict_items(copy), std::vector<Bytes>({entry_id(id)}));
  EXPECT_EQ(stored(id, tag::subject), "Ana's");
}

TEST_F(SaveRules, C53_the_handle_is_left_as_it_is_and_the_original_gets_no_new_version) {
  const MessageId id = add("one");
  Message loser = open(ben, id), bystander = open(ana, id);
  must(loser.set(tag::subject, std::string("Ben's")));
  must(loser.save_elsewhere());
  EXPECT_TRUE(loser.has_edits());
  EXPECT_EQ(loser.id(), id);
  EXPECT_EQ(version_of(id), 1);
  must(bystander.set(tag::subject, std::string("Ana's")));
  EXPECT_TRUE(bystander.save().ok());  // a link is no conflict
}

TEST_F(SaveRules, C53_several_copies_are_all_linked_and_a_link_can_be_settled) {
  const MessageId id = add("one");
  Message first = open(ben, id), second = open(ana, id);
  const MessageId a = must(first.save_elsewhere()), b = must(second.save_elsewhere());
  EXPECT_EQ(conflict_items(id).size(), 2u);
  EXPECT_EQ(must(store().conflicts(ana)).size(), 2u);
  must(store().settle_conflict(ana, id, a));
  EXPECT_EQ(conflict_items(id), std::vector<Bytes>({entry_id(b)}));
  EXPECT_TRUE(conflict_items(a).empty());
  EXPECT_EQ(code_of(store().settle_conflict(ana, id, a)), Code::not_found);
  EXPECT_TRUE(store().summary(ana, a).ok());  // both messages stay
}

TEST_F(SaveRules, C53_after_a_deletion_the_copy_is_linked_again_once_the_original_is_back) {
  const MessageId id = add("one");
  Message loser = open(ben, id);
  must(loser.set(tag::subject, std::string("Ben's")));
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  ASSERT_EQ(code_of(loser.save()), Code::object_deleted);
  const MessageId copy = must(loser.save_elsewhere(inbox()));
  EXPECT_EQ(stored(copy, tag::subject), "Ben's");
  EXPECT_TRUE(conflict_items(copy).empty());  // what cannot be opened is not named
  EXPECT_TRUE(must(store().conflicts(ana)).empty());
  must(store().undelete_messages(ana, std::vector{id}));
  EXPECT_EQ(conflict_items(copy), std::vector<Bytes>({entry_id(id)}));
  EXPECT_EQ(must(store().conflicts(ana)).size(), 1u);
}

TEST_F(SaveRules, C53_after_a_deletion_for_good_the_copy_stands_alone) {
  const MessageId id = add("one");
  Message loser = open(ben, id);
  must(loser.set(tag::subject, std::string("Ben's")));
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::permanent));
  const MessageId copy = must(loser.save_elsewhere());
  EXPECT_TRUE(conflict_items(copy).empty());
  EXPECT_EQ(stored(copy, tag::subject), "Ben's");
}

TEST_F(SaveRules, C53_a_link_ends_with_either_of_its_messages) {
  const MessageId id = add("one");
  Message loser = open(ben, id);
  const MessageId copy = must(loser.save_elsewhere());
  must(store().delete_messages(ana, std::vector{copy}, DeleteKind::permanent));
  EXPECT_TRUE(conflict_items(id).empty());
  EXPECT_TRUE(must(store().conflicts(ana)).empty());
}

TEST_F(SaveRules, C53_a_folder_that_is_not_there_is_refused_as_such) {
  Message message = open(ben, add("one"));
  EXPECT_EQ(code_of(message.save_elsewhere(FolderId{99999})), Code::not_found);
}

TEST_F(SaveRules, C54_the_first_save_tells_created_and_later_ones_modified_with_the_folders_counters) {
  LogPosition before = position();
  const MessageId id = add("one");
  EXPECT_EQ(kinds_since(before), (std::vector{ChangeKind::message_created, ChangeKind::folder_modified}));
  before = position();
  edit(ana, id, tag::subject, "two");
  const auto events = must(store().events_after(ana, before, 10));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, ChangeKind::message_modified);
  EXPECT_EQ(events[0].messages, std::vector{id});
  EXPECT_EQ(events[0].folder, inbox());
  EXPECT_EQ(events[0].session, ana.id);
}

TEST_F(SaveRules, C54_every_other_change_is_told_too) {
  const MessageId id = add("one");
  const FolderId drafts = store().special(SpecialFolder::drafts);
  const auto kind_of = [&](const auto& change) {
    const LogPosition before = position();
    change();
    return kinds_since(before).at(0);
  };
  const std::vector ids{id};
  EXPECT_EQ(kind_of([&] { must(store().mark(ana, ids, Store::Read::no)); }), ChangeKind::read_state_changed);
  EXPECT_EQ(kind_of([&] { must(store().set_status(ana, id, 1, 1)); }), ChangeKind::status_changed);
  LogPosition before = position();
  const auto copies = must(store().copy_messages(ana, ids, drafts));
  const Event copied = must(store().events_after(ana, before, 1))[0];
  EXPECT_EQ(copied.kind, ChangeKind::message_copied);
  EXPECT_EQ(copied.messages, std::vector{copies[0].second});
  EXPECT_EQ(copied.originals, ids);
  before = position();
  must(store().move_messages(ana, ids, drafts));
  const Event moved = must(store().events_after(ana, before, 1))[0];
  EXPECT_EQ(moved.kind, ChangeKind::message_moved);
  EXPECT_EQ(moved.folder, drafts);
  EXPECT_EQ(moved.old_folder, inbox());
  EXPECT_EQ(kind_of([&] { must(store().delete_messages(ana, ids, DeleteKind::recoverable)); }),
            ChangeKind::message_deleted);
  EXPECT_EQ(kind_of([&] { must(store().undelete_messages(ana, ids)); }), ChangeKind::message_undeleted);
  EXPECT_EQ(kind_of([&] { must(store().delete_messages(ana, ids, DeleteKind::permanent)); }),
            ChangeKind::message_removed);
  FolderId made;
  EXPECT_EQ(kind_of([&] { made = must(store().create_folder(ana, inbox(), "F")); }),
            ChangeKind::folder_created);
  EXPECT_EQ(kind_of([&] { must(store().copy_folder(ana, made, drafts, "copy", true)); }), ChangeKind::folder_copied);
  EXPECT_EQ(kind_of([&] { must(store().rename_folder(ana, made, "G")); }), ChangeKind::folder_modified);
  EXPECT_EQ(kind_of([&] { must(store().move_folder(ana, made, drafts)); }), ChangeKind::folder_moved);
  EXPECT_EQ(kind_of([&] { must(store().delete_folder(ana, made, {})); }), ChangeKind::folder_deleted);
}

TEST_F(SaveRules, C54_a_refused_save_is_not_told) {
  const MessageId id = add("one");
  Message stale = open(ben, id), gone = open(ben, add("two"));
  must(stale.set(tag::subject, std::string("Ben's")));
  must(gone.set(tag::subject, std::string("Ben's")));
  edit(ana, id, tag::subject, "Ana's");
  must(store().delete_messages(ana, std::vector{gone.id()}, DeleteKind::permanent));
  const LogPosition before = position();
  EXPECT_FALSE(stale.save().ok());
  EXPECT_FALSE(stale.save(SaveMode::merge).ok());
  EXPECT_FALSE(gone.save(SaveMode::force).ok());
  EXPECT_TRUE(kinds_since(before).empty());
}

TEST_F(SaveRules, C54_who_is_told_of_a_save_finds_it_stored) {
  struct {
    std::mutex mutex;
    std::condition_variable arrived;
    std::vector<std::string> subjects;
  } told;
  Store& watched = store();
  const auto subscription = must(watched.subscribe(ben, [&](const Event& event) {
    if (event.messages.empty()) return;
    const Message message = must(watched.open_message(ben, event.messages[0], Access::read_only));
    const std::lock_guard lock(told.mutex);
    told.subjects.push_back(text(message, tag::subject));
    told.arrived.notify_all();
  }));
  add("saved");
  std::unique_lock lock(told.mutex);
  ASSERT_TRUE(told.arrived.wait_for(lock, 20s, [&] { return !told.subjects.empty(); }));
  EXPECT_EQ(told.subjects[0], "saved");
}

TEST_F(SaveRules, C55_the_call_that_caused_an_event_returns_without_waiting_for_its_receivers) {
  struct {
    std::mutex mutex;
    std::condition_variable changed;
    bool may_go_on = false, finished = false;
  } gate;
  const auto subscription = must(store().subscribe(ben, [&](const Event&) {
    std::unique_lock lock(gate.mutex);
    gate.changed.wait(lock, [&] { return gate.may_go_on; });
    gate.finished = true;
    gate.changed.notify_all();
  }));
  const MessageId id = add("one");  // returns although the receiver is held up
  edit(ana, id, tag::subject, "two");
  std::unique_lock lock(gate.mutex);
  EXPECT_FALSE(gate.finished);
  gate.may_go_on = true;
  gate.changed.notify_all();
  EXPECT_TRUE(gate.changed.wait_for(lock, 20s, [&] { return gate.finished; }));
}

}  // namespace
}  // namespace postroom::rules
