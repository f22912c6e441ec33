// Rules C6 to C21: what a save answers.
#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

TEST_F(SaveRules, C6_the_first_to_commit_wins_not_the_first_to_open) {
  const MessageId id = add("one");
  Message early = open(ana, id), late = open(ben, id);
  must(early.set(tag::subject, std::string("early")));
  must(late.set(tag::subject, std::string("late")));
  EXPECT_TRUE(late.save().ok());
  EXPECT_EQ(code_of(early.save()), Code::object_changed);
  EXPECT_EQ(stored(id, tag::subject), "late");
}

TEST_F(SaveRules, C7_a_later_save_from_an_older_snapshot_is_refused_and_writes_nothing) {
  Race open = race();
  const LogPosition before = position();
  const MessageSummary row = must(store().summary(ana, open.id));
  EXPECT_EQ(code_of(open.loser.save()), Code::object_changed);
  EXPECT_EQ(stored(open.id, tag::subject), "Ana's");
  EXPECT_EQ(must(store().summary(ana, open.id)).change_number, row.change_number);
  EXPECT_EQ(history_size(open.id), 2u);
  EXPECT_EQ(position(), before);
}

TEST_F(SaveRules, C7_a_refusal_tells_who_saved_with_what_when_and_what_differs) {
  Race open = race();
  people.clock->advance(1h);
  ASSERT_FALSE(open.loser.save().ok());
  const Conflict* conflict = open.loser.conflict();
  ASSERT_NE(conflict, nullptr);
  EXPECT_EQ(conflict->message, open.id);
  EXPECT_EQ(conflict->who, "Ana Ruiz");
  EXPECT_EQ(conflict->client, "test 1.0");
  EXPECT_EQ(conflict->when, testing::kTestDay);
  EXPECT_EQ(conflict->base_version.value, 1);
  EXPECT_EQ(conflict->their_version.value, 2);
  ASSERT_EQ(conflict->units.size(), 1u);
  const Unit& unit = conflict->units[0];
  EXPECT_EQ(unit.key, "subject");
  EXPECT_EQ(unit.state, UnitState::overlap);
  EXPECT_EQ(unit.base->get_or(tag::subject, std::string()), "one");
  EXPECT_EQ(unit.theirs->get_or(tag::subject, std::string()), "Ana's");
  EXPECT_EQ(unit.mine->get_or(tag::subject, std::string()), "Ben's");
  EXPECT_FALSE(conflict->can_merge());
}

TEST_F(SaveRules, C8_a_refused_save_leaves_the_handle_open_and_writable_with_its_edits) {
  Race open = race();
  ASSERT_FALSE(open.loser.save().ok());
  EXPECT_TRUE(open.loser.is_writable());
  EXPECT_TRUE(open.loser.has_edits());
  EXPECT_EQ(text(open.loser, tag::subject), "Ben's");
  EXPECT_EQ(open.loser.version().value, 1);
  EXPECT_TRUE(open.loser.set(tag::importance, std::int32_t{2}).ok());
  EXPECT_TRUE(open.loser.save_elsewhere().ok());
  EXPECT_TRUE(open.loser.save(SaveMode::force).ok());
  EXPECT_EQ(open.loser.conflict(), nullptr);
}

TEST_F(SaveRules, C8_what_a_conflict_shows_stays_when_the_handle_is_edited_further) {
  Race open = race();
  ASSERT_FALSE(open.loser.save().ok());
  must(open.loser.set(tag::subject, std::string("Ben's second")));
  EXPECT_EQ(open.loser.conflict()->mine->properties.get_or(tag::subject, std::string()), "Ben's");
  EXPECT_EQ(text(open.loser, tag::subject), "Ben's second");
}

TEST_F(SaveRules, C8_a_save_that_fails_otherwise_leaves_the_handle_open_with_its_edits) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  must(message.set(tag::subject, std::string("two")));
  LargeValue unknown;
  unknown.size = 1 << 20;
  must(message.set(tag::html, unknown));  // nothing of the kind is in the store
  EXPECT_FALSE(message.save().ok());
  EXPECT_TRUE(message.has_edits());
  EXPECT_EQ(text(message, tag::subject), "two");
  EXPECT_EQ(stored(id, tag::subject), "one");
  must(message.remove(tag::html));
  EXPECT_TRUE(message.save().ok());
  EXPECT_EQ(stored(id, tag::subject), "two");
}

