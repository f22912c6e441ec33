#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include "mapiutil/testing/every_type.h"
#include "mapiutil/testing/new_property_data.h"
#include "mapiutil/testing/property_object.h"

namespace postroom::mapiutil {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr ULONG kFirst = PROP_TAG(PT_LONG, 0x6600);
constexpr ULONG kSecond = PROP_TAG(PT_LONG, 0x6601);
constexpr ULONG kThird = PROP_TAG(PT_LONG, 0x6602);
constexpr ULONG kObject = PROP_TAG(PT_OBJECT, 0x6610);

OwnedPropertyData one_two_three() {
  OwnedPropertyData object = new_property_data();
  SPropValue values[] = {number(kFirst, 1), number(kSecond, 2), number(kThird, 3)};
  EXPECT_EQ(object->SetProps(3, values, nullptr), S_OK);
  return object;
}

Outcome copy_to(IPropData& from, IUnknown* to, ULONG flags = 0, LPSPropTagArray excluded = nullptr) {
  Outcome outcome;
  LPSPropProblemArray problems = nullptr;
  outcome.result = from.CopyTo(0, nullptr, excluded, 0, nullptr, &IID_IMAPIProp, to, flags, &problems);
  outcome.problems.reset(problems);
  return outcome;
}

Outcome copy_props(IPropData& from, Tags tags, IUnknown* to, ULONG flags = 0) {
  Outcome outcome;
  LPSPropProblemArray problems = nullptr;
  outcome.result = from.CopyProps(tags.array(), 0, nullptr, &IID_IMAPIProp, to, flags, &problems);
  outcome.problems.reset(problems);
  return outcome;
}

TEST(CopyingPropertyData, copies_values_of_every_type) {
  const auto from = new_property_data();
  const auto to = new_property_data();
  EveryType values;
  ASSERT_EQ(from->SetProps(static_cast<ULONG>(values.count()), values.data(), nullptr), S_OK);
  const Outcome outcome = copy_to(*from, to.get());
  EXPECT_EQ(outcome.result, S_OK);
  EXPECT_EQ(outcome.problems, nullptr);
  EXPECT_EQ(tags_of(*to, 0), tags_of(*from, 0));
  const SPropValue& texts = values.of(PT_MV_UNICODE);
  EXPECT_TRUE(same(get(*to, {texts.ulPropTag})[0], texts));
}

TEST(CopyingPropertyData, leaves_out_what_is_excluded_whatever_type_is_named) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  Tags excluded = {CHANGE_PROP_TYPE(kSecond, PT_UNICODE)};
  EXPECT_EQ(copy_to(*from, to.get(), 0, excluded.array()).result, S_OK);
  EXPECT_THAT(tags_of(*to, 0), ElementsAre(kFirst, kThird));
}

TEST(CopyingPropertyData, copies_what_is_named_and_tells_what_is_not_there) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  const Outcome outcome = copy_props(*from, {PROP_TAG(PT_LONG, 0x66FF), kThird}, to.get());
  EXPECT_EQ(outcome.result, S_OK);
  EXPECT_THAT(tags_of(*to, 0), ElementsAre(kThird));
  ASSERT_EQ(outcome.problems->cProblem, 1u);
  EXPECT_EQ(outcome[0].ulIndex, 0u);
  EXPECT_EQ(outcome[0].scode, MAPI_E_NOT_FOUND);
}

TEST(CopyingPropertyData, replaces_what_is_there_unless_it_must_not) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  set(*to, number(kFirst, 100));
  EXPECT_EQ(copy_to(*from, to.get(), MAPI_NOREPLACE).result, S_OK);
  EXPECT_EQ(get(*to, {kFirst})[0].Value.l, 100);
  EXPECT_EQ(get(*to, {kThird})[0].Value.l, 3);
  EXPECT_EQ(copy_props(*from, {kFirst}, to.get(), MAPI_NOREPLACE).result, S_OK);
  EXPECT_EQ(get(*to, {kFirst})[0].Value.l, 100);
  EXPECT_EQ(copy_to(*from, to.get()).result, S_OK);
  EXPECT_EQ(get(*to, {kFirst})[0].Value.l, 1);
}

TEST(CopyingPropertyData, that_moves_takes_away_what_it_copied) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  EXPECT_EQ(copy_props(*from, {kSecond}, to.get(), MAPI_MOVE).result, S_OK);
  EXPECT_THAT(tags_of(*from, 0), ElementsAre(kFirst, kThird));
  EXPECT_THAT(tags_of(*to, 0), ElementsAre(kSecond));
}

TEST(CopyingPropertyData, that_moves_leaves_what_arrived_nowhere_or_may_not_be_deleted) {
  const auto from = one_two_three();
  const auto to = one_two_three();
  Tags tags = {kFirst};
  ULONG read_only[] = {IPROP_READONLY};
  ASSERT_EQ(to->HrSetPropAccess(tags.array(), read_only), S_OK);
  Tags second = {kSecond};
  ASSERT_EQ(from->HrSetPropAccess(second.array(), read_only), S_OK);
  const Outcome outcome = copy_to(*from, to.get(), MAPI_MOVE);
  EXPECT_EQ(outcome.result, S_OK);
  EXPECT_THAT(tags_of(*from, 0), ElementsAre(kFirst, kSecond));
  ASSERT_EQ(outcome.problems->cProblem, 2u);
  EXPECT_EQ(outcome[0].ulPropTag, kFirst);
  EXPECT_EQ(outcome[1].ulPropTag, kSecond);
  EXPECT_EQ(outcome[1].scode, MAPI_E_NO_ACCESS);
}

