#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <thread>
#include <vector>

#include "mapiutil/testing/every_type.h"
#include "mapiutil/testing/new_property_data.h"

namespace postroom::mapiutil {
namespace {

using testing::ElementsAre;

constexpr ULONG kNumber = PROP_TAG(PT_LONG, 0x6600);
constexpr ULONG kNarrow = PROP_TAG(PT_STRING8, 0x6601);
constexpr ULONG kWide = PROP_TAG(PT_UNICODE, 0x6601);
constexpr ULONG kObject = PROP_TAG(PT_OBJECT, 0x6602);
constexpr ULONG kMissing = PROP_TAG(PT_LONG, 0x66FF);

TEST(PropertyData, gives_back_what_was_set_for_every_type) {
  const auto object = new_property_data();
  EveryType values;
  ASSERT_EQ(object->SetProps(static_cast<ULONG>(values.count()), values.data(), nullptr), S_OK);
  for (int i = 0; i < values.count(); ++i) {
    if (PROP_TYPE(values.data()[i].ulPropTag) == PT_ERROR) continue;  // SetProps ignores these
    const Got got = get(*object, {values.data()[i].ulPropTag});
    EXPECT_EQ(got.result, S_OK) << i;
    EXPECT_TRUE(same(got[0], values.data()[i])) << i;
  }
  EXPECT_EQ(get_all(*object, MAPI_UNICODE).count, static_cast<ULONG>(values.count()) - 1);
}

TEST(PropertyData, gives_text_in_the_width_that_is_asked_for) {
  const auto object = new_property_data();
  set(*object, narrow_text(kNarrow, "gr\xC3\xBC\xC3\x9F"));
  EXPECT_STREQ(get(*object, {kNarrow})[0].Value.lpszA, "gr\xC3\xBC\xC3\x9F");
  EXPECT_STREQ(get(*object, {kWide})[0].Value.lpszW, L"gr\u00FC\u00DF");
  const ULONG untyped = CHANGE_PROP_TYPE(kWide, PT_UNSPECIFIED);
  EXPECT_EQ(get(*object, {untyped})[0].ulPropTag, kNarrow);
  EXPECT_EQ(get(*object, {untyped}, MAPI_UNICODE)[0].ulPropTag, kWide);
  EXPECT_EQ(get_all(*object, MAPI_UNICODE)[0].ulPropTag, kWide);
  EXPECT_THAT(tags_of(*object, MAPI_UNICODE), ElementsAre(kWide));
  EXPECT_THAT(tags_of(*object, 0), ElementsAre(kNarrow));
}

TEST(PropertyData, gives_several_texts_in_the_other_width_too) {
  const auto object = new_property_data();
  EveryType values;
  SPropValue& narrow = values.of(PT_MV_STRING8);
  SPropValue& wide = values.of(PT_MV_UNICODE);
  set(*object, narrow);
  set(*object, wide);
  const Got as_wide = get(*object, {CHANGE_PROP_TYPE(narrow.ulPropTag, PT_MV_UNICODE)});
  ASSERT_EQ(as_wide.result, S_OK);
  ASSERT_EQ(as_wide[0].Value.MVszW.cValues, 2u);
  EXPECT_STREQ(as_wide[0].Value.MVszW.lppszW[0], L"gr\u00FC\u00DF0");
  EXPECT_STREQ(as_wide[0].Value.MVszW.lppszW[1], L"");
  const Got as_narrow = get(*object, {CHANGE_PROP_TYPE(wide.ulPropTag, PT_MV_STRING8)});
  EXPECT_STREQ(as_narrow[0].Value.MVszA.lppszA[1], "\xF0\x9F\x93\xAE");
}

TEST(PropertyData, answers_in_the_order_of_the_question_with_errors_in_their_places) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 5));
  const Got got = get(*object, {kMissing, kNumber, CHANGE_PROP_TYPE(kNumber, PT_BINARY), PR_NULL});
  EXPECT_EQ(got.result, MAPI_W_ERRORS_RETURNED);
  ASSERT_EQ(got.count, 4u);
  EXPECT_EQ(got[0].ulPropTag, CHANGE_PROP_TYPE(kMissing, PT_ERROR));
  EXPECT_EQ(got[0].Value.err, MAPI_E_NOT_FOUND);
  EXPECT_EQ(got[1].Value.l, 5);
  EXPECT_EQ(got[2].Value.err, MAPI_E_UNEXPECTED_TYPE);
  EXPECT_EQ(got[3].Value.err, MAPI_E_NOT_FOUND);
}

