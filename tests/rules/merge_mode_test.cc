// Saving in merge mode, end to end: what the store keeps and what the handle stands on afterwards.
#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

class MergeMode : public RulesTest {
 protected:
  void SetUp() override {
    id = add("one");
    a.emplace(open(ana, id));
    b.emplace(open(ben, id));
  }
  std::uint16_t keywords_id() {
    return must(store().property_id(ana, {kPsPublicStrings, std::string("Keywords")}));
  }

  MessageId id;
  std::optional<Message> a, b;
};

TEST_F(MergeMode, takes_over_what_the_other_changed_and_keeps_both) {
  must(a->set(tag::subject, std::string("Ana's subject")));
  must(a->add_recipient(recipient("cy")));
  must(a->save());
  must(b->set(tag::body, std::string("Ben's body")));
  must(b->add_recipient(recipient("dee")));
  must(b->add_attachment(attachment("plan.txt", "bytes")));
  const SaveReport report = must(b->save(SaveMode::merge));
  EXPECT_TRUE(report.committed);
  EXPECT_TRUE(report.merged);
  EXPECT_EQ(report.version.value, 3);
  const Message now = open(ana, id);
  EXPECT_EQ(text(now, tag::subject), "Ana's subject");
  EXPECT_EQ(text(now, tag::body), "Ben's body");
  EXPECT_EQ(now.content().recipients.size(), 2u);
  EXPECT_EQ(now.content().attachments.size(), 1u);
  EXPECT_EQ(must(store().history(ana, id))[0].kind, SaveKind::merged);
}

TEST_F(MergeMode, leaves_the_handle_on_the_committed_result_so_that_its_next_save_reverts_nothing) {
  must(a->set(tag::subject, std::string("Ana's subject")));
  must(a->save());
  must(b->set(tag::body, std::string("Ben's body")));
  must(b->save(SaveMode::merge));
  EXPECT_EQ(text(*b, tag::subject), "Ana's subject");
  EXPECT_EQ(b->content(), open(ana, id).content());
  EXPECT_FALSE(b->has_edits());
  must(b->set(tag::body, std::string("Ben's second body")));
  EXPECT_EQ(must(b->save()).version.value, 4);  // strict: it stands on what is stored
  EXPECT_EQ(stored(id, tag::subject), "Ana's subject");
  must(b->save(SaveMode::force));
  EXPECT_EQ(stored(id, tag::subject), "Ana's subject");
}

TEST_F(MergeMode, refuses_a_true_overlap_and_writes_nothing_of_the_rest) {
  must(a->set(tag::subject, std::string("Ana's")));
  must(a->save());
  must(b->set(tag::subject, std::string("Ben's")));
  must(b->set(tag::body, std::string("Ben's body")));
  EXPECT_EQ(code_of(b->save(SaveMode::merge)), Code::object_changed);
  EXPECT_EQ(stored(id, tag::body), "the first body");
  EXPECT_EQ(text(*b, tag::body), "Ben's body");
  ASSERT_EQ(b->conflict()->units.size(), 2u);
  EXPECT_EQ(b->conflict()->units[0].state, UnitState::overlap);
  EXPECT_EQ(b->conflict()->units[1].state, UnitState::mine_only);
  EXPECT_FALSE(b->conflict()->can_merge());
}

TEST_F(MergeMode, commits_nothing_when_both_made_the_same_change) {
  must(a->set(tag::subject, std::string("the same")));
  must(a->save());
  must(b->set(tag::subject, std::string("the same")));
  const SaveReport report = must(b->save(SaveMode::merge));
  EXPECT_FALSE(report.committed);
  EXPECT_EQ(report.version.value, 2);
  EXPECT_EQ(history_size(id), 2u);
  EXPECT_FALSE(b->has_edits());
}

TEST_F(MergeMode, is_an_ordinary_save_when_nobody_was_faster) {
  must(b->set(tag::subject, std::string("Ben's")));
  const SaveReport report = must(b->save(SaveMode::merge));
  EXPECT_TRUE(report.committed);
  EXPECT_FALSE(report.merged);
  EXPECT_EQ(must(store().history(ana, id))[0].kind, SaveKind::plain);
}

TEST_F(MergeMode, puts_keywords_of_both_together) {
  const PropertyTag keywords = multi_valued(PropertyTag(keywords_id(), PropertyType::unicode));
  using Words = std::vector<std::string>;
  must(a->set(keywords, Words{"red", "late"}));
  must(a->save());
  must(b->set(keywords, Words{"blue"}));
  const SaveReport report = must(b->save(SaveMode::merge));
  EXPECT_TRUE(report.merged);
  EXPECT_EQ(get<Words>(open(ana, id), keywords), (Words{"red", "late", "blue"}));
  Message c = open(ana, id), d = open(ben, id);
  must(c.set(keywords, Words{"late", "blue"}));
  must(c.save());
  must(d.set(keywords, Words{"red", "late", "blue", "new"}));
  must(d.save(SaveMode::merge));
  EXPECT_EQ(get<Words>(open(ana, id), keywords), (Words{"late", "blue", "new"}));  // red stays away
}

