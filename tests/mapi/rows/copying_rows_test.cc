// Row 80: CopyTo and CopyProps.
#include <algorithm>

#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

Ptr<IMessage> full_message(IMAPIFolder& folder) {
  const auto message = create_message(folder);
  set_text(*message, PR_SUBJECT_W, "one");
  set_text(*message, PR_BODY_W, std::string(50'000, 'b'));
  modify_recipients(*message, 0, {{"Cy", "cy@example.com"}, {"Di", "di@example.com", MAPI_CC}});
  Ptr<IAttach> attachment;
  ULONG number = 0;
  EXPECT_HR(S_OK, message->CreateAttach(nullptr, 0, &number, attachment.out()));
  set_number(*attachment, PR_ATTACH_METHOD, ATTACH_BY_VALUE);
  set_text(*attachment, PR_ATTACH_LONG_FILENAME_W, "plan.pdf");
  EXPECT_HR(S_OK, write_stream(*attachment, PR_ATTACH_DATA_BIN, std::string(30'000, 'a')));
  EXPECT_HR(S_OK, attachment->SaveChanges(0));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  return message;
}

ULONG attachments_of(IMessage& message) {
  Ptr<IMAPITable> table;
  EXPECT_HR(S_OK, message.GetAttachmentTable(0, table.out()));
  return all_rows(*table, {PR_ATTACH_NUM}).size();
}

TEST_F(RowTest, r080_a_copy_has_everything_but_what_is_the_objects_own) {
  const auto message = full_message(*ana().inbox());
  const auto copy = create_message(*ana().inbox());
  Buffer<SPropProblemArray> problems;
  EXPECT_HR(S_OK, message->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, problems.out()));
  EXPECT_FALSE(problems);
  ASSERT_HR(S_OK, copy->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(recipient_names(*copy), (std::vector<std::string>{"Cy", "Di"}));
  EXPECT_EQ(read_stream(*copy, PR_BODY_A), std::string(50'000, 'b'));
  EXPECT_NE(entry_id_of(*copy), entry_id_of(*message));
  ASSERT_EQ(attachments_of(*copy), 1U);
  Ptr<IAttach> attachment;
  ASSERT_HR(S_OK, copy->OpenAttach(0, nullptr, 0, attachment.out()));
  EXPECT_EQ(read_stream(*attachment, PR_ATTACH_DATA_BIN), std::string(30'000, 'a'));
}

TEST_F(RowTest, r080_what_is_excluded_stays_behind) {
  const auto message = full_message(*ana().inbox());
  const auto copy = create_message(*ana().inbox());
  Tags excluded({PR_MESSAGE_RECIPIENTS, PR_MESSAGE_ATTACHMENTS, PROP_TAG(PT_NULL, PROP_ID(PR_BODY_W))});
  EXPECT_HR(S_OK, message->CopyTo(0, nullptr, excluded.get(), 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  EXPECT_EQ(recipient_names(*copy), std::vector<std::string>{});
  EXPECT_EQ(attachments_of(*copy), 0U);
  EXPECT_HR(MAPI_E_NOT_FOUND, get_error(*copy, PR_BODY_W));
  EXPECT_EQ(get_text(*copy, PR_SUBJECT_W), "one");
}

// The host's allocators refuse a block of no bytes.
TEST_F(RowTest, r080_a_copy_with_nothing_to_set_asks_for_no_memory) {
  const auto message = full_message(*ana().inbox());
  const auto copy = create_message(*ana().inbox());
  for (const ULONG tag : {PROP_TAG(PT_UNICODE, 0x6F30), PR_BODY_W}) {  // not there, and long
    Tags wanted({tag});
    EXPECT_HR(S_OK, message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr))
        << hex(tag);
  }
  EXPECT_EQ(read_stream(*copy, PR_BODY_A), std::string(50'000, 'b'));
}

TEST_F(RowTest, r080_arguments_that_make_no_sense_are_refused) {
  const auto message = full_message(*ana().inbox());
  const auto copy = create_message(*ana().inbox());
  Tags none(std::vector<ULONG>{});
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            message->CopyTo(0, nullptr, none.get(), 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->CopyTo(0, nullptr, nullptr, 0, nullptr, nullptr, copy.get(), 0, nullptr));
  EXPECT_HR(MAPI_E_NO_ACCESS,
            message->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, message.get(), 0, nullptr));
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            message->CopyTo(1, &IID_IMAPIProp, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
}

TEST_F(RowTest, r080_what_is_there_is_not_replaced_if_the_caller_says_so) {
  const auto message = full_message(*ana().inbox());
  const auto copy = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*copy, PR_SUBJECT_W, "mine"));
  Tags wanted({PR_SUBJECT_W, PR_BODY_W});
  EXPECT_HR(S_OK,
            message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), MAPI_NOREPLACE, nullptr));
  EXPECT_EQ(get_text(*copy, PR_SUBJECT_W), "mine");
  EXPECT_EQ(read_stream(*copy, PR_BODY_A).size(), 50'000U);
}

TEST_F(RowTest, r080_a_move_takes_the_properties_away) {
  const auto message = full_message(*ana().inbox());
  const auto copy = create_message(*ana().inbox());
  Tags wanted({PR_SUBJECT_W});
  EXPECT_HR(S_OK, message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), MAPI_MOVE, nullptr));
  EXPECT_EQ(get_text(*copy, PR_SUBJECT_W), "one");
  EXPECT_HR(MAPI_E_NOT_FOUND, get_error(*message, PR_SUBJECT_W));
}

TEST_F(RowTest, r080_a_property_that_the_target_computes_is_a_problem_where_it_was_asked_for) {
  const auto message = full_message(*ana().inbox());
  const auto copy = create_message(*ana().inbox());
  Tags wanted({PR_SUBJECT_W, PR_ENTRYID});
  Buffer<SPropProblemArray> problems;
  EXPECT_HR(S_OK, message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), 0, problems.out()));
  ASSERT_TRUE(problems);
  ASSERT_EQ(problems->cProblem, 1U);
  EXPECT_EQ(problems->aProblem[0].ulIndex, 1U);
  EXPECT_EQ(PROP_ID(problems->aProblem[0].ulPropTag), PROP_ID(PR_ENTRYID));
  EXPECT_HR(MAPI_E_COMPUTED, problems->aProblem[0].scode);
}

TEST_F(RowTest, r080_a_folder_is_copied_into_another_with_what_it_holds) {
  const auto subtree = ana().folder(PR_IPM_SUBTREE_ENTRYID);
  const auto from = create_folder(*subtree, "From"), to = create_folder(*subtree, "To");
  add_message(*from, "one");
  add_message(*create_folder(*from, "Below"), "two");
  ASSERT_HR(S_OK, set_text(*from, PR_COMMENT_W, "a comment"));
  Tags not_the_name({PR_DISPLAY_NAME_W});
  EXPECT_HR(S_OK, from->CopyTo(0, nullptr, not_the_name.get(), 0, nullptr, &IID_IMAPIFolder, to.get(), 0, nullptr));
  EXPECT_EQ(subjects(*to), std::vector<std::string>{"one"});
  EXPECT_EQ(get_text(*to, PR_COMMENT_W), "a comment");
  Ptr<IMAPITable> below;
  ASSERT_HR(S_OK, to->GetHierarchyTable(MAPI_UNICODE, below.out()));
  EXPECT_EQ(column(*below, PR_DISPLAY_NAME_W), std::vector<std::string>{"Below"});
}

}  // namespace
}  // namespace mapi_host
