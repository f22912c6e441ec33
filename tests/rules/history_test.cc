// Versions: what is listed, kept, restored, and what an old handle can still do when its version is gone.
#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

class History : public RulesTest {
 protected:
  void keep(const std::function<void(Retention&)>& but) {
    Retention retention = testing::keep_everything();
    but(retention);
    must(store().set_retention(ana, retention));
  }
  // "3+1 1": version 3 with one folded into it, then version 1.
  std::string listed(MessageId id) {
    std::string text;
    for (const HistoryEntry& entry : must(store().history(ana, id))) {
      text += (text.empty() ? "" : " ") + std::to_string(entry.version.value);
      if (entry.folded > 0) text += "+" + std::to_string(entry.folded);
    }
    return text;
  }
};

TEST_F(History, lists_saves_of_one_session_within_a_minute_as_one) {
  const MessageId id = add("1");
  Message message = open(ana, id);
  for (int i = 2; i <= 4; ++i) {
    people.clock->advance(15s);
    must(message.set(tag::subject, std::to_string(i)));
    must(message.save());
  }
  EXPECT_EQ(listed(id), "4+3");
  EXPECT_EQ(history_size(id), 4u);
  people.clock->advance(15s);
  edit(ana, id, tag::subject, "5");
  EXPECT_EQ(listed(id), "5 4+3");
}

TEST_F(History, lists_every_version_that_someone_else_displaced) {
  const MessageId id = add("1");
  edit(ben, id, tag::subject, "2");
  edit(ana, id, tag::subject, "3");
  edit(ana, id, tag::subject, "4");
  EXPECT_EQ(listed(id), "4+1 2 1");
}

TEST_F(History, lists_what_a_forced_save_of_the_same_session_displaced) {
  const MessageId id = add("1");
  Message stale = open(ana, id);
  edit(ana, id, tag::subject, "2");
  must(stale.set(tag::subject, std::string("3")));
  must(stale.save(SaveMode::force));
  EXPECT_EQ(listed(id), "3 2+1");
}

TEST_F(History, shows_and_compares_what_a_version_was) {
  const MessageId id = add("1");
  edit(ana, id, tag::subject, "2");
  edit(ben, id, tag::body, "the second body");
  EXPECT_EQ(must(store().version(ana, id, VersionNumber{1})).properties.get_or(tag::subject, std::string()),
            "1");
  const auto units = must(store().compare(ana, id, VersionNumber{1}, VersionNumber{3}));
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units[0].key, "subject");
  EXPECT_EQ(units[1].key, "body");
  EXPECT_TRUE(must(store().compare(ana, id, VersionNumber{2}, VersionNumber{2})).empty());
  EXPECT_EQ(code_of(store().version(ana, id, VersionNumber{4})), Code::not_found);
  EXPECT_EQ(code_of(store().version(ana, MessageId{99999}, VersionNumber{1})), Code::not_found);
  EXPECT_EQ(code_of(store().compare(ana, id, VersionNumber{0}, VersionNumber{1})), Code::not_found);
  EXPECT_EQ(code_of(store().history(ana, MessageId{99999})), Code::not_found);
}

TEST_F(History, restores_a_version_as_a_new_one_and_loses_none) {
  const MessageId id = add("1", long_text('x'));
  edit(ana, id, tag::body, long_text('y'));
  const SaveReport report = must(store().restore(ben, id, VersionNumber{1}));
  EXPECT_TRUE(report.committed);
  EXPECT_EQ(report.version.value, 3);
  EXPECT_EQ(read_whole(open(ana, id).read(tag::body)), long_text('x'));
  const auto history = must(store().history(ana, id));
  EXPECT_EQ(history[0].kind, SaveKind::restored);
  EXPECT_EQ(history[0].who, "Ben Okafor");
  EXPECT_EQ(history_size(id), 3u);
  must(store().restore(ben, id, VersionNumber{2}));
  EXPECT_EQ(read_whole(open(ana, id).read(tag::body)), long_text('y'));
}

