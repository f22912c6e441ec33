#include "mapi/names.h"

#include <gtest/gtest.h>
#include <mapi/mapicode.h>

#include "mapi/guids.h"
#include "mapi/property_methods.h"
#include "mapi/testing/one_store.h"
#include "mapi/testing/tags.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using testing::Given;
using testing::Tags;

GUID kSet = to_guid(kPsAppointment);
GUID kStrings = to_guid(kPsPublicStrings);
GUID kHeaders = to_guid(kPsInternetHeaders);
GUID kNumbers = to_guid(kPsMapi);

MAPINAMEID number(GUID& set, LONG id) {
  MAPINAMEID name{&set, MNID_ID, {}};
  name.Kind.lID = id;
  return name;
}
MAPINAMEID text(GUID& set, const wchar_t* spelled) {
  MAPINAMEID name{&set, MNID_STRING, {}};
  name.Kind.lpwstrName = const_cast<wchar_t*>(spelled);
  return name;
}

class NamesTest : public ::testing::Test {
 protected:
  struct Ids {
    HRESULT result = E_FAIL;
    Given<SPropTagArray> tags;
    ULONG operator[](std::size_t i) const {
      const ULONG* const each = tags->aulPropTag;
      return each[i];
    }
  };
  static Ids ids_of(ObjectState& state, std::vector<MAPINAMEID> names, ULONG flags = 0) {
    std::vector<LPMAPINAMEID> pointers;
    for (MAPINAMEID& name : names) pointers.push_back(&name);
    return ask(state, static_cast<ULONG>(names.size()), names.empty() ? nullptr : pointers.data(), flags);
  }
  static Ids ask(ObjectState& state, ULONG count, LPMAPINAMEID* names, ULONG flags) {
    Ids ids;
    LPSPropTagArray tags = nullptr;
    ids.result = state.call([&] { return get_ids_from_names(state, count, names, flags, &tags); });
    ids.tags.reset(tags);
    return ids;
  }

  struct Names {
    HRESULT result = E_FAIL;
    Given<SPropTagArray> tags;  // where the call has made them
    ULONG count = 99;
    Given<LPMAPINAMEID> names;
    const MAPINAMEID* operator[](int i) const { return names.get()[i]; }
  };
  Names names_of(LPSPropTagArray asked, ULONG flags = 0, LPGUID set = nullptr) {
    Names names;
    LPSPropTagArray tags = asked;
    LPMAPINAMEID* made = nullptr;
    names.result =
        state_.call([&] { return get_names_from_ids(state_, &tags, set, flags, &names.count, &made); });
    if (tags != asked) names.tags.reset(tags);
    names.names.reset(made);
    return names;
  }

  testing::OneStore store_;
  ObjectState state_{store_.open()};
};

TEST_F(NamesTest, get_ids_that_last) {
  const Ids made = ids_of(state_, {text(kStrings, L"Colour"), number(kSet, 0x820D)}, MAPI_CREATE);
  EXPECT_EQ(made.result, S_OK);
  ASSERT_EQ(made.tags->cValues, 2U);
  EXPECT_EQ(made[0], PROP_TAG(PT_UNSPECIFIED, 0x8000));
  EXPECT_EQ(made[1], PROP_TAG(PT_UNSPECIFIED, 0x8001));
  ObjectState other(store_.open());
  const Ids found = ids_of(other, {number(kSet, 0x820D), text(kStrings, L"Colour")});
  EXPECT_EQ(found.result, S_OK);
  EXPECT_EQ(found[0], made[1]);
  EXPECT_EQ(found[1], made[0]);
}

TEST_F(NamesTest, that_nobody_made_have_no_id) {
  ids_of(state_, {text(kStrings, L"Colour")}, MAPI_CREATE);
  const Ids found = ids_of(state_, {number(kSet, 1), text(kStrings, L"Colour"), text(kStrings, L"colour")});
  EXPECT_EQ(found.result, MAPI_W_ERRORS_RETURNED);
  EXPECT_EQ(found[0], PROP_TAG(PT_ERROR, 0));
  EXPECT_EQ(found[1], PROP_TAG(PT_UNSPECIFIED, 0x8000));
  EXPECT_EQ(found[2], PROP_TAG(PT_ERROR, 0));  // names are as they are spelled
}

TEST_F(NamesTest, of_internet_headers_are_spelled_in_any_case) {
  const Ids made = ids_of(state_, {text(kHeaders, L"X-Spam"), text(kHeaders, L"x-spam")}, MAPI_CREATE);
  EXPECT_EQ(made[0], made[1]);
}

TEST_F(NamesTest, that_are_ids_already_need_none) {
  const Ids found = ids_of(state_, {number(kNumbers, 0x0037)});
  EXPECT_EQ(found.result, S_OK);
  EXPECT_EQ(found[0], PROP_TAG(PT_UNSPECIFIED, 0x0037));
}