TEST(CopyingPropertyData, of_a_read_only_object_copies_and_does_not_move) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  ASSERT_EQ(from->HrSetObjAccess(IPROP_READONLY), S_OK);
  EXPECT_EQ(copy_to(*from, to.get(), MAPI_MOVE).result, MAPI_E_NO_ACCESS);
  EXPECT_THAT(tags_of(*to, 0), IsEmpty());
  EXPECT_EQ(copy_to(*from, to.get()).result, S_OK);
  EXPECT_EQ(copy_to(*to, from.get()).result, MAPI_E_NO_ACCESS);
}

TEST(CopyingPropertyData, cannot_copy_objects_and_says_so) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  Tags tags = {kObject};
  ASSERT_EQ(from->HrAddObjProps(tags.array(), nullptr), S_OK);
  const Outcome outcome = copy_to(*from, to.get());
  EXPECT_EQ(outcome.result, S_OK);
  ASSERT_EQ(outcome.problems->cProblem, 1u);
  EXPECT_EQ(outcome[0].ulPropTag, kObject);
  EXPECT_EQ(outcome[0].scode, MAPI_E_NO_SUPPORT);
  EXPECT_EQ(copy_props(*from, {kObject}, to.get())[0].scode, MAPI_E_NO_SUPPORT);
}

// An object that finds fault with the second of what it is given.
class FaultFinding final : public PropertyObject {
 public:
  HRESULT result = S_OK;
  HRESULT list_result = MAPI_E_NO_SUPPORT;
  ULONG faulty_index = 1;

  HRESULT SetProps(ULONG, LPSPropValue lpPropArray, LPSPropProblemArray* lppProblems) override {
    if (FAILED(result)) return result;
    *lppProblems = one_problem(faulty_index, lpPropArray[0].ulPropTag, MAPI_E_COMPUTED);
    return S_OK;
  }
  HRESULT GetPropList(ULONG, LPSPropTagArray*) override { return list_result; }
};

TEST(CopyingPropertyData, tells_problems_of_the_other_object_by_the_list_of_the_caller) {
  const auto from = one_two_three();
  FaultFinding to;
  const Outcome outcome = copy_props(*from, {kThird, PROP_TAG(PT_LONG, 0x66FF), kFirst}, &to);
  EXPECT_EQ(outcome.result, S_OK);
  ASSERT_EQ(outcome.problems->cProblem, 2u);
  EXPECT_EQ(outcome[1].ulIndex, 2u);
  EXPECT_EQ(outcome[1].ulPropTag, kFirst);
  EXPECT_EQ(outcome[1].scode, MAPI_E_COMPUTED);
  EXPECT_EQ(to.references, 1);
}

TEST(CopyingPropertyData, does_not_believe_problems_with_what_was_not_given) {
  const auto from = one_two_three();
  FaultFinding to;
  to.faulty_index = 0xFFFFFFFF;
  EXPECT_EQ(copy_to(*from, &to).problems, nullptr);
}

TEST(CopyingPropertyData, fails_as_the_other_object_does) {
  const auto from = one_two_three();
  FaultFinding to;
  to.result = MAPI_E_NETWORK_ERROR;
  EXPECT_EQ(copy_to(*from, &to, MAPI_MOVE).result, MAPI_E_NETWORK_ERROR);
  to.list_result = MAPI_E_BUSY;
  EXPECT_EQ(copy_to(*from, &to, MAPI_NOREPLACE).result, MAPI_E_BUSY);
  EXPECT_EQ(tags_of(*from, 0).size(), 3u);
  EXPECT_EQ(to.references, 1);
}

TEST(CopyingPropertyData, needs_another_object_that_has_the_interface) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  EXPECT_EQ(copy_to(*from, from.get()).result, MAPI_E_NO_ACCESS);
  EXPECT_EQ(copy_to(*from, nullptr).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(from->CopyTo(0, nullptr, nullptr, 0, nullptr, nullptr, to.get(), 0, nullptr),
            MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(from->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, to.get(), 0, nullptr),
            MAPI_E_INTERFACE_NOT_SUPPORTED);
  EXPECT_EQ(copy_to(*from, to.get(), 0x100).result, MAPI_E_UNKNOWN_FLAGS);
}

TEST(CopyingPropertyData, refuses_lists_that_are_none) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  Tags none = {};
  Tags null = {kFirst, PR_NULL};
  EXPECT_EQ(copy_to(*from, to.get(), 0, none.array()).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(copy_to(*from, to.get(), 0, null.array()).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(copy_props(*from, {}, to.get()).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(copy_props(*from, {kFirst, PR_NULL}, to.get()).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(from->CopyProps(nullptr, 0, nullptr, &IID_IMAPIProp, to.get(), 0, nullptr),
            MAPI_E_INVALID_PARAMETER);
}

TEST(CopyingPropertyData, has_nothing_to_copy_without_the_interface_of_properties) {
  const auto from = one_two_three();
  const auto to = new_property_data();
  const IID excluded[] = {IID_IMessage, IID_IMAPIProp};
  const auto copy = [&](ULONG count, LPCIID interfaces) {
    return from->CopyTo(count, interfaces, nullptr, 0, nullptr, &IID_IMAPIProp, to.get(), 0, nullptr);
  };
  EXPECT_EQ(copy(2, excluded), MAPI_E_INTERFACE_NOT_SUPPORTED);
  EXPECT_EQ(copy(2, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(copy(0xFFFFFFFF, excluded), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(copy(1, excluded), S_OK);
}

}  // namespace
}  // namespace postroom::mapiutil
