#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include "mapiutil/testing/new_property_data.h"

namespace postroom::mapiutil {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr ULONG kNumber = PROP_TAG(PT_LONG, 0x6600);
constexpr ULONG kOther = PROP_TAG(PT_LONG, 0x6601);
constexpr ULONG kObject = PROP_TAG(PT_OBJECT, 0x6602);

HRESULT set_access(IPropData& object, Tags tags, std::vector<ULONG> flags) {
  return object.HrSetPropAccess(tags.array(), flags.data());
}

// The flags of the tags, which become what the answer made of them.
std::vector<ULONG> access(IPropData& object, Tags& tags, std::size_t count) {
  LPSPropTagArray array = tags.array();
  ULONG* flags = nullptr;
  EXPECT_EQ(object.HrGetPropAccess(&array, &flags), S_OK);
  EXPECT_EQ(array, tags.array());
  const std::unique_ptr<ULONG, FreeBuffer> owned(flags);
  return {flags, flags + count};
}

ULONG access(IPropData& object, ULONG tag) {
  Tags tags = {tag};
  return access(object, tags, 1).front();
}

TEST(PropertyDataAccess, makes_a_property_read_only) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 1));
  ASSERT_EQ(set_access(*object, {kNumber}, {IPROP_READONLY | IPROP_CLEAN}), S_OK);
  EXPECT_EQ(access(*object, kNumber), IPROP_READONLY);
  const Outcome outcome = set(*object, number(kNumber, 2));
  EXPECT_EQ(outcome.result, S_OK);
  ASSERT_EQ(outcome.problems->cProblem, 1u);
  EXPECT_EQ(outcome[0].scode, MAPI_E_NO_ACCESS);
  EXPECT_EQ(delete_tags(*object, {kOther, kNumber})[0].ulIndex, 1u);
  EXPECT_EQ(get(*object, {kNumber})[0].Value.l, 1);
  ASSERT_EQ(set_access(*object, {kNumber}, {IPROP_READWRITE}), S_OK);
  EXPECT_EQ(set(*object, number(kNumber, 2)).problems, nullptr);
}

TEST(PropertyDataAccess, tells_what_has_changed_since_it_was_called_clean) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 1));
  EXPECT_EQ(access(*object, kNumber), IPROP_DIRTY);
  ASSERT_EQ(set_access(*object, {kNumber}, {IPROP_CLEAN}), S_OK);
  EXPECT_EQ(access(*object, kNumber), IPROP_READWRITE);
  set(*object, number(kNumber, 1));
  EXPECT_EQ(access(*object, kNumber), IPROP_DIRTY);
}

TEST(PropertyDataAccess, tells_what_was_deleted) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 1));
  set(*object, number(kOther, 2));
  ASSERT_EQ(set_access(*object, {kNumber, kOther}, {IPROP_CLEAN, IPROP_CLEAN}), S_OK);
  delete_tags(*object, {kNumber});
  Tags tags = {kNumber, kOther, kObject};
  EXPECT_THAT(access(*object, tags, 3), ElementsAre(IPROP_DIRTY, IPROP_READWRITE, 0));
  EXPECT_EQ(tags[0], 0u);
  EXPECT_EQ(tags[1], kOther);
  EXPECT_EQ(tags[2], 0u);
}

TEST(PropertyDataAccess, lists_all_with_what_was_deleted_until_that_is_called_clean) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 1));
  set(*object, number(kOther, 2));
  delete_tags(*object, {kNumber});
  const auto all = [&object] {
    LPSPropTagArray tags = nullptr;
    ULONG* flags = nullptr;
    EXPECT_EQ(object->HrGetPropAccess(&tags, &flags), S_OK);
    const std::unique_ptr<SPropTagArray, FreeBuffer> owned(tags);
    const std::unique_ptr<ULONG, FreeBuffer> owned_flags(flags);
    return std::vector<ULONG>(tags->aulPropTag, tags->aulPropTag + tags->cValues);
  };
  EXPECT_THAT(all(), ElementsAre(kNumber, kOther));
  ASSERT_EQ(set_access(*object, {kNumber}, {IPROP_CLEAN}), S_OK);
  EXPECT_THAT(all(), ElementsAre(kOther));
  delete_tags(*object, {kOther});
  ASSERT_EQ(set_access(*object, {kOther}, {IPROP_CLEAN}), S_OK);
  EXPECT_THAT(all(), IsEmpty());
}

TEST(PropertyDataAccess, makes_the_object_read_only) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 1));
  ASSERT_EQ(object->HrSetObjAccess(IPROP_READONLY), S_OK);
  Tags tags = {kObject};
  EXPECT_EQ(set(*object, number(kOther, 2)).result, MAPI_E_NO_ACCESS);
  EXPECT_EQ(delete_tags(*object, {kNumber}).result, MAPI_E_NO_ACCESS);
  EXPECT_EQ(object->HrAddObjProps(tags.array(), nullptr), MAPI_E_NO_ACCESS);
  EXPECT_EQ(set_access(*object, {kNumber}, {IPROP_READWRITE}), MAPI_E_NO_ACCESS);
  EXPECT_EQ(get(*object, {kNumber})[0].Value.l, 1);
  ASSERT_EQ(object->HrSetObjAccess(IPROP_READWRITE), S_OK);
  EXPECT_EQ(set(*object, number(kNumber, 2)).result, S_OK);
}

TEST(PropertyDataAccess, of_an_object_property_that_is_read_only_keeps_it) {
  const auto object = new_property_data();
  Tags tags = {kObject};
  ASSERT_EQ(object->HrAddObjProps(tags.array(), nullptr), S_OK);
  ASSERT_EQ(set_access(*object, {kObject}, {IPROP_READONLY}), S_OK);
  LPSPropProblemArray problems = nullptr;
  EXPECT_EQ(object->HrAddObjProps(tags.array(), &problems), MAPI_W_PARTIAL_COMPLETION);
  ASSERT_NE(problems, nullptr);
  EXPECT_EQ(problems->aProblem[0].scode, MAPI_E_NO_ACCESS);
  MAPIFreeBuffer(problems);
}

TEST(PropertyDataAccess, refuses_flags_that_contradict_each_other_and_changes_nothing) {
  const auto object = new_property_data();
  set(*object, number(kNumber, 1));
  for (const ULONG flags : {IPROP_READONLY | IPROP_READWRITE, IPROP_CLEAN | IPROP_DIRTY, ULONG{4}})
    EXPECT_EQ(set_access(*object, {kNumber, kOther}, {IPROP_CLEAN, flags}), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(access(*object, kNumber), IPROP_DIRTY);
  for (const ULONG flags : {0u, IPROP_READONLY | IPROP_READWRITE, IPROP_READWRITE | IPROP_DIRTY})
    EXPECT_EQ(object->HrSetObjAccess(flags), MAPI_E_INVALID_PARAMETER);
}

TEST(PropertyDataAccess, refuses_lists_that_are_none) {
  const auto object = new_property_data();
  ULONG flags = IPROP_CLEAN;
  ULONG* told = nullptr;
  Tags none = {};
  Tags tags = {kNumber};
  LPSPropTagArray array = none.array();
  EXPECT_EQ(object->HrSetPropAccess(nullptr, &flags), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->HrSetPropAccess(none.array(), &flags), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->HrSetPropAccess(tags.array(), nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->HrGetPropAccess(&array, &told), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->HrGetPropAccess(nullptr, &told), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object->HrGetPropAccess(&array, nullptr), MAPI_E_INVALID_PARAMETER);
}

}  // namespace
}  // namespace postroom::mapiutil
