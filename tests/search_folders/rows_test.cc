#include "search_folders/search_test.h"

namespace postroom::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr SearchFlags kRecursive{.depth = SearchDepth::recursive};
constexpr SearchFlags kStatic{.updates = SearchUpdates::static_};
constexpr SearchFlags kStop{.action = SearchAction::stop};

TEST_F(SearchFolderTest,
       row_107_a_search_folder_shows_the_messages_that_meet_its_restriction_where_they_are) {
  const FolderId drafts = store().special(SpecialFolder::drafts);
  const MessageId first = add_to(inbox(), "a printer jam");
  add_to(inbox(), "lunch");
  const MessageId second = add_to(drafts, "new Printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox(), drafts});

  const auto rows = must(store().list(ana, found));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].id, second);  // newest first
  EXPECT_EQ(rows[0].folder, drafts);
  EXPECT_EQ(rows[1].id, first);
  EXPECT_EQ(rows[1].folder, inbox());
  EXPECT_EQ(must(store().list(ana, inbox())).size(), 2u);
}

TEST_F(SearchFolderTest, row_107_folders_tell_the_kind_and_the_counts_of_a_search_folder) {
  const MessageId id = add_to(inbox(), "printer");
  add_to(inbox(), "printer too");
  must(store().mark(ana, std::vector{id}, Store::Read::no));
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  must(store().list(ana, found));

  const FolderInfo info = must(store().folder(ana, found));
  EXPECT_EQ(info.kind, FolderKind::search);
  EXPECT_EQ(info.content_count, 2);
  EXPECT_EQ(info.unread_count, 1);
  const PropertySet properties = must(store().folder_properties(ana, found));
  EXPECT_EQ(*properties.find(tag::folder_type), Value{std::int32_t{2}});
  EXPECT_EQ(*properties.find(tag::content_count), Value{std::int32_t{2}});
}

TEST_F(SearchFolderTest, row_107_pages_of_a_search_folder_follow_one_another_without_a_gap) {
  Subjects expected;
  for (int i = 0; i < 25; ++i) {
    expected.push_back("printer " + std::to_string(i));
    add_to(inbox(), expected.back());
    if (i % 3 == 0) people.clock->advance(1s);  // several have the same date
  }
  std::sort(expected.begin(), expected.end());
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  for (const std::size_t page : {1, 2, 7, 25, 26}) EXPECT_EQ(subjects(store(), ana, found, page), expected);
}

TEST_F(SearchFolderTest, row_107_a_contents_table_shows_the_members_and_the_folders_they_are_in) {
  const FolderId drafts = store().special(SpecialFolder::drafts);
  add_to(inbox(), "printer");
  add_to(drafts, "printer in drafts");
  const FolderId found = search("printers", subject_has("printer"), {inbox(), drafts});
  Table table = must(store().contents_table(ana, found));
  must(table.set_columns({tag::subject, tag::parent_display, tag::parent_entryid}));
  must(table.sort({{{tag::subject}}}));
  const auto rows = must(table.read(10));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0][0].value, Value{std::string("printer")});
  EXPECT_EQ(rows[0][1].value, Value{std::string("Inbox")});
  EXPECT_EQ(rows[1][1].value, Value{std::string("Drafts")});
  EXPECT_EQ(rows[1][2].value, Value{encode(EntryId{store().guid(), drafts})});

  add_to(inbox(), "new printer");
  EXPECT_EQ(must(table.row_count()), 3u);
  must(store().set_search_criteria(ana, found, subject_has("new"), std::nullopt));
  EXPECT_EQ(must(table.row_count()), 1u);
  Table associated = must(store().contents_table(ana, found, {.associated = true}));
  EXPECT_EQ(must(associated.row_count()), 0u);
}