TEST_F(SaveRules, C9_a_plain_save_repeated_after_a_refusal_is_refused_again) {
  Race open = race();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(code_of(open.loser.save()), Code::object_changed);
  Message reopened = SaveRules::open(ben, open.id);
  must(reopened.set(tag::subject, std::string("Ben's")));
  EXPECT_TRUE(reopened.save().ok());
}

TEST_F(SaveRules, C10_a_forced_save_overrides_what_was_saved_before_and_is_never_refused_as_changed) {
  Race open = race();
  EXPECT_EQ(code_of(open.loser.save()), Code::object_changed);
  const SaveReport report = must(open.loser.save(SaveMode::force));
  EXPECT_TRUE(report.committed);
  EXPECT_EQ(report.version.value, 3);
  EXPECT_EQ(stored(open.id, tag::subject), "Ben's");
}

TEST_F(SaveRules, C10_a_forced_save_needs_no_refusal_before_it_and_no_edits) {
  const MessageId id = add("one");
  Message stale = open(ben, id);
  edit(ana, id, tag::subject, "Ana's");
  const SaveReport report = must(stale.save(SaveMode::force));
  EXPECT_TRUE(report.committed);
  EXPECT_EQ(stored(id, tag::subject), "one");
  const SaveReport again = must(stale.save(SaveMode::force));  // always a version of its own
  EXPECT_TRUE(again.committed);
  EXPECT_EQ(again.version.value, report.version.value + 1);
}

TEST_F(SaveRules, C10_a_forced_save_needs_write_access) {
  const MessageId id = add("one");
  EXPECT_EQ(code_of(open(ana, id, Access::read_only).save(SaveMode::force)), Code::no_access);
  EXPECT_EQ(version_of(id), 1);
}

TEST_F(SaveRules, C11_a_forced_save_replaces_the_whole_message_with_this_handles_view) {
  const MessageId id = add("one");
  {
    Message before = open(ana, id);
    must(before.add_recipient(recipient("cy")));
    must(before.add_attachment(attachment("kept.txt", "kept")));
    must(before.save());
  }
  Message a = open(ana, id), b = open(ben, id);
  must(a.set(tag::importance, std::int32_t{2}));
  must(a.set(tag::body, std::string("Ana's body")));
  must(a.add_recipient(recipient("dee")));
  must(a.remove_recipient(0));
  must(a.remove_attachment(0));
  must(a.add_attachment(attachment("new.txt", "new")));
  must(a.save());
  must(b.set(tag::subject, std::string("Ben's")));
  const MessageContent view = b.content();
  must(b.save(SaveMode::force));
  const Message now = open(ana, id);
  EXPECT_EQ(now.content(), view);
  EXPECT_FALSE(now.get(tag::importance).has_value());
  EXPECT_EQ(text(now, tag::body), "the first body");
  EXPECT_EQ(recipient_name(now.content().recipients.at(0)), "cy");
  EXPECT_EQ(read_whole(now.read_attachment(0)), "kept");
}

TEST_F(SaveRules, C11_what_a_forced_save_replaced_is_in_the_history) {
  Race open = race();
  must(open.loser.save(SaveMode::force));
  const auto history = must(store().history(ana, open.id));
  ASSERT_EQ(history.size(), 2u);  // Ana's two saves within a minute are listed as one, the displaced one
  EXPECT_EQ(history[0].kind, SaveKind::forced);
  EXPECT_EQ(history[0].who, "Ben Okafor");
  EXPECT_EQ(history[1].who, "Ana Ruiz");
  EXPECT_EQ(history[1].version.value, 2);
  EXPECT_EQ(
      must(store().version(ana, open.id, VersionNumber{2})).properties.get_or(tag::subject, std::string()),
      "Ana's");
}