TEST_F(History, makes_handles_stale_when_a_version_is_restored_even_to_the_same_content) {
  const MessageId id = add("1");
  Message opened = open(ben, id);
  must(opened.set(tag::subject, std::string("Ben's")));
  must(store().restore(ana, id, VersionNumber{1}));
  EXPECT_EQ(code_of(opened.save()), Code::object_changed);
  EXPECT_TRUE(opened.save(SaveMode::merge).ok());
}

TEST_F(History, does_not_restore_deleted_messages_or_versions_that_are_gone) {
  const MessageId id = add("1");
  EXPECT_EQ(code_of(store().restore(ana, id, VersionNumber{9})), Code::not_found);
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  EXPECT_EQ(code_of(store().restore(ana, id, VersionNumber{1})), Code::object_deleted);
}

TEST_F(History, restores_over_the_version_that_was_expected_and_no_other) {
  const MessageId id = add("1");
  edit(ana, id, tag::subject, "2");
  edit(ben, id, tag::subject, "3");
  const auto refused = store().restore(ana, id, VersionNumber{1}, VersionNumber{2});
  EXPECT_EQ(code_of(refused), Code::object_changed);
  EXPECT_NE(refused.error().message.find("Ben Okafor saved version 3"), std::string::npos) << refused.error().message;
  EXPECT_EQ(code_of(store().restore(ana, id, VersionNumber{1}, VersionNumber{4})), Code::object_changed);
  EXPECT_EQ(stored(id, tag::subject), "3");
  EXPECT_EQ(must(store().restore(ana, id, VersionNumber{1}, VersionNumber{3})).version.value, 4);
  EXPECT_EQ(stored(id, tag::subject), "1");
}

TEST_F(History, cuts_names_that_are_too_long_between_characters) {
  std::string name = "A";
  for (int i = 0; i < 200; ++i) name += "\xC3\x84";
  const Session long_winded = people.session(name, 9);
  const MessageId id = add("1");
  edit(long_winded, id, tag::subject, "2");
  EXPECT_EQ(must(store().history(ana, id))[0].who, name.substr(0, kMaxSessionText));
}

// A handle whose version the store has dropped: its snapshot is its own.
class OldHandle : public History {
 protected:
  // Ben opened version 1; since then there were so many that it is gone.
  void SetUp() override {
    keep([](Retention& retention) { retention.hard_versions = 1; });
    id = add("one", long_text('x'));
    old.emplace(open(ben, id));
    edit(ana, id, tag::body, long_text('y'));
    for (int i = 3; i <= 20; ++i) edit(ana, id, tag::comment, std::to_string(i));
    must(store().compact(ana));
    ASSERT_EQ(code_of(store().version(ana, id, VersionNumber{1})), Code::not_found);
    ASSERT_EQ(history_size(id), 1u);
  }
  // Another process compacts after the day of grace.
  std::int64_t collect_later() {
    people.clock->advance(24h * 2);
    return must(another().compact(ana)).large_values;
  }
  MessageId id;
  std::optional<Message> old;
};

TEST_F(OldHandle, reads_its_snapshot_streams_included_after_the_store_was_compacted) {
  EXPECT_EQ(collect_later(), 0);
  EXPECT_EQ(text(*old, tag::subject), "one");
  EXPECT_EQ(read_whole(old->read(tag::body)), long_text('x'));
}

TEST_F(OldHandle, lets_its_large_values_go_when_it_is_closed) {
  old.reset();
  close();  // and with it the lease
  EXPECT_EQ(collect_later(), 1);
  EXPECT_EQ(read_whole(open(ana, id).read(tag::body)), long_text('y'));
}

TEST_F(OldHandle, is_refused_in_strict_mode_and_told_what_differs) {
  must(old->set(tag::subject, std::string("Ben's")));
  EXPECT_EQ(code_of(old->save()), Code::object_changed);
  EXPECT_TRUE(old->conflict()->has_base);  // it brought its own
  EXPECT_EQ(old->conflict()->units.size(), 3u);
  EXPECT_TRUE(old->conflict()->can_merge());
}

