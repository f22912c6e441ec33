#include "search_folders/search_test.h"

namespace postroom::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr SearchFlags kRecursive{.depth = SearchDepth::recursive};
constexpr SearchFlags kStatic{.updates = SearchUpdates::static_};
constexpr SearchFlags kStop{.action = SearchAction::stop};

TEST_F(SearchFolderTest, row_110_nothing_is_made_put_copied_or_moved_in_a_search_folder) {
  const MessageId id = add_to(inbox(), "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  const FolderId plain = folder_in(inbox(), "plain");
  const auto refused = [](const auto& result) { EXPECT_EQ(code_of(result), Code::no_access); };

  refused(store().create_message(ana, found));
  refused(store().create_message(ana, found, MessageKind::associated));
  refused(store().add_messages(ana, found, {}));
  refused(store().move_messages(ana, std::vector{id}, found));
  refused(store().copy_messages(ana, std::vector{id}, found));
  refused(open(ana, id).save_elsewhere(found));
  refused(store().create_folder(ana, found, "below"));
  refused(store().create_search_folder(ana, found, "below"));
  refused(store().move_folder(ana, plain, found));
  refused(store().copy_folder(ana, plain, found, "copy", true));
  remove(id);
  refused(store().undelete_messages(ana, std::vector{id}, found));
  EXPECT_FALSE(must(store().folder(ana, found)).has_subfolders);
}

TEST_F(SearchFolderTest, row_110_a_search_folder_keeps_its_place_and_name_and_has_no_copy) {
  const FolderId around = folder_in(subtree(), "around");
  const FolderId found = must(store().create_search_folder(ana, around, "printers"));
  const auto refused = [](const auto& result) { EXPECT_EQ(code_of(result), Code::no_access); };
  refused(store().rename_folder(ana, found, "other"));
  refused(store().set_folder_properties(ana, found, {{tag::display_name, std::string("other")}}));
  refused(store().move_folder(ana, found, inbox()));
  refused(store().copy_folder(ana, found, inbox(), "copy", false));
  EXPECT_EQ(code_of(store().create_search_folder(ana, around, "PRINTERS")), Code::collision);
  must(store().set_folder_properties(ana, found, {{tag::comment, std::string("all of them")}}));

  must(store().move_folder(ana, around, inbox()));  // what it is in may go elsewhere
  must(store().copy_folder(ana, around, subtree(), "copy", true));
  EXPECT_EQ(code_of(store().find_folder(ana, "copy/printers")), Code::not_found);
  EXPECT_EQ(must(store().find_folder(ana, "Inbox/around/printers")), found);
}

TEST_F(SearchFolderTest, row_110_PR_ACCESS_of_a_search_folder_says_that_nothing_can_be_made_there) {
  const auto access = [&](FolderId folder) {
    return must(store().folder_properties(ana, folder)).get_or<std::int32_t>(tag::access, 0);
  };
  constexpr std::int32_t kCreating = 8 | 16 | 32;  // MAPI_ACCESS_CREATE_HIERARCHY, _CONTENTS, _ASSOCIATED
  EXPECT_EQ(access(inbox()) & kCreating, kCreating);
  const std::int32_t found = access(search("printers", subject_has("printer"), {inbox()}));
  EXPECT_EQ(found, access(inbox()) & ~kCreating);
}

TEST_F(SearchFolderTest, row_110_a_reader_makes_no_search_folder) {
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  const Session reader = people.session("Cy Reader", 3, Rights::read_only);
  EXPECT_EQ(code_of(store().create_search_folder(reader, finder(), "mine")), Code::no_access);
  EXPECT_EQ(code_of(store().set_search_criteria(reader, found, std::nullopt, std::nullopt)), Code::no_access);
}

TEST_F(SearchFolderTest, row_111_deleting_in_a_search_folder_deletes_the_message_where_it_is) {
  add_to(inbox(), "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  const auto rows = must(store().list(ana, found));
  ASSERT_EQ(rows.size(), 1u);
  remove(rows[0].id);
  EXPECT_THAT(subjects(inbox()), IsEmpty());
  EXPECT_THAT(subjects(found), IsEmpty());
}

TEST_F(SearchFolderTest, row_111_deleting_a_search_folder_spares_the_messages) {
  add_to(inbox(), "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()}, kStatic);
  EXPECT_EQ(subjects(found).size(), 1u);
  must(store().delete_folder(ana, found, {}));
  EXPECT_EQ(code_of(store().list(ana, found)), Code::not_found);
  EXPECT_EQ(code_of(store().search_criteria(ana, found)), Code::not_found);
  EXPECT_THAT(subjects(inbox()), ElementsAre("printer"));
}

TEST_F(SearchFolderTest, row_112_a_recursive_search_looks_below_its_folders_and_a_shallow_one_does_not) {
  const FolderId below = folder_in(inbox(), "below");
  const FolderId deep = folder_in(below, "deep");
  add_to(inbox(), "printer at the top");
  add_to(deep, "printer deep down");
  const FolderId shallow = search("shallow", subject_has("printer"), {inbox()});
  const FolderId recursive = search("recursive", subject_has("printer"), {inbox()}, kRecursive);
  EXPECT_THAT(subjects(shallow), ElementsAre("printer at the top"));
  EXPECT_THAT(subjects(recursive), ElementsAre("printer at the top", "printer deep down"));
}

TEST_F(SearchFolderTest, row_112_folders_that_come_into_the_scope_and_leave_it_take_their_messages_along) {
  const FolderId far = folder_in(subtree(), "far");
  const FolderId deep = folder_in(far, "deep");
  add_to(deep, "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()}, kRecursive);
  EXPECT_THAT(subjects(found), IsEmpty());
  must(store().move_folder(ana, far, inbox()));
  EXPECT_THAT(subjects(found), ElementsAre("printer"));
  add_to(folder_in(deep, "new"), "new printer");
  EXPECT_THAT(subjects(found), ElementsAre("new printer", "printer"));
  must(store().copy_folder(ana, deep, inbox(), "copied", true));
  EXPECT_THAT(subjects(found), ElementsAre("new printer", "new printer", "printer", "printer"));
  must(store().delete_folder(ana, must(store().find_folder(ana, "Inbox/copied")),
                             {.messages = true, .subfolders = true}));
  EXPECT_THAT(subjects(found), ElementsAre("new printer", "printer"));
  must(store().move_folder(ana, deep, subtree()));
  EXPECT_THAT(subjects(found), IsEmpty());
}

TEST_F(SearchFolderTest, row_112_messages_that_are_moved_and_copied_come_and_go) {
  const FolderId drafts = store().special(SpecialFolder::drafts);
  const MessageId id = add_to(drafts, "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  EXPECT_THAT(subjects(found), IsEmpty());
  move(id, inbox());
  EXPECT_THAT(subjects(found), ElementsAre("printer"));
  move(id, drafts);
  EXPECT_THAT(subjects(found), IsEmpty());
  must(store().copy_messages(ana, std::vector{id}, inbox()));
  EXPECT_THAT(subjects(found), ElementsAre("printer"));
}

TEST_F(SearchFolderTest, row_112_search_folders_in_the_scope_are_not_searched) {
  add_to(inbox(), "printer");
  const FolderId around = folder_in(subtree(), "around");
  const FolderId inner = must(store().create_search_folder(ana, around, "inner"));
  must(store().set_search_criteria(ana, inner, subject_has("printer"), std::vector{inbox()}));
  EXPECT_EQ(subjects(inner).size(), 1u);
  const FolderId outer = search("outer", subject_has("printer"), {around}, kRecursive);
  EXPECT_THAT(subjects(outer), IsEmpty());
}

TEST_F(SearchFolderTest, row_112_criteria_on_recipients_and_attachments_are_evaluated) {
  Message message = must(store().create_message(ana, inbox()));
  must(message.set(tag::subject, std::string("to Ben, with a file")));
  must(message.add_recipient(recipient("Ben Okafor")));
  must(message.add_attachment(attachment("plan.pdf", "the plan")));
  must(message.save());
  Message bare = must(store().create_message(ana, inbox()));
  must(bare.set(tag::subject, std::string("to Cy")));
  must(bare.add_recipient(recipient("Cy")));
  must(bare.save());

  const auto has = [](PropertyTag tag, const std::string& text) {
    return Restriction{ContentRestriction{tag, Match::substring, {true, false}, {tag, text}}};
  };
  const FolderId to_ben =
      search("ben", some(SubObject::recipients, has(tag::display_name, "ben")), {inbox()});
  const FolderId pdf =
      search("pdf", some(SubObject::attachments, has(tag::attach_long_filename, ".pdf")), {inbox()});
  EXPECT_THAT(subjects(to_ben), ElementsAre("to Ben, with a file"));
  EXPECT_THAT(subjects(pdf), ElementsAre("to Ben, with a file"));
  must(bare.add_recipient(recipient("Ben")));
  must(bare.save());
  EXPECT_THAT(subjects(to_ben), ElementsAre("to Ben, with a file", "to Cy"));
}

TEST_F(SearchFolderTest, row_113_the_search_is_running_until_it_is_complete_and_then_says_so) {
  add_to(inbox(), "printer");
  const auto gate = std::make_shared<testing::Gate>();
  Store mine = gated(gate);
  const testing::OpenAtEnd open_at_end(gate);
  Store theirs = another();
  const FolderId found = must(mine.create_search_folder(ana, finder(), "printers"));
  const LogPosition before = must(mine.log_position(ana));
  std::mutex mutex;
  std::condition_variable heard;
  std::optional<Event> completed;
  const auto subscription = must(theirs.subscribe(ben, [&](const Event& event) {
    if (event.kind != ChangeKind::search_completed) return;
    const std::lock_guard lock(mutex);
    completed = event;
    heard.notify_all();
  }));

  gate->close();
  must(mine.set_search_criteria(ana, found, subject_has("printer"), std::vector{inbox()}));
  gate->wait_for_others();
  EXPECT_EQ(must(mine.search_criteria(ana, found)).state, search_state::running | search_state::rebuild);
  gate->open();
  std::unique_lock lock(mutex);
  heard.wait(lock, [&] { return completed.has_value(); });
  EXPECT_EQ(completed->folder, found);
  EXPECT_EQ(completed->session, ana.id);
  EXPECT_EQ(must(mine.search_criteria(ana, found)).state, search_state::complete);
  EXPECT_EQ(must(theirs.search_criteria(ana, found)).state, search_state::complete);
  std::vector<ChangeKind> kinds;
  for (const Event& event : must(mine.events_after(ana, before, 100))) kinds.push_back(event.kind);
  EXPECT_THAT(kinds, ElementsAre(ChangeKind::folder_modified, ChangeKind::search_completed));
}

// Another process stops it, at each step of the one that populates it.
TEST_F(SearchFolderTest, row_113_a_search_that_is_stopped_keeps_what_it_had_found) {
  add_to(inbox(), "printer");
  const FolderId found = must(store().create_search_folder(ana, finder(), "printers"));
  const auto gate = std::make_shared<testing::Gate>();
  Store mine = gated(gate);
  const testing::OpenAtEnd open_at_end(gate);
  std::vector<std::size_t> kept;
  for (int step = 0;; ++step) {
    gate->close(step);
    must(mine.set_search_criteria(ana, found, subject_has("printer"), std::vector{inbox()}));
    const auto is_complete = [&] { return state(found) == search_state::complete; };
    gate->wait_for_others(is_complete);
    if (is_complete()) {
      gate->open();
      break;
    }
    must(store().set_search_criteria(ana, found, std::nullopt, std::nullopt, kStop));
    EXPECT_EQ(state(found), search_state::partial);
    gate->open();
    const Subjects before = subjects(mine, ana, found);
    kept.push_back(before.size());
    const MessageId later = add_to(inbox(), "printer, later");
    EXPECT_EQ(subjects(mine, ana, found), before);
    EXPECT_EQ(subjects(found), before);
    remove(later, DeleteKind::permanent);
  }
  ASSERT_GE(kept.size(), 3u);
  EXPECT_EQ(kept.front(), 0u);  // it had not begun
  EXPECT_EQ(kept.back(), 1u);
  EXPECT_THAT(subjects(mine, ana, found), ElementsAre("printer"));
}

TEST_F(SearchFolderTest, row_113_stopping_in_the_process_that_populates_waits_until_it_has) {
  add_to(inbox(), "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()}, kStatic);
  must(store().set_search_criteria(ana, found, std::nullopt, std::nullopt, kStop));
  const std::uint32_t stopped = state(found);
  EXPECT_TRUE(stopped == (search_state::partial | search_state::static_) ||
              stopped == (search_state::complete | search_state::static_));
  const Subjects before = subjects(found);
  add_to(inbox(), "printer, later");
  EXPECT_EQ(subjects(found), before);
}

}  // namespace
}  // namespace postroom::rules