TEST_F(SaveRules, C12_a_forced_save_does_not_bring_a_deleted_message_back) {
  for (const DeleteKind kind : {DeleteKind::recoverable, DeleteKind::permanent}) {
    const MessageId id = add("one");
    Message message = open(ben, id);
    must(message.set(tag::subject, std::string("Ben's")));
    must(store().delete_messages(ana, std::vector{id}, kind));
    EXPECT_EQ(code_of(message.save(SaveMode::force)), Code::object_deleted);
    EXPECT_EQ(code_of(message.save(SaveMode::force)), Code::object_deleted);
    EXPECT_EQ(code_of(store().open_message(ana, id, Access::read_only)), Code::not_found);
    EXPECT_TRUE(must(store().list(ana, inbox())).empty());
  }
}

TEST_F(SaveRules, C13_a_save_of_a_deleted_message_says_so_and_can_still_go_elsewhere) {
  const MessageId id = add("one");
  Message message = open(ben, id);
  must(message.set(tag::subject, std::string("Ben's")));
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::permanent));
  for (const SaveMode mode : {SaveMode::strict, SaveMode::merge, SaveMode::force}) {
    EXPECT_EQ(code_of(message.save(mode)), Code::object_deleted);
  }
  EXPECT_TRUE(message.has_edits());
  const MessageId copy = must(message.save_elsewhere());
  EXPECT_EQ(stored(copy, tag::subject), "Ben's");
  EXPECT_EQ(stored(copy, tag::body), "the first body");
}

TEST_F(SaveRules, C13_deleted_beats_changed) {
  Race open = race();
  must(store().delete_messages(ana, std::vector{open.id}, DeleteKind::recoverable));
  EXPECT_EQ(code_of(open.loser.save()), Code::object_deleted);
  EXPECT_EQ(open.loser.conflict(), nullptr);
  must(store().undelete_messages(ana, std::vector{open.id}));
  EXPECT_EQ(code_of(open.loser.save()), Code::object_changed);
}

TEST_F(SaveRules, C14_after_a_save_the_handle_stands_on_the_new_version_and_can_save_again) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  for (int i = 2; i <= 6; ++i) {
    must(message.set(tag::subject, std::to_string(i)));
    EXPECT_EQ(must(message.save()).version.value, i);
    EXPECT_FALSE(message.has_edits());
    EXPECT_EQ(message.version().value, i);
  }
  Message made = must(store().create_message(ana, inbox()));
  must(made.save());
  must(made.set(tag::subject, std::string("x")));
  EXPECT_EQ(must(made.save()).version.value, 2);
}

TEST_F(SaveRules, C14_a_save_without_edits_commits_nothing) {
  const MessageId id = add("one");
  Message message = open(ana, id);
  const LogPosition before = position();
  const SaveReport report = must(message.save());
  EXPECT_FALSE(report.committed);
  EXPECT_EQ(report.version.value, 1);
  must(message.set(tag::subject, std::string("two")));
  must(message.set(tag::subject, std::string("one")));  // as it was
  EXPECT_FALSE(must(message.save()).committed);
  EXPECT_EQ(position(), before);
}

TEST_F(SaveRules, C15_after_a_forced_save_the_other_handle_is_stale) {
  Race open = race();
  must(open.loser.save(SaveMode::force));
  must(open.winner.set(tag::subject, std::string("Ana's second")));
  EXPECT_EQ(code_of(open.winner.save()), Code::object_changed);
}

TEST_F(SaveRules, C15_of_two_forced_saves_both_succeed_and_the_last_one_stays) {
  const MessageId id = add("one");
  Message a = open(ana, id), b = open(ben, id);
  must(a.set(tag::subject, std::string("Ana's")));
  must(b.set(tag::subject, std::string("Ben's")));
  must(a.save(SaveMode::force));
  must(b.save(SaveMode::force));
  EXPECT_EQ(stored(id, tag::subject), "Ben's");
  EXPECT_EQ(history_size(id), 3u);
}

TEST_F(SaveRules, C17_a_save_without_edits_from_a_stale_snapshot_is_refused_in_strict_mode) {
  const MessageId id = add("one");
  Message message = open(ben, id);
  edit(ana, id, tag::subject, "Ana's");
  EXPECT_EQ(code_of(message.save()), Code::object_changed);
  ASSERT_NE(message.conflict(), nullptr);
  EXPECT_TRUE(message.conflict()->can_merge());
}

