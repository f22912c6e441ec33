#include "mapi/profile_settings.h"

#include <gtest/gtest.h>
#include <mapi/mapiutil.h>
#include <mapi/postroom_mapi.h>

#include "mapi/ref.h"
#include "support/must.h"

namespace postroom::mapi {
namespace {

using testing::code_of;
using testing::must;

const Memory kMemory{MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer};

SPropValue wide(ULONG tag, const wchar_t* text) {
  SPropValue value = {};
  value.ulPropTag = tag;
  value.Value.lpszW = const_cast<LPWSTR>(text);
  return value;
}
SPropValue narrow(ULONG tag, const char* text) {
  SPropValue value = {};
  value.ulPropTag = tag;
  value.Value.lpszA = const_cast<LPSTR>(text);
  return value;
}
SPropValue number(ULONG tag, LONG number) {
  SPropValue value = {};
  value.ulPropTag = tag;
  value.Value.l = number;
  return value;
}
SPropValue boolean(ULONG tag, bool is_true) {
  SPropValue value = {};
  value.ulPropTag = tag;
  value.Value.b = is_true ? 1 : 0;
  return value;
}

// What a profile section is to the provider: an object that has properties.
Ref<IPropData> make_section() {
  LPPROPDATA section = nullptr;
  IID iid = IID_IMAPIPropData;
  EXPECT_EQ(CreateIProp(&iid, MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer, nullptr, &section), S_OK);
  return Ref<IPropData>::take(section);
}

TEST(ProfileSettingsTest, reads_from_a_section_what_it_has_written) {
  const ProfileSettings written{"/mail/ana.postroom", "Ana Ruíz", "ana", "secret", true, OnConflict::merge};
  const auto section = make_section();
  ASSERT_EQ(write_settings(kMemory, written, *section), S_OK);
  ProfileSettings read;
  EXPECT_EQ(must(read_settings(kMemory, *section, read)), S_OK);
  EXPECT_EQ(read, written);
}

TEST(ProfileSettingsTest, leaves_as_it_is_what_an_empty_section_does_not_say) {
  ProfileSettings settings{"/mail", "Ana", {}, {}, true, OnConflict::merge};
  const ProfileSettings before = settings;
  const Answer read = read_settings(kMemory, *make_section(), settings);
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(SUCCEEDED(*read));
  EXPECT_EQ(settings, before);
}

TEST(ProfileSettingsTest, takes_texts_in_either_width) {
  ProfileSettings settings;
  const SPropValue values[] = {narrow(PR_POSTROOM_ADDRESS_A, "/mail"),
                               wide(PR_POSTROOM_NAME_W, L"Ana Ru\u00EDz"),
                               narrow(PR_POSTROOM_PASSWORD_A, "geheim")};
  must(take_settings(values, settings));
  EXPECT_EQ(settings.address, "/mail");
  EXPECT_EQ(settings.name, "Ana Ruíz");
  EXPECT_EQ(settings.password, "geheim");
  EXPECT_TRUE(settings.is_complete());
}

TEST(ProfileSettingsTest, ignores_errors_and_properties_of_others) {
  ProfileSettings settings;
  const SPropValue values[] = {number(CHANGE_PROP_TYPE(PR_POSTROOM_ADDRESS_W, PT_ERROR), MAPI_E_NOT_FOUND),
                               number(PROP_TAG(PT_LONG, 0x6650), 7)};
  must(take_settings(values, settings));
  EXPECT_EQ(settings, ProfileSettings{});
}

TEST(ProfileSettingsTest, takes_nothing_where_one_value_is_wrong) {
  ProfileSettings settings;
  const SPropValue numbers[] = {narrow(PR_POSTROOM_ADDRESS_A, "/mail"), number(PR_POSTROOM_ON_CONFLICT, 2)};
  EXPECT_EQ(code_of(take_settings(numbers, settings)), Code::invalid_argument);
  const SPropValue types[] = {narrow(PR_POSTROOM_ADDRESS_A, "/mail"),
                              number(CHANGE_PROP_TYPE(PR_POSTROOM_NAME_W, PT_LONG), 2)};
  EXPECT_EQ(code_of(take_settings(types, settings)), Code::invalid_argument);
  const SPropValue pointers[] = {narrow(PR_POSTROOM_ADDRESS_A, "/mail"), wide(PR_POSTROOM_NAME_W, nullptr)};
  EXPECT_EQ(code_of(take_settings(pointers, settings)), Code::invalid_argument);
  EXPECT_EQ(settings, ProfileSettings{});
}

TEST(ProfileSettingsTest, reads_the_two_switches) {
  ProfileSettings settings;
  const SPropValue values[] = {boolean(PR_POSTROOM_READ_ONLY, true),
                               number(PR_POSTROOM_ON_CONFLICT, POSTROOM_ON_CONFLICT_MERGE)};
  must(take_settings(values, settings));
  EXPECT_TRUE(settings.read_only);
  EXPECT_EQ(settings.on_conflict, OnConflict::merge);
}

TEST(ProfileSettingsTest, puts_user_and_password_into_the_address_of_a_database_alone) {
  const ProfileSettings file{"/mail?store=x", "Ana", "ana", "secret", false, {}};
  EXPECT_EQ(connection_address(file), "/mail?store=x");
  const ProfileSettings database{"postgresql://host/mail?store=x", "Ana", "ana", "p@s&s w%rd", false, {}};
  EXPECT_EQ(connection_address(database),
            "postgresql://host/mail?store=x&user=ana&password=p%40s%26s%20w%25rd");
  const ProfileSettings plain{"postgresql://host/mail?store=x", "Ana", "", "", false, {}};
  EXPECT_EQ(connection_address(plain), plain.address);
}

}  // namespace
}  // namespace postroom::mapi
