// Rows 110, 111 and 113: what cannot be done with search folders, deleting through them, and how a client
// learns that a search has ended.
#include "mapi/rows/listening.h"
#include "mapi/rows/search_folder.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(RowTest, r110_nothing_is_created_in_a_search_folder) {
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  Ptr<IMessage> message;
  EXPECT_HR(MAPI_E_NO_ACCESS, folder->CreateMessage(nullptr, 0, message.out()));
  EXPECT_FALSE(message);
  EXPECT_HR(MAPI_E_NO_ACCESS, folder->CreateMessage(nullptr, MAPI_ASSOCIATED, message.out()));
  Ptr<IMAPIFolder> below;
  char name[] = "below";
  for (const ULONG type : {FOLDER_GENERIC, FOLDER_SEARCH}) {
    EXPECT_HR(MAPI_E_NO_ACCESS, folder->CreateFolder(type, name, nullptr, nullptr, 0, below.out()));
  }
  EXPECT_EQ(row_count(*hierarchy_table(*folder)), 0u);
}

TEST_F(RowTest, r110_what_a_search_folder_says_of_access_is_what_it_allows) {
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  const ULONG access = static_cast<ULONG>(get_number(*folder, PR_ACCESS).value());
  EXPECT_EQ(
      access & (MAPI_ACCESS_CREATE_HIERARCHY | MAPI_ACCESS_CREATE_CONTENTS | MAPI_ACCESS_CREATE_ASSOCIATED),
      0u);
  EXPECT_NE(access & MAPI_ACCESS_READ, 0u);
  EXPECT_NE(access & MAPI_ACCESS_DELETE, 0u);
}

TEST_F(RowTest, r110_who_has_opened_it_for_reading_sets_no_criteria) {
  add("printer");
  const std::string inbox = entry_id_of(*ana().inbox());
  const std::string id = entry_id_of(*search_for(ana(), "printers", about_printers(), {inbox}));
  const auto for_reading = ana().open_folder(id, 0);
  EXPECT_HR(MAPI_E_NO_ACCESS, set_criteria(*for_reading, has_text(PR_SUBJECT_W, "lamp"), {inbox}));
  EXPECT_THAT(found(*for_reading), ElementsAre("printer"));
}

TEST_F(RowTest, r110_messages_are_neither_copied_nor_moved_into_a_search_folder) {
  const auto inbox = ana().inbox();
  const std::string id = add("lamp");
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*inbox)});
  EntryList list({id});
  for (const ULONG flags : {0U, MESSAGE_MOVE}) {
    EXPECT_HR(MAPI_E_NO_ACCESS, inbox->CopyMessages(list.get(), nullptr, folder.get(), 0, nullptr, flags));
  }
  EXPECT_THAT(found(*folder), IsEmpty());
  EXPECT_THAT(subjects(*inbox), ElementsAre("lamp"));
}

TEST_F(RowTest, r110_folders_are_neither_copied_nor_moved_into_a_search_folder) {
  const auto inbox = ana().inbox();
  const std::string plain = entry_id_of(*create_folder(*inbox, "plain"));
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*inbox)});
  for (const ULONG flags : {0U, FOLDER_MOVE}) {
    EXPECT_HR(MAPI_E_NO_ACCESS, inbox->CopyFolder(id_size(plain), id_ptr(plain), nullptr, folder.get(),
                                                  nullptr, 0, nullptr, flags));
  }
  EXPECT_EQ(row_count(*hierarchy_table(*folder)), 0u);
  EXPECT_EQ(column(*hierarchy_table(*inbox), PR_ENTRYID), Texts{plain});
}

TEST_F(RowTest, r110_a_search_folder_is_neither_copied_moved_nor_renamed) {
  const auto finder = ana().folder(PR_FINDER_ENTRYID), inbox = ana().inbox();
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*inbox)});
  const std::string id = entry_id_of(*folder);
  for (const ULONG flags : {0U, FOLDER_MOVE}) {
    EXPECT_HR(MAPI_E_NO_ACCESS,
              finder->CopyFolder(id_size(id), id_ptr(id), nullptr, inbox.get(), nullptr, 0, nullptr, flags));
  }
  Values values;
  values.add(PR_DISPLAY_NAME_W, "lamps");
  EXPECT_NE(problem_of_setting(*folder, values), S_OK);
  EXPECT_EQ(get_text(*ben().open_folder(id), PR_DISPLAY_NAME_W), "printers");
  EXPECT_EQ(row_count(*hierarchy_table(*inbox)), 0u);
}

TEST_F(RowTest, r110_a_search_folder_is_not_searched) {
  const std::string inbox = entry_id_of(*ana().inbox());
  const auto printers = search_for(ana(), "printers", about_printers(), {inbox});
  const auto other = new_search_folder(ana(), "others");
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, set_criteria(*other, about_printers(), {entry_id_of(*printers)}));
}

TEST_F(RowTest, r110_its_properties_can_be_changed_and_its_messages_copied_out) {
  add("printer");
  const auto drafts = create_folder(*ana().inbox(), "drafts");
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  EXPECT_HR(S_OK, set_text(*folder, PR_COMMENT_W, "all of them"));
  EXPECT_EQ(get_text(*ben().open_folder(entry_id_of(*folder)), PR_COMMENT_W), "all of them");
  EntryList list(column(*contents_table(*folder), PR_ENTRYID));
  EXPECT_HR(S_OK, folder->CopyMessages(list.get(), nullptr, drafts.get(), 0, nullptr, 0));
  EXPECT_THAT(subjects(*drafts), ElementsAre("printer"));
  EXPECT_HR(S_OK, folder->CopyMessages(list.get(), nullptr, drafts.get(), 0, nullptr, MESSAGE_MOVE));
  EXPECT_THAT(subjects(*ana().inbox()), IsEmpty());
  EXPECT_THAT(subjects(*drafts), ElementsAre("printer", "printer"));
}