TEST_F(OldHandle, merges_by_the_snapshot_it_brought_and_not_by_a_guess) {
  must(old->set(tag::subject, std::string("Ben's")));
  EXPECT_TRUE(must(old->save(SaveMode::merge)).merged);
  EXPECT_EQ(stored(id, tag::subject), "Ben's");
  EXPECT_EQ(stored(id, tag::comment), "20");
  EXPECT_EQ(read_whole(open(ana, id).read(tag::body)), long_text('y'));
}

TEST_F(OldHandle, still_finds_a_true_overlap) {
  must(old->set(tag::comment, std::string("Ben's")));
  EXPECT_EQ(code_of(old->save(SaveMode::merge)), Code::object_changed);
}

TEST_F(OldHandle, forces_its_view_with_large_values_that_nobody_else_refers_to_any_more) {
  EXPECT_EQ(collect_later(), 0);
  must(old->save(SaveMode::force));
  EXPECT_EQ(read_whole(open(ana, id).read(tag::body)), long_text('x'));
}

TEST_F(OldHandle, saves_elsewhere_after_the_message_was_removed_for_good) {
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::permanent));
  EXPECT_EQ(collect_later(), 0);
  EXPECT_EQ(code_of(old->save(SaveMode::force)), Code::object_deleted);
  const MessageId copy = must(old->save_elsewhere());
  EXPECT_EQ(read_whole(open(ana, copy).read(tag::body)), long_text('x'));
}

TEST_F(History, is_dropped_from_its_old_end_as_the_retention_says) {
  keep([](Retention& retention) { retention.versions = 3; });
  const MessageId id = add("1");
  for (int i = 2; i <= 6; ++i) {
    people.clock->advance(1h);
    edit(ana, id, tag::subject, std::to_string(i));
  }
  EXPECT_EQ(must(store().compact(ana)).versions, 3);
  EXPECT_EQ(listed(id), "6 5 4");
  EXPECT_EQ(must(store().compact(ana)).versions, 0);
}

TEST_F(History, keeps_a_deleted_message_recoverable_with_its_versions_until_its_time_is_over) {
  keep([](Retention& retention) { retention.deleted_age = 24h * 30; });
  const MessageId id = add("1");
  edit(ana, id, tag::subject, "2");
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  people.clock->advance(24h * 30);
  must(store().compact(ana));
  must(store().undelete_messages(ana, std::vector{id}));
  EXPECT_EQ(history_size(id), 2u);
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  people.clock->advance(24h * 30 + Ticks(1));
  EXPECT_EQ(must(store().compact(ana)).messages, 1);
  EXPECT_EQ(must(store().undelete_messages(ana, std::vector{id})).skipped, std::vector{id});
}

TEST_F(History, gives_back_the_bytes_of_an_imported_message_until_it_is_edited) {
  NewMessage mail;
  const std::string bytes = "Subject: hello\r\n\r\nhello\r\n";
  mail.content.properties = {{tag::subject, std::string("hello")}};
  mail.source = to_bytes(bytes);
  std::vector<NewMessage> mails;
  mails.push_back(std::move(mail));
  const MessageId id = must(store().add_messages(ana, inbox(), std::move(mails)))[0];
  must(store().mark(ana, std::vector{id}, Store::Read::yes));  // this is no edit
  EXPECT_EQ(read_whole(open(ana, id).original()), bytes);
  const MessageId copy = must(store().copy_messages(ana, std::vector{id}, inbox()))[0].second;
  EXPECT_EQ(read_whole(open(ana, copy).original()), bytes);
  Message edited = open(ana, id);
  must(edited.set(tag::subject, std::string("changed")));
  EXPECT_EQ(code_of(edited.original()), Code::not_found);
  must(edited.save());
  EXPECT_EQ(code_of(edited.original()), Code::not_found);
  EXPECT_EQ(code_of(open(ana, id).original()), Code::not_found);
}

}  // namespace
}  // namespace postroom::rules