TEST_F(SearchFolderTest, row_107_an_index_finds_what_looking_at_every_message_does) {
  const auto body_has = [](const std::string& text) {
    return Restriction{ContentRestriction{tag::body, Match::substring, {true, false}, {tag::body, text}}};
  };
  add("one", "the Printer is red");
  add("two", "nothing of the kind");
  must(store().index(ana));
  add("three", "not indexed yet: printer");
  const FolderId found = search("by index", body_has("printer"), {inbox()});
  const FolderId all =
      search("one by one", body_has("printer"), {inbox()}, {.index = SearchIndexUse::avoided});
  EXPECT_THAT(subjects(found), ElementsAre("one", "three"));
  EXPECT_THAT(subjects(all), ElementsAre("one", "three"));
}

TEST_F(SearchFolderTest, row_107_what_a_session_may_not_read_does_not_show) {
  const FolderId secret = folder_in(subtree(), "secret");
  add_to(inbox(), "printer");
  add_to(secret, "secret printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox(), secret});
  AccessList nobody;
  nobody.others = FolderRights::none;
  must(store().set_folder_rights(ana, secret, nobody));
  EXPECT_THAT(subjects(store(), ana, found), ElementsAre("printer", "secret printer"));
  EXPECT_THAT(subjects(store(), ben, found), ElementsAre("printer"));
  EXPECT_EQ(must(store().folder(ana, found)).content_count, 2);
  EXPECT_EQ(must(store().folder(ben, found)).content_count, 1);
  Table table = must(store().contents_table(ben, found));
  EXPECT_EQ(must(table.row_count()), 1u);

  must(store().set_folder_rights(ana, found, nobody));
  EXPECT_EQ(code_of(store().list(ben, found)), Code::no_access);
  EXPECT_EQ(code_of(store().set_search_criteria(ben, found, std::nullopt, std::nullopt)), Code::no_access);
  EXPECT_EQ(code_of(store().set_search_criteria(ben, found, std::nullopt, std::nullopt, kStop)),
            Code::no_access);
  EXPECT_EQ(code_of(store().search_criteria(ben, found)), Code::not_found);
}

TEST_F(SearchFolderTest, row_107_neither_associated_nor_deleted_messages_are_found) {
  Message hidden = must(store().create_message(ana, inbox(), MessageKind::associated));
  must(hidden.set(tag::subject, std::string("printer settings")));
  must(hidden.save());
  remove(add_to(inbox(), "printer, deleted"));
  add_to(inbox(), "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  EXPECT_THAT(subjects(found), ElementsAre("printer"));
  EXPECT_THAT(must(store().list(ana, found, {.kind = MessageKind::associated})), IsEmpty());
  EXPECT_THAT(must(store().list(ana, found, {.deleted = true})), IsEmpty());
}

TEST_F(SearchFolderTest, row_108_a_search_folder_without_criteria_says_so) {
  const FolderId found = must(store().create_search_folder(ana, finder(), "printers"));
  EXPECT_EQ(code_of(store().search_criteria(ana, found)), Code::not_initialized);
  EXPECT_EQ(code_of(store().list(ana, found)), Code::not_initialized);
  const auto set = [&](std::optional<Restriction> restriction, std::optional<std::vector<FolderId>> folders,
                       SearchFlags flags = {}) {
    return code_of(
        store().set_search_criteria(ana, found, std::move(restriction), std::move(folders), flags));
  };
  EXPECT_EQ(set(std::nullopt, std::vector{inbox()}), Code::not_initialized);
  EXPECT_EQ(set(subject_has("printer"), std::nullopt), Code::not_initialized);
  EXPECT_EQ(set(std::nullopt, std::nullopt), Code::not_initialized);
  EXPECT_EQ(set(std::nullopt, std::nullopt, kStop), Code::not_initialized);
  EXPECT_EQ(must(store().folder(ana, found)).content_count, 0);
}

TEST_F(SearchFolderTest, row_108_criteria_are_told_as_they_were_set_and_nulls_reuse_them) {
  const FolderId drafts = store().special(SpecialFolder::drafts);
  add_to(inbox(), "printer");
  add_to(drafts, "printer in drafts");
  add_to(drafts, "lunch in drafts");
  const FolderId found = search("printers", subject_has("printer"), {inbox()}, kRecursive);
  EXPECT_THAT(subjects(found), ElementsAre("printer"));
  auto criteria = must(store().search_criteria(ana, found));
  EXPECT_EQ(criteria.restriction, subject_has("printer"));
  EXPECT_THAT(criteria.folders, ElementsAre(inbox()));
  EXPECT_EQ(criteria.state, search_state::complete | search_state::recursive);

  must(store().set_search_criteria(ana, found, std::nullopt, std::vector{drafts, inbox(), drafts}));
  EXPECT_THAT(subjects(found), ElementsAre("printer", "printer in drafts"));
  criteria = must(store().search_criteria(ana, found));
  EXPECT_EQ(criteria.restriction, subject_has("printer"));
  EXPECT_THAT(criteria.folders, ElementsAre(inbox(), drafts));
  EXPECT_EQ(criteria.state, search_state::complete);

  must(store().set_search_criteria(
      ana, found, subject_has("drafts"), std::nullopt,
      {.priority = SearchPriority::foreground, .updates = SearchUpdates::static_}));
  EXPECT_THAT(subjects(found), ElementsAre("lunch in drafts", "printer in drafts"));
  EXPECT_EQ(state(found), search_state::complete | search_state::foreground | search_state::static_);
}

TEST_F(SearchFolderTest, row_108_criteria_and_what_they_found_are_there_after_a_restart) {
  add_to(inbox(), "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  const FolderId once = search("once", subject_has("printer"), {inbox()}, kStatic);
  subjects(found), subjects(once);
  close();
  EXPECT_EQ(must(store().search_criteria(ana, found)).restriction, subject_has("printer"));
  EXPECT_EQ(must(store().folder(ana, found)).content_count, 1);  // as last known, before anybody reads it
  EXPECT_EQ(must(store().folder(ana, once)).content_count, 1);
  add_to(inbox(), "another printer");
  EXPECT_THAT(subjects(found), ElementsAre("another printer", "printer"));
  EXPECT_THAT(subjects(once), ElementsAre("printer"));
}

TEST_F(SearchFolderTest, row_108_criteria_that_make_no_sense_are_refused_and_change_nothing) {
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  const FolderId other = must(store().create_search_folder(ana, finder(), "other"));
  const auto set = [&](FolderId folder, std::optional<Restriction> restriction, std::vector<FolderId> folders,
                       SearchFlags flags = {}) {
    return code_of(
        store().set_search_criteria(ana, folder, std::move(restriction), std::move(folders), flags));
  };
  const Restriction mismatched{
      PropertyRestriction{tag::subject, Relation::equal, {tag::importance, std::int32_t{1}}}};
  const Restriction counted{CountRestriction{5, std::make_shared<const Restriction>(subject_has("printer"))}};
  EXPECT_EQ(set(found, mismatched, {inbox()}), Code::too_complex);
  EXPECT_EQ(set(found, counted, {inbox()}), Code::too_complex);
  EXPECT_EQ(set(found, std::nullopt, {}), Code::invalid_argument);
  EXPECT_EQ(set(found, std::nullopt, {found}), Code::invalid_argument);  // its own scope
  EXPECT_EQ(set(found, std::nullopt, {finder()}, kRecursive), Code::invalid_argument);
  EXPECT_EQ(set(found, std::nullopt, {other}), Code::invalid_argument);  // not searchable
  EXPECT_EQ(set(found, std::nullopt, {FolderId{123'456}}), Code::not_found);
  EXPECT_EQ(set(found, std::nullopt, std::vector<FolderId>(kMaxSearchScope + 1, inbox())), Code::too_big);
  EXPECT_EQ(set(found, subject_has("x"), {inbox()}, kStop), Code::invalid_argument);
  EXPECT_EQ(set(inbox(), subject_has("x"), {inbox()}), Code::not_supported);
  EXPECT_EQ(set(FolderId{123'456}, subject_has("x"), {inbox()}), Code::not_found);
  EXPECT_EQ(code_of(store().search_criteria(ana, inbox())), Code::not_supported);
  EXPECT_EQ(must(store().search_criteria(ana, found)).folders, std::vector{inbox()});
  EXPECT_EQ(set(found, std::nullopt, {finder()}),
            std::nullopt);  // shallow: it is not in what is directly there
}

TEST_F(SearchFolderTest, row_109_a_new_match_appears_in_a_dynamic_folder_only) {
  const MessageId kept = add_to(inbox(), "printer 1");
  const FolderId dynamic = search("dynamic", subject_has("printer"), {inbox()});
  const FolderId once = search("once", subject_has("printer"), {inbox()}, kStatic);
  EXPECT_THAT(subjects(dynamic), ElementsAre("printer 1"));
  EXPECT_THAT(subjects(once), ElementsAre("printer 1"));
  add_to(inbox(), "printer 2");
  EXPECT_THAT(subjects(dynamic), ElementsAre("printer 1", "printer 2"));
  EXPECT_THAT(subjects(once), ElementsAre("printer 1"));
  edit(ana, kept, tag::subject, "lunch");  // meets it no longer
  EXPECT_THAT(subjects(dynamic), ElementsAre("printer 2"));
  EXPECT_THAT(subjects(once), ElementsAre("lunch"));
  must(store().set_search_criteria(ana, once, std::nullopt, std::nullopt, kStatic));
  EXPECT_THAT(subjects(once), ElementsAre("printer 2"));
}

TEST_F(SearchFolderTest, row_109_what_is_deleted_leaves_both_and_comes_back_when_it_is_undeleted) {
  const MessageId id = add_to(inbox(), "printer");
  const MessageId gone = add_to(inbox(), "printer, for the shredder");
  const FolderId dynamic = search("dynamic", subject_has("printer"), {inbox()});
  const FolderId once = search("once", subject_has("printer"), {inbox()}, kStatic);
  EXPECT_EQ(subjects(dynamic).size(), 2u);
  EXPECT_EQ(subjects(once).size(), 2u);
  remove(id);
  remove(gone, DeleteKind::permanent);
  EXPECT_THAT(subjects(dynamic), IsEmpty());
  EXPECT_THAT(subjects(once), IsEmpty());
  must(store().undelete_messages(ana, std::vector{id}));
  EXPECT_THAT(subjects(dynamic), ElementsAre("printer"));
  EXPECT_THAT(subjects(once), ElementsAre("printer"));
  close();
  EXPECT_THAT(subjects(once), ElementsAre("printer"));
}

TEST_F(SearchFolderTest, row_109_read_state_changes_are_followed) {
  const MessageId id = add_to(inbox(), "printer");
  const FolderId unread = search("unread", is_unread(), {inbox()});
  EXPECT_THAT(subjects(unread), IsEmpty());
  must(store().mark(ana, std::vector{id}, Store::Read::no));
  EXPECT_THAT(subjects(unread), ElementsAre("printer"));
  EXPECT_EQ(must(store().folder(ana, unread)).unread_count, 1);
  must(store().mark(ana, std::vector{id}, Store::Read::yes));
  EXPECT_THAT(subjects(unread), IsEmpty());
}

TEST_F(SearchFolderTest, row_109_stopping_a_finished_dynamic_search_has_no_effect) {
  const FolderId dynamic = search("dynamic", subject_has("printer"), {inbox()});
  const FolderId once = search("once", subject_has("printer"), {inbox()}, kStatic);
  subjects(dynamic), subjects(once);
  must(store().set_search_criteria(ana, dynamic, std::nullopt, std::nullopt, kStop));
  must(store().set_search_criteria(ana, once, std::nullopt, std::nullopt, kStop));
  add_to(inbox(), "printer");
  EXPECT_THAT(subjects(dynamic), ElementsAre("printer"));
  EXPECT_EQ(state(dynamic), search_state::complete);
  EXPECT_EQ(state(once), search_state::complete | search_state::static_);
}

}  // namespace
}  // namespace postroom::rules
