// Rows 51 to 53: folders and messages copied and moved inside a store, folders emptied.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

HRESULT copy_folder(IMAPIFolder& from, IMAPIFolder& folder, IMAPIFolder& to, const wchar_t* name,
                    ULONG flags) {
  const std::string id = entry_id_of(folder);
  return from.CopyFolder(id_size(id), id_ptr(id), nullptr, &to,
                         reinterpret_cast<LPTSTR>(const_cast<wchar_t*>(name)), 0, nullptr,
                         flags | MAPI_UNICODE);
}
HRESULT copy_messages(IMAPIFolder& from, std::vector<std::string> ids, IMAPIFolder& to, ULONG flags) {
  EntryList list(std::move(ids));
  return from.CopyMessages(list.get(), nullptr, &to, 0, nullptr, flags);
}
Texts names_below(IMAPIFolder& folder) {
  return column(*hierarchy_table(folder, CONVENIENT_DEPTH | MAPI_UNICODE), PR_DISPLAY_NAME_W);
}

// Inbox/top/child with a message each, an associated one in top, and Inbox/other.
struct Tree {
  explicit Tree(Session& session)
      : inbox(session.inbox()),
        top(create_folder(*inbox, "top")),
        child(create_folder(*top, "child")),
        other(create_folder(*inbox, "other")) {
    add_message(*top, "in top");
    add_message(*child, "in child");
    create_message(*top, MAPI_ASSOCIATED)->SaveChanges(0);
  }
  const Ptr<IMAPIFolder> inbox, top, child, other;
};

TEST_F(RowTest, r051_a_copy_of_a_folder_has_its_messages_and_with_the_flag_its_folders) {
  const Tree tree(ana());
  ASSERT_HR(S_OK, set_text(*tree.top, PR_COMMENT_W, "its comment"));
  ASSERT_HR(S_OK, copy_folder(*tree.inbox, *tree.top, *tree.other, nullptr, 0));
  EXPECT_THAT(names_below(*tree.other), ElementsAre("top"));
  ASSERT_HR(S_OK, copy_folder(*tree.inbox, *tree.top, *tree.other, L"whole", COPY_SUBFOLDERS));
  EXPECT_THAT(names_below(*tree.other), UnorderedElementsAre("top", "whole", "child"));
  const Rows rows =
      all_rows(*hierarchy_table(*tree.other), {PR_ENTRYID, PR_CONTENT_COUNT, PR_ASSOC_CONTENT_COUNT});
  ASSERT_EQ(rows.size(), 2u);
  for (ULONG row = 0; row < rows.size(); ++row) {
    const auto copy = ana().open_folder(text_in(rows[row], PR_ENTRYID));
    EXPECT_THAT(subjects(*copy), ElementsAre("in top"));
    EXPECT_EQ(get_number(*copy, PR_ASSOC_CONTENT_COUNT), 1);
    EXPECT_EQ(get_text(*copy, PR_COMMENT_W), "its comment");
  }
  EXPECT_THAT(subjects(*tree.top), ElementsAre("in top")) << "the original stays";
}

TEST_F(RowTest, r051_a_moved_folder_takes_its_folders_along_without_the_flag_and_keeps_its_entry_id) {
  const Tree tree(ana());
  const std::string id = entry_id_of(*tree.top);
  ASSERT_HR(S_OK, copy_folder(*tree.inbox, *tree.top, *tree.other, nullptr, FOLDER_MOVE));
  EXPECT_THAT(names_below(*tree.inbox), ElementsAre("other", "top", "child"));
  const auto moved = ana().open_folder(id);
  EXPECT_EQ(get_text(*moved, PR_PARENT_ENTRYID), entry_id_of(*tree.other));
  EXPECT_THAT(subjects(*moved), ElementsAre("in top"));
  EXPECT_THAT(subjects(*tree.child), ElementsAre("in child"));
}

TEST_F(RowTest, r051_a_moved_folder_may_get_another_name) {
  const Tree tree(ana());
  ASSERT_HR(S_OK, copy_folder(*tree.inbox, *tree.top, *tree.inbox, L"renamed", FOLDER_MOVE));
  EXPECT_EQ(get_text(*tree.top, PR_DISPLAY_NAME_W), "renamed");
}

TEST_F(RowTest, r051_a_folder_can_go_neither_into_itself_nor_into_what_it_holds) {
  const Tree tree(ana());
  for (const ULONG flags : {FOLDER_MOVE, COPY_SUBFOLDERS}) {
    EXPECT_HR(MAPI_E_FOLDER_CYCLE, copy_folder(*tree.inbox, *tree.top, *tree.child, nullptr, flags)) << flags;
    EXPECT_HR(MAPI_E_FOLDER_CYCLE, copy_folder(*tree.inbox, *tree.top, *tree.top, nullptr, flags)) << flags;
  }
  EXPECT_THAT(names_below(*tree.top), ElementsAre("child"));
}