TEST_F(NamesTest, that_could_never_have_an_id_are_missed_alone) {
  const std::wstring long_name(255, L'x');
  const Ids made =
      ids_of(state_, {text(kStrings, long_name.c_str()), text(kStrings, L""), number(kSet, 1)}, MAPI_CREATE);
  EXPECT_EQ(made.result, MAPI_W_ERRORS_RETURNED);
  EXPECT_EQ(made[0], PROP_TAG(PT_ERROR, 0));
  EXPECT_EQ(made[1], PROP_TAG(PT_ERROR, 0));
  EXPECT_EQ(made[2], PROP_TAG(PT_UNSPECIFIED, 0x8000));
  const std::wstring longest(254, L'x');
  EXPECT_EQ(ids_of(state_, {text(kStrings, longest.c_str())}, MAPI_CREATE).result, S_OK);
}

TEST_F(NamesTest, are_all_made_or_none_of_them) {
  std::vector<MAPINAMEID> names;
  for (std::size_t i = 0; i <= kMaxNamedProperties; ++i) names.push_back(number(kSet, static_cast<LONG>(i)));
  EXPECT_EQ(ids_of(state_, names, MAPI_CREATE).result, MAPI_E_TOO_BIG);
  EXPECT_EQ(ids_of(state_, {}).tags->cValues, 0U);
  names.pop_back();
  const Ids made = ids_of(state_, names, MAPI_CREATE);
  EXPECT_EQ(made.result, S_OK);
  EXPECT_EQ(made[0], PROP_TAG(PT_UNSPECIFIED, 0x8000));
  EXPECT_EQ(made[kMaxNamedProperties - 1], PROP_TAG(PT_UNSPECIFIED, 0xFFFE));
  EXPECT_EQ(ids_of(state_, {number(kSet, 0), text(kStrings, L"one more")}, MAPI_CREATE).result, MAPI_E_TOO_BIG);
  EXPECT_EQ(ids_of(state_, {}).tags->cValues, kMaxNamedProperties);
}

TEST_F(NamesTest, are_not_made_in_a_store_that_is_open_for_reading) {
  ids_of(state_, {text(kStrings, L"Colour")}, MAPI_CREATE);
  ObjectState reader(store_.open(false));
  EXPECT_EQ(ids_of(reader, {text(kStrings, L"Shape")}, MAPI_CREATE).result, MAPI_E_NO_ACCESS);
  EXPECT_EQ(ids_of(reader, {text(kStrings, L"Colour")}, MAPI_CREATE).result, S_OK);  // nothing has to be made
  EXPECT_EQ(ids_of(reader, {text(kStrings, L"Shape")}).result, MAPI_W_ERRORS_RETURNED);
}

TEST_F(NamesTest, are_all_meant_where_none_is_given) {
  EXPECT_EQ(ids_of(state_, {}).tags->cValues, 0U);
  ids_of(state_, {text(kStrings, L"Colour"), number(kSet, 1)}, MAPI_CREATE);
  const Ids all = ids_of(state_, {});
  EXPECT_EQ(all.result, S_OK);
  ASSERT_EQ(all.tags->cValues, 2U);
  EXPECT_EQ(all[1], PROP_TAG(PT_UNSPECIFIED, 0x8001));
  EXPECT_EQ(ids_of(state_, {}, MAPI_CREATE).result, MAPI_E_INVALID_PARAMETER);
}

TEST_F(NamesTest, that_are_none_are_refused) {
  MAPINAMEID without_set = number(kSet, 1);
  without_set.lpguid = nullptr;
  MAPINAMEID of_no_kind = number(kSet, 1);
  of_no_kind.ulKind = 2;
  for (const MAPINAMEID& name :
       {without_set, of_no_kind, text(kStrings, nullptr), text(kStrings, L"\xD800")}) {
    EXPECT_EQ(ids_of(state_, {number(kSet, 5), name}, MAPI_CREATE).result, MAPI_E_INVALID_PARAMETER);
  }
  EXPECT_EQ(ids_of(state_, {}).tags->cValues, 0U);  // the others of such a call are not made
  LPMAPINAMEID nothing[] = {nullptr};
  EXPECT_EQ(ask(state_, 1, nothing, 0).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ask(state_, 1, nullptr, 0).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ask(state_, 0, nothing, 0).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ask(state_, kMaxTags + 1, nothing, 0).result, MAPI_E_TOO_BIG);
  EXPECT_EQ(must(get_ids_from_names(state_, 0, nullptr, 0, nullptr)), MAPI_E_INVALID_PARAMETER);
}

