// Rows 37 and 39: configuring the message service without a dialog, and what of its settings is secret.
#include "mapi/host/provider_admin.h"
#include "mapi/rows/logging_on.h"

namespace mapi_host {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// A profile with the service in it, and what a host says to the service's entry point.
struct Service {
  Ptr<ProfileSection> section{new ProfileSection};
  Ptr<ProviderAdmin> admin{new ProviderAdmin(section)};
  Ptr<Support> support{new Support(section)};
  Buffer<MAPIERROR> error;

  HRESULT enter(ULONG context, ULONG flags = 0) { return enter(context, none, flags); }
  HRESULT enter(ULONG context, Values& values, ULONG flags = 0) {
    return exports().service_entry(nullptr, nullptr, support.get(), 0, flags, context, values.count(),
                                   values.count() ? values.data() : nullptr, admin.get(), error.out());
  }
  Values none;
};

Values settings(const std::string& address, const std::string& name = "Ana Ruiz") {
  Values values;
  values.add(PR_POSTROOM_ADDRESS_W, address).add(PR_POSTROOM_NAME_W, name);
  return values;
}

TEST_F(RowTest, r037_configuring_with_properties_fills_the_profile_and_asks_nobody) {
  Service service;
  const std::string fresh = ground->address("fresh");
  Values values = settings(fresh);
  ASSERT_HR(S_OK, service.enter(MSG_SERVICE_CONFIGURE, values));
  EXPECT_FALSE(service.error);
  EXPECT_EQ(service.section->text(PR_POSTROOM_NAME_W), "Ana Ruiz");
  EXPECT_TRUE(service.section->has(PR_POSTROOM_ADDRESS_W));
  for (const ULONG shown : {PR_DISPLAY_NAME_W, PR_PROVIDER_DISPLAY_W, PR_ENTRYID, PR_RECORD_KEY}) {
    EXPECT_NE(service.section->text(shown).value_or(""), "") << std::hex << shown;
  }
  const auto provider = new_provider();
  auto open = try_logon(*provider, {service.support.get()});
  ASSERT_HR(S_OK, open.result);
  EXPECT_EQ(service.section->text(PR_ENTRYID), entry_id_of(*open.store));
  EXPECT_EQ(service.section->text(PR_RECORD_KEY), get_text(*open.store, PR_RECORD_KEY));
  open.end();
  const std::string inner = unwrapped(service.section->text(PR_ENTRYID).value_or(""));
  auto by_id = try_logon(*provider, {nullptr, inner});
  EXPECT_HR(S_OK, by_id.result);
  by_id.end();
}

TEST_F(RowTest, r037_settings_of_either_width_are_taken) {
  Service service;
  Values values;
  values.add(PR_POSTROOM_ADDRESS_A, address()).add(PR_POSTROOM_NAME_A, "Zoë Park");
  values.add(PR_POSTROOM_READ_ONLY, true).add(PR_POSTROOM_ON_CONFLICT, POSTROOM_ON_CONFLICT_MERGE);
  ASSERT_HR(S_OK, service.enter(MSG_SERVICE_CONFIGURE, values));
  EXPECT_EQ(service.section->text(PR_POSTROOM_NAME_W), "Zoë Park");
  EXPECT_EQ(get_number(*service.section, PR_POSTROOM_READ_ONLY), 1);
  EXPECT_EQ(get_number(*service.section, PR_POSTROOM_ON_CONFLICT), LONG{POSTROOM_ON_CONFLICT_MERGE});
}

TEST_F(RowTest, r037_a_store_that_is_there_is_taken_as_it_is) {
  const std::string id = add("kept");
  Service service;
  Values values = settings(address(), "Ben Okafor");
  ASSERT_HR(S_OK, service.enter(MSG_SERVICE_CONFIGURE, values));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "kept");
  EXPECT_EQ(service.section->text(PR_RECORD_KEY), get_text(ana().store(), PR_RECORD_KEY));
}

TEST_F(RowTest, r037_the_service_is_not_made_where_nobody_may_be_asked_and_nothing_is_said) {
  Service service;
  EXPECT_HR(MAPI_E_UNCONFIGURED, service.enter(MSG_SERVICE_CREATE));
  EXPECT_NE(message_of(service.error), "");
  EXPECT_HR(MAPI_E_UNCONFIGURED, service.enter(MSG_SERVICE_CREATE, SERVICE_UI_ALLOWED));
  EXPECT_TRUE(tags_of(*service.section).empty());
  Values values = settings(address());
  service.section->set(values);
  EXPECT_HR(S_OK, service.enter(MSG_SERVICE_CREATE)) << "what is needed is there";
}

TEST_F(RowTest, r037_settings_that_are_not_enough_or_none_change_nothing) {
  Service service;
  Values nameless, wrong = settings(address()), nowhere = settings("postgresql://");
  nameless.add(PR_POSTROOM_ADDRESS_W, address());
  wrong.add(PR_POSTROOM_ON_CONFLICT, 77);
  EXPECT_HR(MAPI_E_UNCONFIGURED, service.enter(MSG_SERVICE_CONFIGURE, nameless));
  EXPECT_NE(message_of(service.error), "");
  EXPECT_HR(MAPI_E_UNCONFIGURED, service.enter(MSG_SERVICE_CONFIGURE));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, service.enter(MSG_SERVICE_CONFIGURE, wrong));
  EXPECT_TRUE(FAILED(service.enter(MSG_SERVICE_CONFIGURE, nowhere)));
  EXPECT_TRUE(tags_of(*service.section).empty());
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            exports().service_entry(nullptr, nullptr, service.support.get(), 0, 0, MSG_SERVICE_CONFIGURE, 2,
                                    nullptr, service.admin.get(), nullptr));
}

