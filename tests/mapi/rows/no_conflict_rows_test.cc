// Rows 10 to 12 and 15 to 18: what is gone, what is apart, and what is no conflict.
#include <atomic>
#include <thread>

#include "mapi/rows/two_handles.h"

namespace mapi_host {
namespace {

TEST_F(RowTest, r010_a_message_that_is_deleted_meanwhile_cannot_be_saved) {
  const std::string id = add("one");
  const auto message = ben().open_message(id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "Ben's"));
  ASSERT_HR(S_OK, delete_message(*ana().inbox(), id, 0));
  EXPECT_HR(MAPI_E_OBJECT_DELETED, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(get_text(*message, PR_SUBJECT_W), "Ben's");
}

TEST_F(RowTest, r010_deleted_beats_changed) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  ASSERT_HR(S_OK, delete_message(*ana().inbox(), both.id));
  EXPECT_HR(MAPI_E_OBJECT_DELETED, both.loser->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(RowTest, r011_force_brings_nothing_back) {
  const std::string id = add("one");
  const auto message = ben().open_message(id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "Ben's"));
  ASSERT_HR(S_OK, delete_message(*ana().inbox(), id));
  EXPECT_HR(MAPI_E_OBJECT_DELETED, message->SaveChanges(FORCE_SAVE));
  EXPECT_EQ(subjects(*ana().inbox()), std::vector<std::string>{});
}

TEST_F(RowTest, r012_a_stale_handle_is_saved_elsewhere_by_copying_it) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  ASSERT_HR(S_OK, modify_recipients(*both.loser, MODRECIP_ADD, {{"Cy", "cy@example.com"}}));
  ASSERT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  const auto folder = create_folder(*ben().folder(PR_IPM_SUBTREE_ENTRYID), "Elsewhere");
  const auto copy = create_message(*folder);
  ASSERT_HR(S_OK, both.loser->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  ASSERT_HR(S_OK, copy->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_NE(entry_id_of(*copy), both.id);
  EXPECT_EQ(get_text(*copy, PR_SUBJECT_W), "Ben's");
  EXPECT_EQ(recipient_names(*copy), std::vector<std::string>{"Cy"});
  EXPECT_EQ(get_text(*copy, PR_SEARCH_KEY), get_text(*both.winner, PR_SEARCH_KEY));
  EXPECT_NE(get_text(*copy, PR_RECORD_KEY), get_text(*both.winner, PR_RECORD_KEY));
  EXPECT_EQ(stored(both.id, PR_SUBJECT_W), "Ana's");
}

TEST_F(RowTest, r012_a_deleted_message_is_saved_elsewhere_from_its_open_handle) {
  const std::string id = add("one", std::string(100'000, 'x'));
  const auto message = ben().open_message(id);
  ASSERT_HR(S_OK, delete_message(*ana().inbox(), id));
  const auto copy = create_message(*ben().inbox());
  ASSERT_HR(S_OK, message->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  ASSERT_HR(S_OK, copy->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(utf8_from_utf16le(read_stream(*copy, PR_BODY_W)), std::string(100'000, 'x'));
}

TEST_F(RowTest, r015_nobody_sees_edits_that_are_not_saved) {
  const std::string id = add("one");
  const auto a = ana().open_message(id), b = ben().open_message(id);
  ASSERT_HR(S_OK, set_text(*a, PR_SUBJECT_W, "Ana's"));
  ASSERT_HR(S_OK, modify_recipients(*a, MODRECIP_ADD, {{"Cy", "cy@example.com"}}));
  Ptr<IAttach> attachment;
  ULONG number = 0;
  ASSERT_HR(S_OK, a->CreateAttach(nullptr, 0, &number, attachment.out()));
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
  EXPECT_EQ(get_text(*a, PR_SUBJECT_W), "Ana's");
  EXPECT_EQ(recipient_names(*a), std::vector<std::string>{"Cy"});
  EXPECT_EQ(get_text(*b, PR_SUBJECT_W), "one");
  EXPECT_EQ(recipient_names(*b), std::vector<std::string>{});
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "one");
  EXPECT_EQ(subjects(*ben().inbox()), std::vector<std::string>{"one"});
  Ptr<IMAPITable> attachments;
  ASSERT_HR(S_OK, b->GetAttachmentTable(0, attachments.out()));
  EXPECT_EQ(all_rows(*attachments, {PR_ATTACH_NUM}).size(), 0U);
}

TEST_F(RowTest, r015_a_refused_save_leaves_the_stored_recipients) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  ASSERT_HR(S_OK, modify_recipients(*both.loser, MODRECIP_ADD, {{"Cy", "cy@example.com"}}));
  ASSERT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(0));
  EXPECT_EQ(recipient_names(*ana().open_message(both.id, 0)), std::vector<std::string>{});
}

TEST_F(RowTest, r016_reading_is_no_conflict) {
  const std::string id = add("one");
  const auto a = ana().open_message(id);
  ASSERT_HR(S_OK, set_text(*a, PR_SUBJECT_W, "Ana's"));
  const auto changed = get_time(*a, PR_LAST_MODIFICATION_TIME);
  const auto key = get_text(*a, PR_CHANGE_KEY);
  ASSERT_TRUE(key);
  EntryList list({id});
  ASSERT_HR(S_OK, ben().inbox()->SetReadFlags(list.get(), 0, nullptr, CLEAR_READ_FLAG));
  const auto now = ben().open_message(id, 0);
  EXPECT_EQ(get_number(*now, PR_MESSAGE_FLAGS).value() & LONG{MSGFLAG_READ}, 0);
  EXPECT_EQ(get_time(*now, PR_LAST_MODIFICATION_TIME), changed);
  EXPECT_EQ(get_text(*now, PR_CHANGE_KEY), key);
  ASSERT_HR(S_OK, now->SetReadFlag(0));
  EXPECT_EQ(get_text(*ben().open_message(id, 0), PR_CHANGE_KEY), key);
  EXPECT_HR(S_OK, a->SaveChanges(0));
}

TEST_F(RowTest, r017_a_status_is_no_conflict_and_one_alone_sets_it) {
  const std::string id = add("one");
  const auto edited = ana().open_message(id);
  ASSERT_HR(S_OK, set_text(*edited, PR_SUBJECT_W, "Ana's"));
  constexpr int kClients = 8;
  std::atomic<int> first = 0;
  std::vector<std::thread> threads;
  const auto folder = ben().inbox();
  for (int i = 0; i < kClients; ++i) {
    threads.emplace_back([&] {
      ULONG before = 0xFFFF;
      EXPECT_HR(S_OK, folder->SetMessageStatus(id_size(id), id_ptr(id), MSGSTATUS_TAGGED, MSGSTATUS_TAGGED, &before));
      first += before == 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(first, 1);
  EXPECT_HR(S_OK, edited->SaveChanges(0));
  ULONG status = 0;
  EXPECT_HR(S_OK, folder->GetMessageStatus(id_size(id), id_ptr(id), 0, &status));
  EXPECT_EQ(status, MSGSTATUS_TAGGED);
}

TEST_F(RowTest, r018_changes_to_folder_and_store_are_there_at_once) {
  const auto folder = create_folder(*ana().folder(PR_IPM_SUBTREE_ENTRYID), "Printers");
  ASSERT_HR(S_OK, set_text(*folder, PR_COMMENT_W, "laser and ink"));
  ASSERT_HR(S_OK, set_text(ana().store(), PR_COMMENT_W, "a store"));
  EXPECT_EQ(get_text(*ben().open_folder(entry_id_of(*folder)), PR_COMMENT_W), "laser and ink");
  EXPECT_EQ(get_text(ben().store(), PR_COMMENT_W), "a store");
  EXPECT_HR(S_OK, folder->SaveChanges(0));
  EXPECT_EQ(get_text(*folder, PR_COMMENT_W), "laser and ink");
}

}  // namespace
}  // namespace mapi_host