TEST_F(NamesTest, are_told_of_ids_in_their_order) {
  ids_of(state_, {text(kStrings, L"Colour"), number(kSet, 0x820D)}, MAPI_CREATE);
  const Names names =
      names_of(Tags{0x8001001F, 0x80000000, 0x0037001F}, 0, &kHeaders);  // the set is not looked at
  EXPECT_EQ(names.result, S_OK);
  ASSERT_EQ(names.count, 3U);
  EXPECT_EQ(*names[0]->lpguid, kSet);
  EXPECT_EQ(names[0]->ulKind, MNID_ID);
  EXPECT_EQ(names[0]->Kind.lID, 0x820D);
  EXPECT_EQ(*names[1]->lpguid, kStrings);
  EXPECT_EQ(names[1]->ulKind, MNID_STRING);
  EXPECT_STREQ(names[1]->Kind.lpwstrName, L"Colour");
  EXPECT_EQ(*names[2]->lpguid, kNumbers);
  EXPECT_EQ(names[2]->Kind.lID, 0x0037);
}

TEST_F(NamesTest, that_there_are_not_are_null) {
  ids_of(state_, {text(kStrings, L"Colour")}, MAPI_CREATE);
  const Names names = names_of(Tags{0x80010000, 0x80000000, 0xFFFF0000, 0x00000001});
  EXPECT_EQ(names.result, MAPI_W_ERRORS_RETURNED);
  ASSERT_EQ(names.count, 4U);
  EXPECT_EQ(names[0], nullptr);
  ASSERT_NE(names[1], nullptr);
  EXPECT_EQ(names[2], nullptr);
  EXPECT_EQ(names[3], nullptr);
}

TEST_F(NamesTest, of_one_kind_can_be_asked_for) {
  ids_of(state_, {text(kStrings, L"Colour"), number(kSet, 1)}, MAPI_CREATE);
  const Names numbers = names_of(Tags{0x80000000, 0x80010000}, MAPI_NO_STRINGS);
  EXPECT_EQ(numbers.result, MAPI_W_ERRORS_RETURNED);
  EXPECT_EQ(numbers[0], nullptr);
  EXPECT_NE(numbers[1], nullptr);
  const Names texts = names_of(nullptr, MAPI_NO_IDS);
  EXPECT_EQ(texts.result, S_OK);
  ASSERT_EQ(texts.count, 1U);
  EXPECT_STREQ(texts[0]->Kind.lpwstrName, L"Colour");
  EXPECT_EQ(texts.tags->aulPropTag[0], PROP_TAG(PT_UNSPECIFIED, 0x8000));
}

TEST_F(NamesTest, are_none_where_the_flags_leave_none) {
  ids_of(state_, {text(kStrings, L"Colour")}, MAPI_CREATE);
  for (const ULONG flags : {MAPI_NO_STRINGS | MAPI_NO_IDS, MAPI_NO_STRINGS}) {
    Tags asked{0x80000000};
    for (LPSPropTagArray tags : {static_cast<LPSPropTagArray>(asked), LPSPropTagArray{}}) {
      const Names names = names_of(tags, flags);
      EXPECT_EQ(names.result, S_OK);
      EXPECT_EQ(names.count, 0U);
      EXPECT_EQ(names.names, nullptr);
      EXPECT_EQ(names.tags == nullptr, tags != nullptr);  // the caller's own are left as they are
      if (names.tags) {
        EXPECT_EQ(names.tags->cValues, 0U);
      }
    }
    EXPECT_EQ(static_cast<LPSPropTagArray>(asked)->cValues, 1U);
  }
}

TEST_F(NamesTest, are_all_told_or_those_of_one_set_where_no_id_is_given) {
  ids_of(state_, {text(kStrings, L"Colour"), number(kSet, 1), text(kStrings, L"Shape")}, MAPI_CREATE);
  const Names all = names_of(nullptr);
  EXPECT_EQ(all.result, S_OK);
  EXPECT_EQ(all.count, 3U);
  EXPECT_EQ(all.tags->cValues, 3U);
  const Names strings = names_of(nullptr, 0, &kStrings);
  ASSERT_EQ(strings.count, 2U);
  EXPECT_EQ(strings.tags->aulPropTag[1], PROP_TAG(PT_UNSPECIFIED, 0x8002));
}

TEST_F(NamesTest, need_ids_and_somewhere_to_go) {
  EXPECT_EQ(names_of(Tags{}).result, MAPI_E_INVALID_PARAMETER);
  ULONG hostile[] = {kMaxTags + 1};
  EXPECT_EQ(names_of(reinterpret_cast<LPSPropTagArray>(hostile)).result, MAPI_E_TOO_BIG);
  LPSPropTagArray tags = nullptr;
  LPMAPINAMEID* names = nullptr;
  ULONG count = 0;
  EXPECT_EQ(must(get_names_from_ids(state_, nullptr, nullptr, 0, &count, &names)), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(must(get_names_from_ids(state_, &tags, nullptr, 0, nullptr, &names)), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(must(get_names_from_ids(state_, &tags, nullptr, 0, &count, nullptr)), MAPI_E_INVALID_PARAMETER);
}

}  // namespace
}  // namespace postroom::mapi
