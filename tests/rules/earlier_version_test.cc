// Saving on a version that is no longer the newest: what clients do that keep no handle between reading and writing.
#include <future>

#include "rules/save_rules.h"
#include "support/busy_writer.h"

namespace postroom::rules {
namespace {

class EarlierVersion : public RulesTest {
 protected:
  void SetUp() override {
    id = add("one");
    people.clock->advance(1h);
    edit(ana, id, tag::subject, "Ana's");
  }
  Message open_at(const Session& session, std::int64_t version, Access access = Access::read_write) {
    return must(store().open_message_at(session, id, VersionNumber{version}, access));
  }
  // While somebody else is writing to the store; nothing where it waits for him.
  static std::optional<Code> save_meanwhile(Store& store, const Session& writer, MessageId written, Message& mine) {
    std::future<std::optional<Code>> refusal;
    const testing::BusyWriter busy(store, writer, written);
    refusal = std::async(std::launch::async, [&mine] { return code_of(mine.save()); });
    return refusal.wait_for(10s) == std::future_status::ready ? refusal.get() : std::nullopt;
  }
  void drop_first_version() {
    Retention retention = testing::keep_everything();
    retention.hard_versions = 1;
    must(store().set_retention(ana, retention));
    for (int i = 3; i <= 20; ++i) edit(ana, id, tag::subject, "Ana's " + std::to_string(i));
    must(store().compact(ana));
    ASSERT_EQ(code_of(store().version(ana, id, VersionNumber{1})), Code::not_found);
  }