TEST_F(RowTest, r051_a_name_that_is_taken_collides_and_what_is_no_child_is_not_found) {
  const Tree tree(ana());
  create_folder(*tree.other, "top");
  EXPECT_HR(MAPI_E_COLLISION, copy_folder(*tree.inbox, *tree.top, *tree.other, nullptr, 0));
  EXPECT_HR(MAPI_E_COLLISION, copy_folder(*tree.inbox, *tree.top, *tree.other, nullptr, FOLDER_MOVE));
  EXPECT_HR(MAPI_E_COLLISION, copy_folder(*tree.inbox, *tree.top, *tree.inbox, nullptr, 0));
  EXPECT_HR(MAPI_E_NOT_FOUND, copy_folder(*tree.inbox, *tree.child, *tree.other, L"x", 0));
  const std::string id = entry_id_of(*tree.top);
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            tree.inbox->CopyFolder(id_size(id), id_ptr(id), nullptr, nullptr, nullptr, 0, nullptr, 0));
}

TEST_F(RowTest, r052_an_emptied_folder_keeps_its_associated_messages_unless_they_are_named) {
  const Tree tree(ana());
  ASSERT_HR(S_OK, tree.top->EmptyFolder(0, nullptr, 0));
  EXPECT_THAT(subjects(*tree.top), IsEmpty());
  EXPECT_THAT(names_below(*tree.top), IsEmpty());
  EXPECT_EQ(get_number(*tree.top, PR_ASSOC_CONTENT_COUNT), 1);
  ASSERT_HR(S_OK, tree.top->EmptyFolder(0, nullptr, DEL_ASSOCIATED));
  EXPECT_EQ(get_number(*tree.top, PR_ASSOC_CONTENT_COUNT), 0);
  EXPECT_THAT(names_below(*tree.inbox), ElementsAre("other", "top")) << "the folder itself stays";
}

TEST_F(RowTest, r052_what_is_emptied_can_be_recovered_unless_it_is_deleted_for_good) {
  const Tree tree(ana());
  const auto deleted = [&] { return column(*contents_table(*tree.top, SHOW_SOFT_DELETES), PR_SUBJECT_W); };
  ASSERT_HR(S_OK, tree.top->EmptyFolder(0, nullptr, 0));
  EXPECT_THAT(deleted(), ElementsAre("in top"));
  ASSERT_HR(S_OK, tree.top->EmptyFolder(0, nullptr, DELETE_HARD_DELETE));
  EXPECT_THAT(deleted(), IsEmpty());
}

TEST_F(RowTest, r053_a_copied_message_is_another_one_with_all_it_had) {
  const Tree tree(ana());
  const auto message = create_message(*tree.inbox);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "one"));
  ASSERT_HR(S_OK, modify_recipients(*message, MODRECIP_ADD, {{"Cy", "cy@x.org"}}));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const std::string id = entry_id_of(*message);
  ASSERT_HR(S_OK, copy_messages(*tree.inbox, {id}, *tree.other, 0));
  EXPECT_TRUE(holds(*tree.inbox, id));
  const Texts copies = column(*contents_table(*tree.other), PR_ENTRYID);
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_NE(copies[0], id);
  const auto copy = ana().open_message(copies[0]);
  EXPECT_EQ(get_text(*copy, PR_SUBJECT_W), "one");
  EXPECT_THAT(recipient_names(*copy), ElementsAre("Cy"));
  EXPECT_EQ(get_text(*copy, PR_SEARCH_KEY), get_text(*message, PR_SEARCH_KEY));
}

TEST_F(RowTest, r053_the_valid_ones_of_a_mixed_list_are_copied) {
  const Tree tree(ana());
  const std::string good = add_message(*tree.inbox, "good"), gone = add_message(*tree.inbox, "gone");
  EntryList list({gone});
  ASSERT_HR(S_OK, tree.inbox->DeleteMessages(list.get(), 0, nullptr, DELETE_HARD_DELETE));
  for (const ULONG flags : {ULONG{0}, MESSAGE_MOVE}) {
    EXPECT_HR(MAPI_W_PARTIAL_COMPLETION,
              copy_messages(*tree.inbox, {gone, good, "no entry ID", entry_id_of(*tree.other)}, *tree.other,
                            flags));
  }
  EXPECT_THAT(subjects(*tree.other), ElementsAre("good", "good"));
  EXPECT_FALSE(holds(*tree.inbox, good));
}

TEST_F(RowTest, r053_the_status_stays_behind_and_so_does_nothing_else_of_a_move) {
  const Tree tree(ana());
  const std::string id = add("one");
  ULONG before = 0;
  ASSERT_HR(S_OK, tree.inbox->SetMessageStatus(id_size(id), id_ptr(id), MSGSTATUS_TAGGED, MSGSTATUS_TAGGED,
                                               &before));
  ASSERT_HR(S_OK, copy_messages(*tree.inbox, {id}, *tree.other, 0));
  const std::string copy = column(*contents_table(*tree.other), PR_ENTRYID).at(0);
  ULONG status = 99;
  ASSERT_HR(S_OK, tree.other->GetMessageStatus(id_size(copy), id_ptr(copy), 0, &status));
  EXPECT_EQ(status, 0u);
  ASSERT_HR(S_OK, copy_messages(*tree.inbox, {id}, *tree.child, MESSAGE_MOVE));
  EXPECT_TRUE(holds(*tree.child, id)) << "a move in the store keeps the entry ID";
  ASSERT_HR(S_OK, tree.child->GetMessageStatus(id_size(id), id_ptr(id), 0, &status));
  EXPECT_EQ(status, 0u);
}

