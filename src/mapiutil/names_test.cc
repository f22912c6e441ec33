#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <string>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

GUID set_of(BYTE last) { return {1, 2, 3, {0, 0, 0, 0, 0, 0, 0, last}}; }

MAPINAMEID number(GUID& set, LONG id) {
  MAPINAMEID name = {};
  name.lpguid = &set;
  name.ulKind = MNID_ID;
  name.Kind.lID = id;
  return name;
}

MAPINAMEID text(GUID& set, std::wstring& characters) {
  MAPINAMEID name = {};
  name.lpguid = &set;
  name.ulKind = MNID_STRING;
  name.Kind.lpwstrName = characters.data();
  return name;
}

TEST(Names, are_equal_by_set_kind_and_name) {
  GUID set = set_of(1), same = set_of(1), other = set_of(2);
  MAPINAMEID name = number(set, 7), alike = number(same, 7), elsewhere = number(other, 7),
             unlike = number(set, 8);
  EXPECT_TRUE(FEqualNames(&name, &alike));
  EXPECT_FALSE(FEqualNames(&name, &elsewhere));
  EXPECT_FALSE(FEqualNames(&name, &unlike));
}

TEST(Names, are_texts_with_regard_to_case) {
  GUID set = set_of(1);
  std::wstring keywords = L"Keywords", same = L"Keywords", lower = L"keywords", beginning = L"Key";
  MAPINAMEID name = text(set, keywords), alike = text(set, same), small = text(set, lower);
  MAPINAMEID part = text(set, beginning), id = number(set, 7);
  EXPECT_TRUE(FEqualNames(&name, &alike));
  EXPECT_FALSE(FEqualNames(&name, &small));
  EXPECT_FALSE(FEqualNames(&name, &part));
  EXPECT_FALSE(FEqualNames(&part, &name));
  EXPECT_FALSE(FEqualNames(&name, &id));
}

TEST(Names, that_are_none_equal_nothing) {
  GUID set = set_of(1);
  MAPINAMEID name = number(set, 7), no_set = name, no_kind = name, no_text = name;
  no_set.lpguid = nullptr;
  no_kind.ulKind = 2;
  no_text.ulKind = MNID_STRING;
  no_text.Kind.lpwstrName = nullptr;
  EXPECT_FALSE(FEqualNames(nullptr, &name));
  EXPECT_FALSE(FEqualNames(&name, nullptr));
  EXPECT_FALSE(FEqualNames(&no_set, &no_set));
  EXPECT_FALSE(FEqualNames(&no_kind, &no_kind));
  EXPECT_FALSE(FEqualNames(&no_text, &no_text));
}

TEST(Names, are_no_longer_than_a_text_may_be) {
  GUID set = set_of(1);
  std::wstring longest(kMaxTextChars - 1, L'a'), too_long(kMaxTextChars, L'a');
  MAPINAMEID name = text(set, longest), endless = text(set, too_long);
  EXPECT_TRUE(FEqualNames(&name, &name));
  EXPECT_FALSE(FEqualNames(&endless, &endless));
}

}  // namespace
}  // namespace postroom::mapiutil
