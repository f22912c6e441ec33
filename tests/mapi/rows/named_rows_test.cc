// Rows 82 to 84: named and multi-valued properties.
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

MAPINAMEID text_name(const GUID& set, std::wstring& text) {
  MAPINAMEID name{};
  name.lpguid = const_cast<LPGUID>(&set);
  name.ulKind = MNID_STRING;
  name.Kind.lpwstrName = text.data();
  return name;
}
MAPINAMEID number_name(const GUID& set, LONG number) {
  MAPINAMEID name{};
  name.lpguid = const_cast<LPGUID>(&set);
  name.ulKind = MNID_ID;
  name.Kind.lID = number;
  return name;
}

HRESULT ids_of(IMAPIProp& object, std::vector<MAPINAMEID> names, ULONG flags, std::vector<ULONG>& ids) {
  std::vector<LPMAPINAMEID> pointers;
  for (MAPINAMEID& name : names) pointers.push_back(&name);
  Buffer<SPropTagArray> tags;
  const HRESULT result = object.GetIDsFromNames(static_cast<ULONG>(pointers.size()), pointers.data(), flags, tags.out());
  ids.clear();
  if (tags) ids.assign(tags->aulPropTag, tags->aulPropTag + tags->cValues);
  return result;
}

ULONG id_of(IMAPIProp& object, const MAPINAMEID& name, ULONG flags = MAPI_CREATE) {
  std::vector<ULONG> ids;
  EXPECT_FALSE(FAILED(ids_of(object, {name}, flags, ids)));
  return ids.empty() ? 0 : PROP_ID(ids[0]);
}

TEST_F(RowTest, r082_a_name_keeps_its_id_over_a_restart) {
  std::wstring printer = L"Printer";
  const ULONG id = id_of(ana().store(), text_name(PS_PUBLIC_STRINGS, printer));
  EXPECT_GE(id, 0x8000U);
  EXPECT_LE(id, 0xFFFEU);
  const ULONG other = id_of(ana().store(), number_name(PSETID_Appointment, 0x8208));
  EXPECT_NE(other, id);
  close_sessions();
  EXPECT_EQ(id_of(ben().store(), text_name(PS_PUBLIC_STRINGS, printer), 0), id);
  EXPECT_EQ(id_of(ben().store(), number_name(PSETID_Appointment, 0x8208), 0), other);
}

TEST_F(RowTest, r082_unknown_names_are_errors_in_their_places) {
  std::wstring known = L"Known", unknown = L"Unknown";
  const ULONG id = id_of(ana().store(), text_name(PS_PUBLIC_STRINGS, known));
  std::vector<ULONG> ids;
  EXPECT_HR(MAPI_W_ERRORS_RETURNED,
            ids_of(ana().store(), {text_name(PS_PUBLIC_STRINGS, unknown), text_name(PS_PUBLIC_STRINGS, known),
                                   number_name(PS_MAPI, 0x0037)},
                   0, ids));
  ASSERT_EQ(ids.size(), 3U);
  EXPECT_EQ(ids[0], PROP_TAG(PT_ERROR, 0));
  EXPECT_EQ(ids[1], PROP_TAG(PT_UNSPECIFIED, id));
  EXPECT_EQ(PROP_ID(ids[2]), 0x0037U);
}

TEST_F(RowTest, r082_names_of_internet_headers_have_no_case) {
  std::wstring upper = L"X-Printer", lower = L"x-printer";
  EXPECT_EQ(id_of(ana().store(), text_name(PS_INTERNET_HEADERS, upper)),
            id_of(ana().store(), text_name(PS_INTERNET_HEADERS, lower)));
  EXPECT_NE(id_of(ana().store(), text_name(PS_PUBLIC_STRINGS, upper)),
            id_of(ana().store(), text_name(PS_PUBLIC_STRINGS, lower)));
}