  MessageId id;
};

TEST_F(EarlierVersion, is_shown_as_it_was) {
  const Message first = open_at(ben, 1);
  EXPECT_EQ(first.version().value, 1);
  EXPECT_EQ(text(first, tag::subject), "one");
  EXPECT_EQ(get<std::int32_t>(first, tag::message_size), get<std::int32_t>(open_at(ben, 1), tag::message_size));
  EXPECT_LT(get<FileTime>(first, tag::last_modification_time), get<FileTime>(open(ben, id), tag::last_modification_time));
  const Message newest = open_at(ben, 2);
  EXPECT_EQ(text(newest, tag::subject), "Ana's");
  EXPECT_EQ(newest.content(), open(ben, id).content());
}

TEST_F(EarlierVersion, names_who_saved_it_with_what_and_when) {
  edit(ben, id, tag::subject, "Ben's");
  const FileTime now = people.clock->now(), before = now - 1h;
  EXPECT_EQ(open_at(ben, 1).save_stamp(), (SaveStamp{ana.who, ana.client, before}));
  EXPECT_EQ(open(ana, id).save_stamp(), (SaveStamp{ben.who, ben.client, now}));
  Message message = must(store().create_message(ana, inbox()));
  EXPECT_EQ(message.save_stamp(), SaveStamp());
  must(message.save());
  EXPECT_EQ(message.save_stamp(), (SaveStamp{ana.who, ana.client, now}));
}

TEST_F(EarlierVersion, meets_what_has_been_saved_since) {
  Message mine = open_at(ben, 1);
  must(mine.set(tag::subject, std::string("Ben's")));
  EXPECT_EQ(code_of(mine.save()), Code::object_changed);
  ASSERT_NE(mine.conflict(), nullptr);
  EXPECT_EQ(mine.conflict()->base_version.value, 1);
  EXPECT_EQ(mine.conflict()->their_version.value, 2);
  EXPECT_EQ(mine.conflict()->who, "Ana Ruiz");
  ASSERT_EQ(mine.conflict()->units.size(), 1u);
  EXPECT_EQ(mine.conflict()->units[0].state, UnitState::overlap);
  EXPECT_EQ(code_of(mine.save(SaveMode::merge)), Code::object_changed);
  EXPECT_EQ(stored(id, tag::subject), "Ana's");
}

TEST_F(EarlierVersion, is_refused_without_waiting_for_those_who_write) {
  const MessageId other = add("another");
  Message mine = open_at(ben, 1);
  must(mine.set(tag::subject, std::string("Ben's")));
  EXPECT_EQ(save_meanwhile(store(), ana, other, mine), Code::object_changed);
  ASSERT_NE(mine.conflict(), nullptr);
  EXPECT_EQ(mine.conflict()->their_version.value, 2);
  EXPECT_EQ(mine.conflict()->units.size(), 1u);
  EXPECT_EQ(text(mine, tag::subject), "Ben's");
}

TEST_F(EarlierVersion, is_refused_again_without_waiting_and_by_what_is_the_newest_then) {
  const MessageId other = add("another");
  Message mine = open(ben, id);
  must(mine.set(tag::subject, std::string("Ben's")));
  edit(ana, id, tag::subject, "Ana's third");
  EXPECT_EQ(code_of(mine.save()), Code::object_changed);
  edit(ana, id, tag::subject, "Ana's fourth");
  EXPECT_EQ(save_meanwhile(store(), ana, other, mine), Code::object_changed);
  ASSERT_NE(mine.conflict(), nullptr);
  EXPECT_EQ(mine.conflict()->their_version.value, 4);
}

TEST_F(EarlierVersion, is_refused_as_deleted_or_not_allowed_as_any_other_save) {
  Message mine = open_at(ben, 1), not_allowed = open_at(ben, 1);
  must(mine.set(tag::subject, std::string("Ben's")));
  must(not_allowed.set(tag::subject, std::string("Ben's")));
  AccessList list;
  list.members = {{"Ben Okafor", FolderRights::read | FolderRights::visible}};
  must(store().set_folder_rights(ana, inbox(), list));
  EXPECT_EQ(code_of(not_allowed.save()), Code::no_access);
  EXPECT_EQ(not_allowed.conflict(), nullptr);
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  EXPECT_EQ(code_of(mine.save()), Code::object_deleted);
  EXPECT_EQ(mine.conflict(), nullptr);
}

TEST_F(EarlierVersion, is_saved_once_it_stands_on_the_newest) {
  Message mine = open_at(ben, 1);
  must(mine.set(tag::body, std::string("Ben's body")));
  EXPECT_EQ(code_of(mine.save()), Code::object_changed);
  EXPECT_TRUE(must(mine.save(SaveMode::merge)).merged);
  must(mine.set(tag::body, std::string("Ben's second body")));
  EXPECT_EQ(must(mine.save()).version.value, 4);
}

TEST_F(EarlierVersion, is_merged_with_what_has_been_saved_since) {
  Message mine = open_at(ben, 1);
  must(mine.set(tag::body, std::string("Ben's body")));
  EXPECT_TRUE(must(mine.save(SaveMode::merge)).merged);
  EXPECT_EQ(stored(id, tag::subject), "Ana's");
  EXPECT_EQ(stored(id, tag::body), "Ben's body");
}

TEST_F(EarlierVersion, can_be_forced_over_what_has_been_saved_since) {
  Message mine = open_at(ben, 1);
  must(mine.set(tag::body, std::string("Ben's body")));
  EXPECT_EQ(must(mine.save(SaveMode::force)).version.value, 3);
  EXPECT_EQ(stored(id, tag::subject), "one");
}

TEST_F(EarlierVersion, that_the_history_has_dropped_makes_a_conflict_without_a_base) {
  drop_first_version();
  Message mine = open_at(ben, 1);
  EXPECT_EQ(text(mine, tag::subject), "Ana's 20");
  must(mine.set(tag::body, std::string("Ben's body")));
  EXPECT_EQ(code_of(mine.save()), Code::object_changed);
  ASSERT_NE(mine.conflict(), nullptr);
  EXPECT_FALSE(mine.conflict()->has_base);
  EXPECT_EQ(mine.conflict()->base_version.value, 1);
  EXPECT_EQ(code_of(mine.save(SaveMode::merge)), Code::object_changed);
  EXPECT_EQ(stored(id, tag::body), "the first body");
  must(mine.save_merged({{"body", Side::mine}}, mine.conflict()->their_version));
  EXPECT_EQ(stored(id, tag::body), "Ben's body");
  must(mine.set(tag::subject, std::string("Ben's")));
  must(mine.save());  // it stands on what is stored now
  EXPECT_EQ(stored(id, tag::subject), "Ben's");
}

TEST_F(EarlierVersion, that_never_was_is_not_found) {
  for (const std::int64_t version : {-1, 0, 3}) {
    EXPECT_EQ(code_of(store().open_message_at(ben, id, VersionNumber{version}, Access::read_write)), Code::not_found);
  }
  EXPECT_EQ(code_of(store().open_message_at(ben, MessageId{9999}, VersionNumber{1}, Access::read_only)),
            Code::not_found);
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  EXPECT_EQ(code_of(store().open_message_at(ben, id, VersionNumber{1}, Access::read_write)), Code::not_found);
}

TEST_F(EarlierVersion, asks_for_the_same_rights_as_the_newest) {
  EXPECT_EQ(code_of(store().open_message_at(people.session("Cy", 9, Rights::read_only), id, VersionNumber{1},
                                            Access::read_write)),
            Code::no_access);
  AccessList list;
  list.members = {{"Ben Okafor", FolderRights::read | FolderRights::visible}};
  must(store().set_folder_rights(ana, inbox(), list));
  EXPECT_EQ(code_of(store().open_message_at(ben, id, VersionNumber{1}, Access::read_write)), Code::no_access);
  EXPECT_FALSE(open_at(ben, 1, Access::best).is_writable());
  EXPECT_EQ(code_of(store().open_message_at(people.session("Dee", 10), id, VersionNumber{1}, Access::read_only)),
            Code::no_access);
}

}  // namespace
}  // namespace postroom::rules