TEST_F(RowTest, r037_a_dialog_that_is_demanded_and_a_profile_for_reading_are_answered_honestly) {
  Service service;
  Values values = settings(address());
  EXPECT_HR(MAPI_E_NO_SUPPORT, service.enter(MSG_SERVICE_CONFIGURE, SERVICE_UI_ALWAYS));
  EXPECT_HR(MAPI_E_NO_ACCESS, service.enter(MSG_SERVICE_CONFIGURE, values, MSG_SERVICE_UI_READ_ONLY));
  EXPECT_TRUE(tags_of(*service.section).empty());
  EXPECT_HR(S_OK, service.enter(MSG_SERVICE_CONFIGURE, values, SERVICE_UI_ALLOWED));
  EXPECT_HR(S_OK, service.enter(MSG_SERVICE_CONFIGURE, MSG_SERVICE_UI_READ_ONLY));
}

TEST_F(RowTest, r037_the_other_contexts_touch_neither_profile_nor_store) {
  const std::string id = add("kept");
  Service service;
  Values values = settings(address());
  ASSERT_HR(S_OK, service.enter(MSG_SERVICE_CONFIGURE, values));
  for (const ULONG context : {MSG_SERVICE_INSTALL, MSG_SERVICE_DELETE, MSG_SERVICE_UNINSTALL}) {
    EXPECT_HR(S_OK, service.enter(context)) << context;
  }
  for (const ULONG context : {MSG_SERVICE_PROVIDER_CREATE, MSG_SERVICE_PROVIDER_DELETE}) {
    EXPECT_HR(MAPI_E_NO_SUPPORT, service.enter(context)) << context;
  }
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, service.enter(0));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, service.enter(8));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "kept");
}

TEST_F(RowTest, r037_a_host_may_leave_out_its_support_object_or_the_admin_object) {
  Values values = settings(address());
  Service without_support;
  without_support.support = Ptr<Support>();
  EXPECT_HR(S_OK, without_support.enter(MSG_SERVICE_CONFIGURE, values));
  EXPECT_EQ(without_support.section->text(PR_POSTROOM_NAME_W), "Ana Ruiz");
  EXPECT_FALSE(without_support.section->has(PR_ENTRYID)) << "there is nobody to wrap it";
  Service without_admin;
  without_admin.admin = Ptr<ProviderAdmin>();
  EXPECT_HR(S_OK, without_admin.enter(MSG_SERVICE_CONFIGURE, values));
  EXPECT_EQ(without_admin.section->text(PR_POSTROOM_NAME_W), "Ana Ruiz");
  Service without_both;
  without_both.support = Ptr<Support>();
  without_both.admin = Ptr<ProviderAdmin>();
  EXPECT_TRUE(FAILED(without_both.enter(MSG_SERVICE_CONFIGURE, values)));
  EXPECT_HR(MAPI_E_UNCONFIGURED, without_both.enter(MSG_SERVICE_CREATE));
  EXPECT_HR(S_OK, without_both.enter(MSG_SERVICE_DELETE));
}

TEST_F(RowTest, r039_the_password_is_kept_where_only_those_who_ask_for_it_find_it) {
  Service service;
  Values values = settings(address());
  values.add(PR_POSTROOM_PASSWORD_W, "top secret");
  ASSERT_HR(S_OK, service.enter(MSG_SERVICE_CONFIGURE, values));
  EXPECT_EQ(get_text(*service.section, PR_POSTROOM_PASSWORD_W), "top secret");
  const std::vector<ULONG> listed = tags_of(*service.section);
  EXPECT_THAT(listed, Contains(ULONG{PR_POSTROOM_NAME_W}));
  EXPECT_THAT(listed, Not(Contains(ULONG{PR_POSTROOM_PASSWORD_W})));
  for (const ULONG tag : listed) {
    EXPECT_THAT(get_text(*service.section, tag).value_or(""), Not(HasSubstr("secret"))) << std::hex << tag;
  }
}

TEST_F(RowTest, r039_no_property_of_the_open_store_tells_the_password) {
  const auto section = make_section(address());
  Values password;
  password.add(PR_POSTROOM_PASSWORD_W, "top secret");
  section->set(password);
  const Ptr<Support> support(new Support(section));
  const auto provider = new_provider();
  auto open = try_logon(*provider, {support.get()});
  ASSERT_HR(S_OK, open.result);
  const std::vector<ULONG> tags = tags_of(*open.store);
  EXPECT_FALSE(tags.empty());
  for (const ULONG tag : tags) {
    EXPECT_THAT(get_text(*open.store, tag).value_or(""), Not(HasSubstr("secret"))) << std::hex << tag;
  }
  for (const auto& row : support->record().status_rows) {
    for (const auto& [tag, text] : row) EXPECT_THAT(text, Not(HasSubstr("secret"))) << std::hex << tag;
  }
  open.end();
}

}  // namespace
}  // namespace mapi_host