TEST_F(RowTest, r082_ids_tell_their_names) {
  std::wstring printer = L"Printer";
  const ULONG id = id_of(ana().store(), text_name(PS_PUBLIC_STRINGS, printer));
  Tags wanted({PROP_TAG(PT_UNSPECIFIED, id), PR_SUBJECT_W, PROP_TAG(PT_UNSPECIFIED, 0xFFF0)});
  LPSPropTagArray tags = wanted.get();
  ULONG count = 0;
  Buffer<LPMAPINAMEID> names;
  EXPECT_HR(MAPI_W_ERRORS_RETURNED, ana().store().GetNamesFromIDs(&tags, nullptr, 0, &count, names.out()));
  ASSERT_EQ(count, 3U);
  EXPECT_EQ(*names[0]->lpguid, PS_PUBLIC_STRINGS);
  EXPECT_EQ(std::wstring(names[0]->Kind.lpwstrName), printer);
  EXPECT_EQ(*names[1]->lpguid, PS_MAPI);
  EXPECT_EQ(names[1]->ulKind, MNID_ID);
  EXPECT_EQ(names[1]->Kind.lID, 0x0037);
  EXPECT_EQ(names[2], nullptr);
}

// "The cValues member for the property tag array cannot be 0" (IMAPIProp::GetNamesFromIDs).
TEST_F(RowTest, r082_an_empty_list_of_ids_is_refused_and_left_as_it_is) {
  Tags none(std::vector<ULONG>{});
  LPSPropTagArray tags = none.get();
  ULONG count = 99;
  Buffer<LPMAPINAMEID> names;
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().store().GetNamesFromIDs(&tags, nullptr, 0, &count, names.out()));
  EXPECT_EQ(tags, none.get());
  EXPECT_EQ(tags->cValues, 0U);
  EXPECT_EQ(count, 0U);
  EXPECT_FALSE(names);
}

TEST_F(RowTest, r083_a_copy_in_another_store_keeps_the_name_under_the_id_that_is_there) {
  std::wstring printer = L"Printer", filler = L"Filler";
  Session& other = session_on(other_address());
  id_of(other.store(), text_name(PS_PUBLIC_STRINGS, filler));  // so that the ids differ
  const ULONG here = PROP_TAG(PT_UNICODE, id_of(ana().store(), text_name(PS_PUBLIC_STRINGS, printer)));
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, here, "laser"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  const auto copy = create_message(*other.inbox());
  ASSERT_HR(S_OK, message->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  ASSERT_HR(S_OK, copy->SaveChanges(KEEP_OPEN_READONLY));
  const ULONG there = PROP_TAG(PT_UNICODE, id_of(other.store(), text_name(PS_PUBLIC_STRINGS, printer), 0));
  EXPECT_NE(there, here);
  EXPECT_EQ(get_text(*copy, there), "laser");
  EXPECT_NE(get_text(other.store(), PR_MAPPING_SIGNATURE), get_text(ana().store(), PR_MAPPING_SIGNATURE));
  EXPECT_EQ(get_text(*message, PR_MAPPING_SIGNATURE), get_text(ana().store(), PR_MAPPING_SIGNATURE));
}

TEST_F(RowTest, r084_values_stay_in_their_order) {
  constexpr ULONG kNumbers = PROP_TAG(PT_MV_LONG, 0x6F20), kTexts = PROP_TAG(PT_MV_UNICODE, 0x6F21);
  const auto message = create_message(*ana().inbox());
  Values values;
  values.add(kNumbers, std::vector<LONG>{3, 1, 2, 1}).add(kTexts, std::vector<std::string>{"z", "a", "ü", "a"});
  ASSERT_HR(S_OK, message->SetProps(values.count(), values.data(), nullptr));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto again = ben().open_message(entry_id_of(*message), 0);
  ULONG count = 0;
  Buffer<SPropValue> got;
  ASSERT_HR(S_OK, again->GetProps(Tags({kNumbers, kTexts}).get(), 0, &count, got.out()));
  const SLongArray& numbers = got[0].Value.MVl;
  EXPECT_EQ(std::vector<LONG>(numbers.lpl, numbers.lpl + numbers.cValues), (std::vector<LONG>{3, 1, 2, 1}));
  const SWStringArray& texts = got[1].Value.MVszW;
  EXPECT_EQ(std::vector<std::wstring>(texts.lppszW, texts.lppszW + texts.cValues),
            (std::vector<std::wstring>{L"z", L"a", L"ü", L"a"}));
}

}  // namespace
}  // namespace mapi_host
