// Rows 54 to 57: messages deleted for good and recoverably, marked read, and the order that a folder is shown
// in.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

HRESULT delete_messages(IMAPIFolder& folder, std::vector<std::string> ids, ULONG flags = 0) {
  EntryList list(std::move(ids));
  return folder.DeleteMessages(list.get(), 0, nullptr, flags);
}
HRESULT mark(IMAPIFolder& folder, std::vector<std::string> ids, ULONG flags) {
  EntryList list(std::move(ids));
  return folder.SetReadFlags(list.get(), 0, nullptr, flags);
}
Texts deleted_subjects(IMAPIFolder& folder) {
  return column(*contents_table(folder, SHOW_SOFT_DELETES | MAPI_UNICODE), PR_SUBJECT_W);
}
bool is_read(Session& session, const std::string& id) {
  return (get_number(*session.open_message(id, 0), PR_MESSAGE_FLAGS).value_or(0) & MSGFLAG_READ) != 0;
}

TEST_F(RowTest, r054_a_message_that_somebody_has_open_for_writing_is_deleted) {
  const std::string id = add("one");
  const auto open = ben().open_message(id);
  ASSERT_HR(S_OK, set_text(*open, PR_SUBJECT_W, "Ben's"));
  EXPECT_HR(S_OK, delete_messages(*ana().inbox(), {id}));
  EXPECT_THAT(subjects(*ana().inbox()), IsEmpty());
  EXPECT_HR(MAPI_E_OBJECT_DELETED, open->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(get_text(*open, PR_SUBJECT_W), "Ben's");
}

TEST_F(RowTest, r054_missing_messages_make_a_deletion_partial) {
  const auto inbox = ana().inbox();
  const std::string one = add("one"), two = add("two"), gone = add("gone");
  ASSERT_HR(S_OK, delete_messages(*inbox, {gone}, DELETE_HARD_DELETE));
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, delete_messages(*inbox, {gone, one, "no entry ID"}));
  EXPECT_THAT(subjects(*inbox), ElementsAre("two"));
  EXPECT_HR(S_OK, delete_messages(*inbox, {two, two})) << "one message named twice";
}

TEST_F(RowTest, r054_a_message_that_was_moved_away_is_not_deleted_from_here) {
  const auto inbox = ana().inbox(), other = create_folder(*inbox, "other");
  const std::string id = add("one");
  EntryList list({id});
  ASSERT_HR(S_OK, inbox->CopyMessages(list.get(), nullptr, other.get(), 0, nullptr, MESSAGE_MOVE));
  EXPECT_NE(hex(S_OK), hex(delete_messages(*inbox, {id})));
  EXPECT_TRUE(holds(*other, id));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, inbox->DeleteMessages(nullptr, 0, nullptr, 0));
}

TEST_F(RowTest, r055_what_is_deleted_is_listed_among_the_deleted_until_it_is_deleted_for_good) {
  const auto inbox = ana().inbox();
  const std::string soft = add("soft"), hard = add("hard");
  ASSERT_HR(S_OK, delete_messages(*inbox, {soft}));
  ASSERT_HR(S_OK, delete_messages(*inbox, {hard}, DELETE_HARD_DELETE));
  EXPECT_THAT(subjects(*inbox), IsEmpty());
  EXPECT_THAT(deleted_subjects(*inbox), ElementsAre("soft"));
  ASSERT_HR(S_OK, delete_messages(*inbox, {soft}, DELETE_HARD_DELETE));
  EXPECT_THAT(deleted_subjects(*inbox), IsEmpty());
}

TEST_F(RowTest, r055_a_deleted_message_opens_with_the_flag_alone_and_is_recovered_by_a_copy) {
  const auto inbox = ana().inbox();
  const std::string id = add("one", "its body");
  ASSERT_HR(S_OK, delete_messages(*inbox, {id}));
  Ptr<IMessage> message;
  EXPECT_HR(MAPI_E_NOT_FOUND, ana().try_open(id, 0, message));
  ASSERT_HR(S_OK, ana().try_open(id, SHOW_SOFT_DELETES, message));
  const auto copy = create_message(*inbox);
  ASSERT_HR(S_OK, message->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  ASSERT_HR(S_OK, copy->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(stored(entry_id_of(*copy), PR_BODY_W), "its body");
  EXPECT_THAT(subjects(*inbox), ElementsAre("one"));
}

TEST_F(RowTest, r056_flags_that_do_not_go_together_are_refused) {
  const auto inbox = ana().inbox();
  const std::string id = add("one");
  for (const ULONG flags : {SUPPRESS_RECEIPT | CLEAR_READ_FLAG, CLEAR_READ_FLAG | GENERATE_RECEIPT_ONLY,
                            SUPPRESS_RECEIPT | CLEAR_READ_FLAG | GENERATE_RECEIPT_ONLY}) {
    EXPECT_HR(MAPI_E_INVALID_PARAMETER, mark(*inbox, {id}, flags)) << std::hex << flags;
    EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().open_message(id)->SetReadFlag(flags)) << std::hex << flags;
  }
  EXPECT_TRUE(is_read(ana(), id));
}

TEST_F(RowTest, r056_messages_are_marked_unread_and_read) {
  const auto inbox = ana().inbox();
  const std::string one = add("one"), two = add("two");
  ASSERT_HR(S_OK, mark(*inbox, {one, two}, CLEAR_READ_FLAG));
  EXPECT_FALSE(is_read(ana(), one) || is_read(ana(), two));
  EXPECT_EQ(get_number(*inbox, PR_CONTENT_UNREAD), 2);
  for (const ULONG flags : {GENERATE_RECEIPT_ONLY, CLEAR_RN_PENDING | CLEAR_NRN_PENDING}) {
    ASSERT_HR(S_OK, mark(*inbox, {one}, flags));
    EXPECT_FALSE(is_read(ana(), one)) << std::hex << flags;
  }
  ASSERT_HR(S_OK, mark(*inbox, {one}, SUPPRESS_RECEIPT));
  EXPECT_TRUE(is_read(ana(), one));
  EXPECT_HR(S_OK, mark(*inbox, {one}, 0)) << "one that is read already";
}

TEST_F(RowTest, r056_no_list_is_every_message_and_missing_ones_make_it_partial) {
  const auto inbox = ana().inbox();
  const std::string one = add("one"), two = add("two"), gone = add("gone");
  ASSERT_HR(S_OK, delete_messages(*inbox, {gone}, DELETE_HARD_DELETE));
  ASSERT_HR(S_OK, inbox->SetReadFlags(nullptr, 0, nullptr, CLEAR_READ_FLAG));
  EXPECT_EQ(get_number(*inbox, PR_CONTENT_UNREAD), 2);
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, mark(*inbox, {gone, one}, 0));
  EXPECT_TRUE(is_read(ana(), one));
  EXPECT_FALSE(is_read(ana(), two));
}

TEST_F(RowTest, r057_an_order_of_the_contents_is_not_saved) {
  SortOrder order({{PR_SUBJECT_W, TABLE_SORT_DESCEND}});
  EXPECT_HR(MAPI_E_NO_SUPPORT, ana().inbox()->SaveContentsSort(order.get(), 0));
}

}  // namespace
}  // namespace mapi_host
