// Rows 73 to 78: GetProps, SetProps, DeleteProps and GetPropList.
#include <algorithm>

#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

struct Got {
  HRESULT result = S_OK;
  ULONG count = 0;
  Buffer<SPropValue> values;
};
Got get(IMAPIProp& object, std::initializer_list<ULONG> tags, ULONG flags = 0) {
  Got got;
  got.result = object.GetProps(Tags(tags).get(), flags, &got.count, got.values.out());
  return got;
}

bool lists(IMAPIProp& object, ULONG tag) {
  const std::vector<ULONG> tags = tags_of(object);
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

TEST_F(RowTest, r073_what_is_not_there_has_an_error_in_its_place) {
  const auto message = ana().open_message(add("one"), 0);
  const Got got = get(*message, {PR_BODY_W, PR_SENSITIVITY, PR_SUBJECT_W, PR_REPLY_TIME});
  EXPECT_HR(MAPI_W_ERRORS_RETURNED, got.result);
  ASSERT_EQ(got.count, 4U);
  EXPECT_EQ(text_of(got.values[0]), "the first body");
  EXPECT_EQ(got.values[1].ulPropTag, CHANGE_PROP_TYPE(PR_SENSITIVITY, PT_ERROR));
  EXPECT_HR(MAPI_E_NOT_FOUND, error_of(got.values[1]));
  EXPECT_EQ(text_of(got.values[2]), "one");
  EXPECT_HR(MAPI_E_NOT_FOUND, error_of(got.values[3]));
}

TEST_F(RowTest, r073_no_tags_at_all_are_an_invalid_parameter_and_null_is_everything) {
  const auto message = ana().open_message(add("one"), 0);
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, get(*message, {}).result);
  Got all;
  all.result = message->GetProps(nullptr, MAPI_UNICODE, &all.count, all.values.out());
  EXPECT_FALSE(FAILED(all.result));
  EXPECT_GT(all.count, 20U);
  for (ULONG i = 0; i < all.count; ++i) EXPECT_NE(PROP_TYPE(all.values[i].ulPropTag), PT_OBJECT);
}

TEST_F(RowTest, r074_text_comes_in_the_width_that_was_asked_for) {
  const auto message = ana().open_message(add("Größe"), 0);
  const Got wide = get(*message, {PR_SUBJECT_W});
  EXPECT_EQ(wide.values[0].ulPropTag, PR_SUBJECT_W);
  EXPECT_EQ(std::wstring(wide.values[0].Value.lpszW), L"Größe");
  const Got narrow = get(*message, {PR_SUBJECT_A}, MAPI_UNICODE);
  EXPECT_EQ(narrow.values[0].ulPropTag, PR_SUBJECT_A);
  EXPECT_EQ(std::string(narrow.values[0].Value.lpszA), "Größe");
}

TEST_F(RowTest, r074_a_tag_without_a_type_gets_the_stored_one) {
  const auto message = ana().open_message(add("one"), 0);
  const ULONG subject = PROP_TAG(PT_UNSPECIFIED, PROP_ID(PR_SUBJECT_W));
  EXPECT_EQ(get(*message, {subject}).values[0].ulPropTag, PR_SUBJECT_A);
  EXPECT_EQ(get(*message, {subject}, MAPI_UNICODE).values[0].ulPropTag, PR_SUBJECT_W);
  const ULONG flags = PROP_TAG(PT_UNSPECIFIED, PROP_ID(PR_MESSAGE_FLAGS));
  EXPECT_EQ(get(*message, {flags}).values[0].ulPropTag, PR_MESSAGE_FLAGS);
  const Got other = get(*message, {PROP_TAG(PT_LONG, PROP_ID(PR_SUBJECT_W))});
  EXPECT_HR(MAPI_W_ERRORS_RETURNED, other.result);
  EXPECT_NE(S_OK, error_of(other.values[0]));
}