TEST_F(MergeMode, knows_names_that_another_process_gave_since) {
  Store other = another();
  const PropertyTag keywords = multi_valued(PropertyTag(
      must(other.property_id(ana, {kPsPublicStrings, std::string("Keywords")})), PropertyType::unicode));
  using Words = std::vector<std::string>;
  Message theirs = must(other.open_message(ana, id, Access::read_write));
  must(theirs.set(keywords, Words{"red"}));
  must(theirs.save());
  must(b->set(keywords, Words{"blue"}));
  EXPECT_TRUE(b->save(SaveMode::merge).ok());
}

TEST_F(MergeMode, merges_again_with_every_save_that_came_in_between) {
  for (int i = 0; i < 5; ++i) {
    edit(ana, id, tag::subject, "Ana's " + std::to_string(i));
    must(b->set(tag::body, "Ben's body " + std::to_string(i)));
    must(b->save(SaveMode::merge));
    EXPECT_EQ(text(*b, tag::subject), "Ana's " + std::to_string(i));
  }
  EXPECT_EQ(version_of(id), 11);
}

TEST_F(MergeMode, keeps_what_it_merged_away_in_the_history) {
  must(a->set(tag::subject, std::string("Ana's subject")));
  must(a->save());
  must(b->set(tag::body, std::string("Ben's body")));
  must(b->save(SaveMode::merge));
  const auto history = must(store().history(ana, id));
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[1].who, "Ana Ruiz");
  EXPECT_EQ(history[1].version.value, 2);
  const auto units = must(store().compare(ana, id, VersionNumber{2}, VersionNumber{3}));
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].key, "body");
  EXPECT_EQ(units[0].state, UnitState::mine_only);
}

class MergeWithChoices : public MergeMode {
 protected:
  // Both changed subject and body, each in their way.
  void overlap() {
    must(a->set(tag::subject, std::string("Ana's")));
    must(a->set(tag::body, std::string("Ana's body")));
    must(a->save());
    must(b->set(tag::subject, std::string("Ben's")));
    must(b->set(tag::body, std::string("Ben's body")));
    ASSERT_EQ(code_of(b->save(SaveMode::merge)), Code::object_changed);
    seen = b->conflict()->their_version;
  }
  VersionNumber seen;
};

TEST_F(MergeWithChoices, keeps_of_each_unit_the_side_that_was_chosen) {
  overlap();
  const SaveReport report = must(b->save_merged({{"subject", Side::theirs}, {"body", Side::mine}}, seen));
  EXPECT_TRUE(report.committed);
  EXPECT_EQ(stored(id, tag::subject), "Ana's");
  EXPECT_EQ(stored(id, tag::body), "Ben's body");
  EXPECT_EQ(b->conflict(), nullptr);
  EXPECT_EQ(text(*b, tag::subject), "Ana's");
}

TEST_F(MergeWithChoices, is_refused_while_an_overlap_is_left_undecided) {
  overlap();
  EXPECT_EQ(code_of(b->save_merged({{"subject", Side::mine}}, seen)), Code::object_changed);
  EXPECT_EQ(stored(id, tag::subject), "Ana's");
  EXPECT_TRUE(b->save_merged({{"subject", Side::mine}, {"body", Side::theirs}}, seen).ok());
}

TEST_F(MergeWithChoices, is_refused_with_a_new_conflict_when_someone_saved_in_between) {
  overlap();
  edit(ana, id, tag::comment, "Ana's third thought");
  const std::vector<UnitChoice> choices{{"subject", Side::mine}, {"body", Side::mine}};
  EXPECT_EQ(code_of(b->save_merged(choices, seen)), Code::object_changed);
  EXPECT_EQ(stored(id, tag::subject), "Ana's");
  ASSERT_NE(b->conflict(), nullptr);
  EXPECT_EQ(b->conflict()->their_version.value, seen.value + 1);
  EXPECT_EQ(b->conflict()->units.size(), 3u);
  must(b->save_merged(choices, b->conflict()->their_version));
  EXPECT_EQ(stored(id, tag::subject), "Ben's");
  EXPECT_EQ(stored(id, tag::comment), "Ana's third thought");
}

TEST_F(MergeWithChoices, commits_nothing_when_all_of_theirs_is_chosen) {
  overlap();
  const SaveReport report = must(b->save_merged({{"subject", Side::theirs}, {"body", Side::theirs}}, seen));
  EXPECT_FALSE(report.committed);
  EXPECT_EQ(text(*b, tag::subject), "Ana's");
  EXPECT_FALSE(b->has_edits());
}

TEST_F(MergeWithChoices, can_take_back_a_change_of_mine_that_nobody_contested) {
  must(b->set(tag::importance, std::int32_t{2}));
  overlap();
  must(b->save_merged({{"subject", Side::mine}, {"body", Side::mine}, {"0x0017", Side::theirs}}, seen));
  EXPECT_EQ(stored(id, tag::subject), "Ben's");
  EXPECT_FALSE(open(ana, id).get(tag::importance).has_value());
}

TEST_F(MergeWithChoices, does_not_bring_a_deleted_message_back) {
  overlap();
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  EXPECT_EQ(code_of(b->save_merged({{"subject", Side::mine}, {"body", Side::mine}}, seen)),
            Code::object_deleted);
}

}  // namespace
}  // namespace postroom::rules
