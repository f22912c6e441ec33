// Rows 58 to 64: what a message has, and what its saves do to it.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

LONG flags_of(IMessage& message) { return get_number(message, PR_MESSAGE_FLAGS).value_or(-1); }

TEST_F(RowTest, r058_a_new_message_is_seen_after_its_first_save) {
  const auto inbox = ana().inbox();
  const auto message = create_message(*inbox);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "one"));
  EXPECT_THAT(subjects(*inbox), IsEmpty());
  EXPECT_EQ(get_number(*inbox, PR_CONTENT_COUNT), 0);
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_THAT(subjects(*inbox), ElementsAre("one"));
  EXPECT_THAT(column(*contents_table(*inbox), PR_ENTRYID), ElementsAre(entry_id_of(*message)));
}

TEST_F(RowTest, r058_a_message_that_is_released_unsaved_never_was) {
  const auto inbox = ana().inbox();
  { set_text(*create_message(*inbox), PR_SUBJECT_W, "one"); }
  EXPECT_THAT(subjects(*inbox), IsEmpty());
  EXPECT_EQ(get_number(*inbox, PR_CONTENT_COUNT), 0);
}

TEST_F(RowTest, r058_a_saved_message_has_every_required_property) {
  const auto message = ana().open_message(add("one"), 0);
  const std::vector<ULONG> listed = tags_of(*message);
  for (const ULONG tag : {PR_CREATION_TIME,
                          PR_DISPLAY_TO_W,
                          PR_DISPLAY_CC_W,
                          PR_DISPLAY_BCC_W,
                          PR_ENTRYID,
                          PR_LAST_MODIFICATION_TIME,
                          PR_MESSAGE_CLASS_W,
                          PR_MESSAGE_FLAGS,
                          PR_MESSAGE_SIZE,
                          PR_MESSAGE_TO_ME,
                          PR_MESSAGE_CC_ME,
                          PR_MESSAGE_RECIP_ME,
                          PR_NORMALIZED_SUBJECT_W,
                          PR_PARENT_ENTRYID,
                          PR_RECORD_KEY,
                          PR_SEARCH_KEY,
                          PR_STORE_ENTRYID,
                          PR_STORE_RECORD_KEY,
                          PR_STORE_SUPPORT_MASK,
                          PR_HASATTACH,
                          PR_OBJECT_TYPE,
                          PR_ACCESS,
                          PR_ACCESS_LEVEL}) {
    EXPECT_EQ(get_error(*message, tag), S_OK) << std::hex << tag;
    EXPECT_THAT(listed, Contains(tag)) << std::hex << tag;
  }
  EXPECT_THAT(listed, Contains(PR_MESSAGE_RECIPIENTS));
  EXPECT_THAT(listed, Contains(PR_MESSAGE_ATTACHMENTS));
  EXPECT_EQ(get_number(*message, PR_OBJECT_TYPE), LONG{MAPI_MESSAGE});
  EXPECT_EQ(get_text(*message, PR_PARENT_ENTRYID), entry_id_of(*ana().inbox()));
  EXPECT_EQ(get_text(*message, PR_STORE_ENTRYID), get_text(ana().store(), PR_STORE_ENTRYID));
  EXPECT_EQ(get_text(*message, PR_DISPLAY_TO_W), "");
}

TEST_F(RowTest, r058_a_new_message_has_its_search_key_before_any_save) {
  const auto first = create_message(*ana().inbox()), second = create_message(*ana().inbox());
  const auto key = get_text(*first, PR_SEARCH_KEY);
  ASSERT_TRUE(key);
  EXPECT_NE(key, get_text(*second, PR_SEARCH_KEY));
  ASSERT_HR(S_OK, first->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(get_text(*first, PR_SEARCH_KEY), key);
}

TEST_F(RowTest, r058_a_message_is_created_under_its_interfaces_only) {
  const auto inbox = ana().inbox();
  Ptr<IMessage> message;
  EXPECT_HR(S_OK, inbox->CreateMessage(&IID_IMAPIProp, 0, message.out()));
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED, inbox->CreateMessage(&IID_IMAPIFolder, 0, message.out()));
  EXPECT_FALSE(message);
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, inbox->CreateMessage(nullptr, 0, nullptr));
}

TEST_F(RowTest, r059_any_message_class_is_kept) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, PR_MESSAGE_CLASS_W, "IPC.Foo.Bar"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(stored(entry_id_of(*message), PR_MESSAGE_CLASS_W), "IPC.Foo.Bar");
  EXPECT_THAT(column(*contents_table(*ana().inbox()), PR_MESSAGE_CLASS_W), ElementsAre("IPC.Foo.Bar"));
}

TEST_F(RowTest, r060_a_message_without_a_class_is_saved_as_IPM) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(stored(entry_id_of(*message), PR_MESSAGE_CLASS_W), "IPM");
}

TEST_F(RowTest, r061_a_message_starts_unsent_and_unmodified_and_is_modified_by_its_second_save) {
  const auto message = create_message(*ana().inbox());
  EXPECT_TRUE(flags_of(*message) & MSGFLAG_UNSENT);
  EXPECT_TRUE(flags_of(*message) & MSGFLAG_UNMODIFIED);
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_TRUE(flags_of(*message) & MSGFLAG_UNMODIFIED);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "two"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_FALSE(flags_of(*message) & MSGFLAG_UNMODIFIED);
}