TEST(PropertyData, has_no_values_at_first) {
  const auto object = new_property_data();
  const Got got = get_all(*object, 0);
  EXPECT_EQ(got.result, S_OK);
  EXPECT_EQ(got.count, 0u);
  EXPECT_EQ(got.values, nullptr);
  EXPECT_THAT(tags_of(*object, 0), ElementsAre());
}

TEST(PropertyData, replaces_a_value_whatever_type_it_had) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 5));
  set(*object, narrow_text(CHANGE_PROP_TYPE(kNumber, PT_STRING8), "five"));
  EXPECT_THAT(tags_of(*object, 0), ElementsAre(CHANGE_PROP_TYPE(kNumber, PT_STRING8)));
}

TEST(PropertyData, does_not_lean_on_what_it_was_given) {
  const auto object = new_property_data();
  {
    EveryType values;
    set(*object, values.of(PT_MV_BINARY));
  }
  EveryType values;
  const Got got = get(*object, {values.of(PT_MV_BINARY).ulPropTag});
  EXPECT_TRUE(same(got[0], values.of(PT_MV_BINARY)));
}

TEST(PropertyData, ignores_values_that_say_nothing) {
  const auto object = new_property_data();
  SPropValue values[] = {number(PR_NULL, 0), number(CHANGE_PROP_TYPE(kNumber, PT_ERROR), MAPI_E_NOT_FOUND)};
  const Outcome outcome = set_all(*object, values, 2);
  EXPECT_EQ(outcome.result, S_OK);
  EXPECT_EQ(outcome.problems, nullptr);
  EXPECT_THAT(tags_of(*object, 0), ElementsAre());
}

TEST(PropertyData, sets_what_it_can_and_tells_what_it_cannot) {
  const auto object = new_property_data();
  SPropValue values[] = {number(PROP_TAG(0x0777, 0x6610), 1), number(kNumber, 2),
                         number(PROP_TAG(PT_LONG, 0xFFFF), 3),
                         number(CHANGE_PROP_TYPE(kNumber, PT_LONG | MVI_FLAG), 4)};
  const Outcome outcome = set_all(*object, values, 4);
  EXPECT_EQ(outcome.result, S_OK);
  ASSERT_NE(outcome.problems, nullptr);
  ASSERT_EQ(outcome.problems->cProblem, 3u);
  EXPECT_EQ(outcome[0].scode, MAPI_E_INVALID_TYPE);
  EXPECT_EQ(outcome[0].ulPropTag, values[0].ulPropTag);
  EXPECT_EQ(outcome[1].ulIndex, 2u);
  EXPECT_EQ(outcome[1].scode, MAPI_E_UNEXPECTED_ID);
  EXPECT_EQ(outcome[2].scode, MAPI_E_INVALID_TYPE);
  EXPECT_EQ(get(*object, {kNumber})[0].Value.l, 2);
}

TEST(PropertyData, sets_nothing_of_a_list_with_an_object_or_a_broken_value) {
  const auto object = new_property_data();
  for (const ULONG tag : {kObject, kNarrow, PROP_TAG(PT_MV_LONG, 0x6603)}) {
    SPropValue values[] = {number(kNumber, 1), number(tag, 0)};
    values[1].Value = {};
    EXPECT_EQ(object->SetProps(2, values, nullptr), MAPI_E_INVALID_PARAMETER) << tag;
  }
  EXPECT_THAT(tags_of(*object, 0), ElementsAre());
}