TEST_F(RowTest, r111_what_is_deleted_in_a_search_folder_is_deleted_where_it_is) {
  add("printer");
  add("lamp");
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  EntryList list(column(*contents_table(*folder), PR_ENTRYID));
  EXPECT_HR(S_OK, folder->DeleteMessages(list.get(), 0, nullptr, 0));
  EXPECT_THAT(found(*folder), IsEmpty());
  EXPECT_THAT(subjects(*ana().inbox()), ElementsAre("lamp"));
}

TEST_F(RowTest, r111_what_is_marked_unread_in_a_search_folder_is_unread_where_it_is) {
  const std::string id = add("printer");
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  EntryList list({id});
  EXPECT_HR(S_OK, folder->SetReadFlags(list.get(), 0, nullptr, CLEAR_READ_FLAG));
  EXPECT_EQ(*get_number(*ben().open_message(id, 0), PR_MESSAGE_FLAGS) & MSGFLAG_READ, 0);
}

TEST_F(RowTest, r111_deleting_the_search_folder_spares_the_messages) {
  add("printer");
  const auto finder = ana().folder(PR_FINDER_ENTRYID);
  auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  const std::string id = entry_id_of(*folder);
  ASSERT_THAT(found(*folder), ElementsAre("printer"));
  folder.reset();
  EXPECT_HR(S_OK, finder->DeleteFolder(id_size(id), id_ptr(id), 0, nullptr, 0));
  EXPECT_EQ(row_count(*hierarchy_table(*finder)), 0u);
  EXPECT_THAT(subjects(*ana().inbox()), ElementsAre("printer"));
}

// Until the state says something; ten seconds at most.
template <class Says>
bool wait_for_state(IMAPIFolder& folder, const Says& says) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < end) {
    if (says(search_state(folder))) return true;
    std::this_thread::yield();
  }
  return false;
}

TEST_F(RowTest, r113_store_and_folder_are_told_when_the_search_has_ended_in_both_clients) {
  add("printer");
  const auto folder = new_search_folder(ana(), "printers"), other = new_search_folder(ana(), "others");
  const std::string id = entry_id_of(*folder);
  Listener mine(ana(), fnevSearchComplete), theirs(ben(), fnevSearchComplete),
      of_folder(ben(), fnevSearchComplete, id);
  Listener of_other(ben(), fnevSearchComplete, entry_id_of(*other));
  ASSERT_HR(S_OK, set_criteria(*folder, about_printers(), {entry_id_of(*ana().inbox())}));
  for (const Listener* each : {&mine, &theirs, &of_folder}) {
    EXPECT_TRUE((*each)->wait_for(fnevSearchComplete, id));
    EXPECT_EQ((*each)->told()[0].object_type, MAPI_FOLDER);
  }
  ASSERT_HR(S_OK, set_criteria(*other, about_printers(), {entry_id_of(*ana().inbox())}));
  EXPECT_TRUE(of_other->wait_for(fnevSearchComplete, entry_id_of(*other)));
  EXPECT_EQ(of_other->told().size(), 1u);
  EXPECT_EQ(of_folder->told().size(), 1u);
}

TEST_F(RowTest, r113_a_search_that_has_ended_is_complete_and_runs_no_more) {
  add("printer");
  const auto folder = new_search_folder(ana(), "printers");
  Listener told(ana(), fnevSearchComplete);
  ASSERT_HR(S_OK, set_criteria(*folder, about_printers(), {entry_id_of(*ana().inbox())}));
  ASSERT_TRUE(told->wait_for(fnevSearchComplete));
  const ULONG state = search_state(*folder);
  EXPECT_NE(state & SEARCH_COMPLETE, 0u);
  EXPECT_EQ(state & (SEARCH_RUNNING | SEARCH_REBUILD | SEARCH_PARTIAL), 0u);
}

// Restarts it until it is seen running, as a small search may have ended before anybody looks.
TEST_F(RowTest, r113_a_search_runs_before_it_is_complete) {
  for (int i = 0; i < 30; ++i) add("printer");
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  ULONG running = 0;
  EXPECT_TRUE(wait_for_state(*folder, [&](ULONG state) {
    running = state;
    if ((state & SEARCH_RUNNING) != 0) return true;
    EXPECT_HR(S_OK, folder->SetSearchCriteria(nullptr, nullptr, RESTART_SEARCH));
    return false;
  }));
  EXPECT_EQ(running & SEARCH_COMPLETE, 0u);
  EXPECT_TRUE(wait_for_state(*folder, [](ULONG state) { return (state & SEARCH_COMPLETE) != 0; }));
  EXPECT_EQ(search_state(*folder) & SEARCH_RUNNING, 0u);
}

TEST_F(RowTest, r113_stopping_a_search_that_has_ended_does_nothing) {
  add("printer");
  const auto folder = new_search_folder(ana(), "printers");
  Listener told(ana(), fnevSearchComplete);
  ASSERT_HR(S_OK, set_criteria(*folder, about_printers(), {entry_id_of(*ana().inbox())}));
  ASSERT_TRUE(told->wait_for(fnevSearchComplete));
  EXPECT_HR(S_OK, folder->SetSearchCriteria(nullptr, nullptr, STOP_SEARCH));
  EXPECT_NE(search_state(*folder) & SEARCH_COMPLETE, 0u);
  add("printer, new");
  EXPECT_THAT(found(*folder), ElementsAre("printer", "printer, new"));
}

}  // namespace
}  // namespace mapi_host