TEST_F(RowTest, r061_read_and_unsent_are_set_before_the_first_save_and_not_after_it) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_number(*message, PR_MESSAGE_FLAGS, MSGFLAG_READ));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(flags_of(*message) & (MSGFLAG_READ | MSGFLAG_UNSENT), MSGFLAG_READ);
  Values values;
  values.add(PR_MESSAGE_FLAGS, LONG{MSGFLAG_UNSENT});
  EXPECT_EQ(problem_of_setting(*message, values), MAPI_E_COMPUTED);
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(flags_of(*message) & (MSGFLAG_READ | MSGFLAG_UNSENT), MSGFLAG_READ);
}

TEST_F(RowTest, r061_flags_of_the_store_cannot_be_set_by_a_client) {
  const auto message = create_message(*ana().inbox(), MAPI_ASSOCIATED);
  set_number(*message, PR_MESSAGE_FLAGS, MSGFLAG_HASATTACH | MSGFLAG_SUBMIT);
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(flags_of(*message) & (MSGFLAG_HASATTACH | MSGFLAG_SUBMIT | MSGFLAG_ASSOCIATED),
            MSGFLAG_ASSOCIATED);
}

TEST_F(RowTest, r062_display_lists_are_made_of_the_recipients_at_save) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, modify_recipients(*message, MODRECIP_ADD,
                                    {{"a", "a@x.org"},
                                     {"b", "b@x.org"},
                                     {"x", "x@x.org", MAPI_CC},
                                     {"c", "c@x.org"},
                                     {"y", "y@x.org", MAPI_BCC}}));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(get_text(*message, PR_DISPLAY_TO_W), "a; b; c");
  EXPECT_EQ(get_text(*message, PR_DISPLAY_CC_W), "x");
  EXPECT_EQ(get_text(*message, PR_DISPLAY_BCC_W), "y");
}

TEST_F(RowTest, r062_times_and_size_move_with_a_save) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  const auto created = get_time(*message, PR_CREATION_TIME),
             modified = get_time(*message, PR_LAST_MODIFICATION_TIME);
  const LONG size = get_number(*message, PR_MESSAGE_SIZE).value_or(-1);
  ASSERT_TRUE(created && modified);
  EXPECT_GT(size, 0);
  ASSERT_HR(S_OK, set_text(*message, PR_BODY_W, std::string(5000, 'x')));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(get_time(*message, PR_CREATION_TIME), created);
  EXPECT_GT(get_time(*message, PR_LAST_MODIFICATION_TIME), modified);
  EXPECT_GE(get_number(*message, PR_MESSAGE_SIZE), size + 5000);
}

TEST_F(RowTest, r062_a_modification_time_is_the_clients_until_the_first_save) {
  const auto message = create_message(*ana().inbox());
  const FILETIME old{0, 0x01C00000};
  Values values;
  values.add(PR_LAST_MODIFICATION_TIME, old);
  ASSERT_HR(S_OK, message->SetProps(values.count(), values.data(), nullptr));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(get_time(*message, PR_LAST_MODIFICATION_TIME), LONGLONG{0x01C00000} << 32);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "two"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_GT(get_time(*message, PR_LAST_MODIFICATION_TIME), LONGLONG{0x01C00000} << 32);
}

struct Subject {
  const char *subject, *prefix, *normalized;
};

TEST_F(RowTest, r063_a_prefix_is_up_to_three_letters_and_a_colon) {
  for (const Subject& each :
       {Subject{"RE: x", "RE: ", "x"}, Subject{"12: x", "", "12: x"}, Subject{"x", "", "x"},
        Subject{"Long: x", "", "Long: x"}, Subject{"AW: RE: x", "AW: ", "RE: x"}}) {
    const auto message = create_message(*ana().inbox());
    ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, each.subject));
    ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
    EXPECT_EQ(get_text(*message, PR_NORMALIZED_SUBJECT_W), each.normalized) << each.subject;
    EXPECT_EQ(get_text(*message, PR_SUBJECT_PREFIX_W).value_or(""), each.prefix) << each.subject;
    EXPECT_EQ(get_text(*message, PR_SUBJECT_W), each.subject);
  }
}

TEST_F(RowTest, r063_a_prefix_that_was_given_holds_if_the_subject_begins_with_it) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "Odd one> x"));
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_PREFIX_W, "Odd one> "));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(get_text(*message, PR_NORMALIZED_SUBJECT_W), "x");
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "FW: y"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(get_text(*message, PR_SUBJECT_PREFIX_W), "FW: ");
  EXPECT_EQ(get_text(*message, PR_NORMALIZED_SUBJECT_W), "y");
}

TEST_F(RowTest, r064_a_copy_has_the_search_key_and_not_the_record_key) {
  const auto source = ana().open_message(add("one"), 0);
  const auto copy = create_message(*ana().inbox());
  ASSERT_HR(S_OK, source->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  ASSERT_HR(S_OK, copy->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(get_text(*copy, PR_SEARCH_KEY), get_text(*source, PR_SEARCH_KEY));
  EXPECT_NE(get_text(*copy, PR_RECORD_KEY), get_text(*source, PR_RECORD_KEY));
  EXPECT_NE(entry_id_of(*copy), entry_id_of(*source));
}

TEST_F(RowTest, r064_a_client_may_set_the_search_key_and_not_the_record_key) {
  const auto message = create_message(*ana().inbox());
  Values values;
  values.add(PR_RECORD_KEY, std::string("0123456789abcdef"));
  EXPECT_EQ(problem_of_setting(*message, values), MAPI_E_COMPUTED);
  ASSERT_HR(S_OK, set_text(*message, PR_SEARCH_KEY, "0123456789abcdef"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(stored(entry_id_of(*message), PR_SEARCH_KEY), "0123456789abcdef");
}

}  // namespace
}  // namespace mapi_host