TEST_F(RowTest, r053_messages_of_another_folder_are_not_copied_from_here) {
  const Tree tree(ana());
  const std::string elsewhere = add_message(*tree.other, "elsewhere");
  EXPECT_FALSE(copy_messages(*tree.inbox, {elsewhere}, *tree.top, 0) == S_OK);
  EXPECT_THAT(subjects(*tree.top), ElementsAre("in top"));
}

TEST_F(RowTest, r053_a_message_copied_into_its_own_folder_is_there_twice) {
  const Tree tree(ana());
  const std::string id = add("one");
  ASSERT_HR(S_OK, copy_messages(*tree.inbox, {id}, *tree.inbox, 0));
  EXPECT_THAT(subjects(*tree.inbox), ElementsAre("one", "one"));
}

TEST_F(RowTest, r053_nothing_is_copied_without_a_list_or_a_place) {
  const Tree tree(ana());
  EntryList list({add("one")});
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            tree.inbox->CopyMessages(nullptr, nullptr, tree.other.get(), 0, nullptr, 0));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, tree.inbox->CopyMessages(list.get(), nullptr, nullptr, 0, nullptr, 0));
}

TEST_F(RowTest, r052_folders_that_every_store_has_stay_when_what_is_around_them_is_emptied) {
  const auto subtree = ana().folder(PR_IPM_SUBTREE_ENTRYID);
  create_folder(*subtree, "made");
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, subtree->EmptyFolder(0, nullptr, 0));
  const Texts ids = column(*hierarchy_table(*subtree), PR_ENTRYID);
  EXPECT_THAT(ids, Contains(entry_id_of(*ana().inbox())));
  EXPECT_THAT(column(*hierarchy_table(*subtree), PR_DISPLAY_NAME_W), ::testing::Not(Contains("made")));
}

TEST_F(RowTest, r053_more_messages_than_one_commit_takes_are_copied_moved_and_deleted) {
  constexpr std::size_t kMany = 512;
  const Tree tree(ana());
  add("one");
  Texts ids = column(*contents_table(*tree.inbox), PR_ENTRYID);
  while (ids.size() < kMany) {  // twice as many each time
    ASSERT_HR(S_OK, copy_messages(*tree.inbox, ids, *tree.inbox, 0));
    ids = column(*contents_table(*tree.inbox), PR_ENTRYID);
  }
  ASSERT_HR(S_OK, copy_messages(*tree.inbox, ids, *tree.other, MESSAGE_MOVE));
  EXPECT_EQ(get_number(*tree.inbox, PR_CONTENT_COUNT), 0);
  EXPECT_EQ(get_number(*tree.other, PR_CONTENT_COUNT), LONG{kMany});
  ASSERT_HR(S_OK, tree.other->SetReadFlags(nullptr, 0, nullptr, CLEAR_READ_FLAG));
  EXPECT_EQ(get_number(*tree.other, PR_CONTENT_UNREAD), LONG{kMany});
  ids.push_back("no entry ID");
  EntryList list(ids);
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, tree.other->DeleteMessages(list.get(), 0, nullptr, 0));
  EXPECT_EQ(get_number(*tree.other, PR_CONTENT_COUNT), 0);
}

TEST_F(RowTest, r053_a_folder_of_another_session_on_the_store_is_a_place_in_the_store) {
  const Tree tree(ana());
  const std::string id = add("one");
  const auto bens = ben().open_folder(entry_id_of(*tree.other));
  ASSERT_HR(S_OK, copy_messages(*tree.inbox, {id}, *bens, MESSAGE_MOVE));
  EXPECT_TRUE(holds(*tree.other, id)) << "it keeps its entry ID";
  const std::string folder = entry_id_of(*tree.top);
  ASSERT_HR(S_OK, copy_folder(*tree.inbox, *tree.top, *bens, nullptr, FOLDER_MOVE));
  EXPECT_EQ(get_text(*ana().open_folder(folder), PR_PARENT_ENTRYID), entry_id_of(*tree.other));
}

TEST_F(RowTest, r053_what_is_no_folder_takes_no_messages) {
  const Tree tree(ana());
  const std::string id = add("one");
  EntryList list({id});
  const auto message = create_message(*tree.inbox);
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            tree.inbox->CopyMessages(list.get(), nullptr, message.get(), 0, nullptr, MESSAGE_MOVE));
  const std::string folder = entry_id_of(*tree.top);
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            tree.inbox->CopyFolder(id_size(folder), id_ptr(folder), nullptr, message.get(), nullptr, 0,
                                   nullptr, FOLDER_MOVE));
  EXPECT_TRUE(holds(*tree.inbox, id));
}

}  // namespace
}  // namespace mapi_host