TEST(PropertyData, deletes_by_identifier_and_is_content_with_what_is_not_there) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 1));
  EXPECT_EQ(delete_tags(*object, {CHANGE_PROP_TYPE(kNumber, PT_UNICODE), kMissing}).result, S_OK);
  EXPECT_EQ(get(*object, {kNumber})[0].Value.err, MAPI_E_NOT_FOUND);
  EXPECT_THAT(tags_of(*object, 0), ElementsAre());
  set(*object, number(kNumber, 2));
  EXPECT_EQ(get(*object, {kNumber})[0].Value.l, 2);
}

TEST(PropertyData, lists_objects_and_opens_none) {
  const auto object = new_property_data();
  Tags tags = {kObject};
  EXPECT_EQ(object->HrAddObjProps(tags.array(), nullptr), S_OK);
  EXPECT_THAT(tags_of(*object, 0), ElementsAre(kObject));
  EXPECT_EQ(get(*object, {kObject})[0].Value.err, MAPI_E_NO_SUPPORT);
  EXPECT_EQ(get_all(*object, 0).count, 0u);
  IUnknown* opened = object.get();
  EXPECT_EQ(object->OpenProperty(kObject, &IID_IStream, 0, 0, &opened), MAPI_E_NO_SUPPORT);
  EXPECT_EQ(opened, nullptr);
  Tags wrong = {kObject, kNumber};
  EXPECT_EQ(object->HrAddObjProps(wrong.array(), nullptr), MAPI_E_INVALID_TYPE);
  EXPECT_EQ(object->HrAddObjProps(nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST(PropertyData, refuses_questions_without_an_answer) {
  const auto object = new_property_data();
  ULONG count = 0;
  LPSPropValue values = nullptr;
  LPSPropTagArray tags = nullptr;
  SPropValue value = number(kNumber, 1);
  Tags none = {};
  EXPECT_EQ(object->GetProps(none.array(), 0, &count, &values), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->GetProps(nullptr, 0, nullptr, &values), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->GetProps(nullptr, 0, &count, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->GetProps(nullptr, 1, &count, &values), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(object->GetPropList(0, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->GetPropList(1, &tags), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(object->SetProps(0, &value, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->SetProps(1, nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->SetProps(0xFFFFFFFF, &value, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->DeleteProps(nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->DeleteProps(none.array(), nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST(PropertyData, has_no_names_no_more_to_say_and_nothing_to_save) {
  const auto object = new_property_data();
  MAPIERROR error = {};
  LPMAPIERROR told = &error;
  EXPECT_EQ(object->GetLastError(MAPI_E_NO_ACCESS, MAPI_UNICODE, &told), S_OK);
  EXPECT_EQ(told, nullptr);
  EXPECT_EQ(object->GetLastError(MAPI_E_NO_ACCESS, 0, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(object->GetNamesFromIDs(nullptr, nullptr, 0, nullptr, nullptr), MAPI_E_NO_SUPPORT);
  EXPECT_EQ(object->GetIDsFromNames(0, nullptr, 0, nullptr), MAPI_E_NO_SUPPORT);
}

TEST(PropertyData, is_shared_by_threads) {
  const auto object = new_property_data();
  std::vector<std::thread> threads;
  for (LONG thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&object, thread] {
      for (int i = 0; i < 300; ++i) {
        object->AddRef();
        set(*object, number(PROP_TAG(PT_LONG, 0x6600 + static_cast<ULONG>(thread)), i));
        set(*object, narrow_text(PROP_TAG(PT_STRING8, 0x6610), "some text that is longer"));
        EXPECT_EQ(get_all(*object, MAPI_UNICODE).result, S_OK);
        delete_tags(*object, {PROP_TAG(PT_STRING8, 0x6611)});
        object->Release();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(get(*object, {PROP_TAG(PT_LONG, 0x6603)})[0].Value.l, 299);
}

}  // namespace
}  // namespace postroom::mapiutil