TEST_F(RowTest, r075_a_long_value_is_streamed) {
  const std::string body(100'000, 'x');
  const std::string id = add("one", body);
  const auto message = ana().open_message(id, 0);
  const Got got = get(*message, {PR_BODY_W, PR_SUBJECT_W});
  EXPECT_HR(MAPI_W_ERRORS_RETURNED, got.result);
  EXPECT_HR(MAPI_E_NOT_ENOUGH_MEMORY, error_of(got.values[0]));
  EXPECT_EQ(text_of(got.values[1]), "one");
  EXPECT_EQ(read_stream(*message, PR_BODY_W), utf16le_from_utf8(body));
  EXPECT_EQ(read_stream(*message, PR_BODY_A), body);
}

TEST_F(RowTest, r076_empty_and_error_slots_are_passed_over) {
  const auto message = create_message(*ana().inbox());
  Values values;
  SPropValue null{}, error{};
  null.ulPropTag = PR_NULL;
  error.ulPropTag = CHANGE_PROP_TYPE(PR_BODY_W, PT_ERROR);
  error.Value.err = MAPI_E_NOT_FOUND;
  values.add_raw(null).add(PR_SUBJECT_W, "kept").add_raw(error);
  Buffer<SPropProblemArray> problems;
  EXPECT_HR(S_OK, message->SetProps(values.count(), values.data(), problems.out()));
  EXPECT_FALSE(problems);
  EXPECT_EQ(get_text(*message, PR_SUBJECT_W), "kept");
  EXPECT_HR(MAPI_E_NOT_FOUND, get_error(*message, PR_BODY_W));
}

TEST_F(RowTest, r076_objects_and_empty_lists_are_invalid) {
  const auto message = create_message(*ana().inbox());
  Values object, none;
  object.add_raw({PR_MESSAGE_RECIPIENTS, 0, {}});
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->SetProps(object.count(), object.data(), nullptr));
  none.add(PROP_TAG(PT_MV_LONG, 0x6F00), std::vector<LONG>{});
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->SetProps(none.count(), none.data(), nullptr));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->SetProps(1, nullptr, nullptr));
}

TEST_F(RowTest, r076_what_the_store_computes_is_a_problem_and_the_rest_is_set) {
  const auto message = ana().open_message(add("one"));
  Values values;
  values.add(PR_SUBJECT_W, "two").add(PR_HASATTACH, true).add(PR_BODY_W, "second");
  Buffer<SPropProblemArray> problems;
  EXPECT_HR(S_OK, message->SetProps(values.count(), values.data(), problems.out()));
  ASSERT_TRUE(problems);
  ASSERT_EQ(problems->cProblem, 1U);
  EXPECT_EQ(problems->aProblem[0].ulIndex, 1U);
  EXPECT_EQ(problems->aProblem[0].ulPropTag, PR_HASATTACH);
  EXPECT_HR(MAPI_E_COMPUTED, problems->aProblem[0].scode);
  EXPECT_EQ(get_text(*message, PR_SUBJECT_W), "two");
  EXPECT_EQ(get_text(*message, PR_BODY_W), "second");
}

TEST_F(RowTest, r076_a_named_property_that_nobody_has_registered_is_a_problem_of_its_own) {
  const auto message = create_message(*ana().inbox());
  const auto folder = create_folder(*ana().inbox(), "folder");
  ULONG number = 0;
  Ptr<IAttach> attachment;
  ASSERT_HR(S_OK, message->CreateAttach(nullptr, 0, &number, attachment.out()));
  for (IMAPIProp* object :
       std::initializer_list<IMAPIProp*>{message.get(), folder.get(), attachment.get(), &ana().store()}) {
    Values values;
    values.add(PROP_TAG(PT_LONG, 0x8FFF), LONG{1});
    EXPECT_HR(MAPI_E_UNEXPECTED_ID, problem_of_setting(*object, values));
  }
}

TEST_F(RowTest, r076_a_property_may_change_its_type) {
  const auto message = create_message(*ana().inbox());
  Values number, text;
  number.add(PROP_TAG(PT_LONG, 0x6F01), 7);
  text.add(PROP_TAG(PT_UNICODE, 0x6F01), "seven");
  ASSERT_HR(S_OK, message->SetProps(1, number.data(), nullptr));
  ASSERT_HR(S_OK, message->SetProps(1, text.data(), nullptr));
  EXPECT_EQ(get_text(*message, PROP_TAG(PT_UNICODE, 0x6F01)), "seven");
}

TEST_F(RowTest, r077_a_property_is_deleted_by_its_id_whatever_the_type) {
  const auto message = ana().open_message(add("one"));
  EXPECT_HR(S_OK, message->DeleteProps(Tags({PROP_TAG(PT_LONG, PROP_ID(PR_BODY_W))}).get(), nullptr));
  EXPECT_HR(MAPI_E_NOT_FOUND, get_error(*message, PR_BODY_W));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->DeleteProps(nullptr, nullptr));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->DeleteProps(Tags(std::vector<ULONG>{}).get(), nullptr));
}

TEST_F(RowTest, r078_tables_are_listed_and_cannot_be_got) {
  const auto folder = ana().inbox();
  for (const ULONG tag : {PR_CONTAINER_CONTENTS, PR_CONTAINER_HIERARCHY, PR_FOLDER_ASSOCIATED_CONTENTS}) {
    EXPECT_TRUE(lists(*folder, tag)) << std::hex << tag;
    EXPECT_NE(S_OK, get_error(*folder, tag)) << std::hex << tag;
  }
  const auto message = ana().open_message(add("one"), 0);
  EXPECT_TRUE(lists(*message, PR_MESSAGE_RECIPIENTS));
  EXPECT_TRUE(lists(*message, PR_MESSAGE_ATTACHMENTS));
  EXPECT_TRUE(lists(*message, PR_SUBJECT_W));
}

}  // namespace
}  // namespace mapi_host