TEST_F(SaveRules, C17_a_save_without_edits_from_a_stale_snapshot_takes_theirs_in_merge_mode) {
  const MessageId id = add("one");
  Message message = open(ben, id);
  edit(ana, id, tag::subject, "Ana's");
  const LogPosition before = position();
  const SaveReport report = must(message.save(SaveMode::merge));
  EXPECT_FALSE(report.committed);
  EXPECT_TRUE(report.merged);
  EXPECT_EQ(report.version.value, 2);
  EXPECT_EQ(text(message, tag::subject), "Ana's");
  EXPECT_EQ(position(), before);
  must(message.set(tag::body, std::string("Ben's body")));
  EXPECT_TRUE(message.save().ok());
}

TEST_F(SaveRules, C18_the_first_save_of_a_new_message_cannot_conflict_even_without_edits) {
  Message message = must(store().create_message(ana, inbox()));
  const SaveReport report = must(message.save());
  EXPECT_TRUE(report.committed);
  EXPECT_EQ(report.version.value, 1);
  EXPECT_EQ(message.id(), report.message);
  EXPECT_EQ(must(store().folder(ana, inbox())).content_count, 1);
}

TEST_F(SaveRules, C18_the_first_save_into_a_folder_deleted_meanwhile_is_refused_and_writes_nothing) {
  const FolderId printers = must(store().create_folder(ana, inbox(), "Printers"));
  Message message = must(store().create_message(ben, printers));
  must(message.set(tag::subject, std::string("draft")));
  must(store().delete_folder(ana, printers, {}));
  const LogPosition before = position();
  EXPECT_EQ(code_of(message.save()), Code::object_deleted);
  EXPECT_EQ(position(), before);
  EXPECT_EQ(message.id().value, 0);
  EXPECT_EQ(text(message, tag::subject), "draft");
  const MessageId copy = must(message.save_elsewhere(inbox()));
  EXPECT_EQ(stored(copy, tag::subject), "draft");
}

TEST_F(SaveRules, C19_a_handle_opened_for_reading_cannot_be_edited_and_not_be_saved) {
  const MessageId id = add("one");
  Message message = open(ana, id, Access::read_only);
  EXPECT_FALSE(message.is_writable());
  EXPECT_EQ(code_of(message.set(tag::subject, std::string("two"))), Code::no_access);
  EXPECT_EQ(code_of(message.remove(tag::subject)), Code::no_access);
  EXPECT_EQ(code_of(message.add_recipient(recipient("cy"))), Code::no_access);
  EXPECT_EQ(code_of(message.add_attachment(attachment("a", "b"))), Code::no_access);
  EXPECT_EQ(code_of(message.set_content({})), Code::no_access);
  for (const SaveMode mode : {SaveMode::strict, SaveMode::merge, SaveMode::force}) {
    EXPECT_EQ(code_of(message.save(mode)), Code::no_access);
  }
}

TEST_F(SaveRules, C21_after_a_refusal_a_person_can_keep_the_original_overwrite_it_or_save_elsewhere) {
  {
    Race keep = race();
    ASSERT_FALSE(keep.loser.save().ok());
    EXPECT_EQ(stored(keep.id, tag::subject), "Ana's");  // letting go is enough
  }
  {
    Race overwrite = race();
    ASSERT_FALSE(overwrite.loser.save().ok());
    must(overwrite.loser.save(SaveMode::force));
    EXPECT_EQ(stored(overwrite.id, tag::subject), "Ben's");
  }
  Race elsewhere = race();
  ASSERT_FALSE(elsewhere.loser.save().ok());
  const MessageId copy = must(elsewhere.loser.save_elsewhere(store().special(SpecialFolder::drafts)));
  EXPECT_EQ(stored(elsewhere.id, tag::subject), "Ana's");
  EXPECT_EQ(stored(copy, tag::subject), "Ben's");
  EXPECT_EQ(must(store().summary(ana, copy)).folder, store().special(SpecialFolder::drafts));
}

}  // namespace
}  // namespace postroom::rules
