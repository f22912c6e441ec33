// Rows 21 to 23: logging on, for the first time, once more, and with a profile that does not say enough.
#include "mapi/rows/logging_on.h"

namespace mapi_host {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(RowTest, r021_the_first_logon_gives_a_logon_and_a_store_and_keeps_the_support_object) {
  const auto provider = new_provider();
  const Ptr<Support> support(new Support(make_section(address())));
  auto open = try_logon(*provider, {support.get()});
  ASSERT_HR(S_OK, open.result);
  EXPECT_TRUE(open.logon);
  EXPECT_TRUE(open.store);
  EXPECT_FALSE(open.error);
  EXPECT_GT(support->references(), 1U);
  open.end();
  EXPECT_EQ(support->references(), 1U) << "what was kept is given back";
}

TEST_F(RowTest, r021_the_profile_shows_what_store_it_is) {
  Support& support = ana().support();
  EXPECT_GE(support.record().profile_sections, 1);
  const ProfileSection& section = support.section();
  EXPECT_EQ(section.text(PR_DISPLAY_NAME_W), get_text(ana().store(), PR_DISPLAY_NAME_W));
  EXPECT_EQ(section.text(PR_ENTRYID), entry_id_of(ana().store()));
  EXPECT_EQ(section.text(PR_RECORD_KEY), get_text(ana().store(), PR_RECORD_KEY));
  EXPECT_EQ(section.text(PR_PROVIDER_DISPLAY_W), get_text(ana().store(), PR_PROVIDER_DISPLAY_W));
  EXPECT_NE(section.text(PR_PROVIDER_DISPLAY_W).value_or(""), "");
}

TEST_F(RowTest, r021_a_profile_that_may_not_be_written_opens_all_the_same) {
  const auto section = make_section(address());
  section->refuses_writes = true;
  const Ptr<Support> support(new Support(section));
  const auto provider = new_provider();
  auto open = try_logon(*provider, {support.get()});
  EXPECT_HR(S_OK, open.result);
  open.end();
}

TEST_F(RowTest, r021_a_host_without_a_support_object_opens_by_entry_id) {
  const auto provider = new_provider();
  auto open = try_logon(*provider, {nullptr, store_entry_id(address(), "Cy Park")});
  ASSERT_HR(S_OK, open.result);
  ASSERT_TRUE(open.logon && open.store);
  EXPECT_EQ(get_number(*open.store, PR_ACCESS_LEVEL), 1);
  ULONG type = 0;
  Ptr<IMAPIFolder> root;
  EXPECT_HR(S_OK, open.store->OpenEntry(0, nullptr, nullptr, MAPI_MODIFY, &type, root.unknown()));
  EXPECT_TRUE(set_text(*root, PR_COMMENT_W, "written") == S_OK);
  root.reset();
  open.end();
}

TEST_F(RowTest, r021_only_the_store_has_to_be_asked_for) {
  const auto provider = new_provider();
  const std::string id = store_entry_id(address());
  Ptr<IMsgStore> store;
  ASSERT_HR(S_OK, provider->Logon(nullptr, 0, nullptr, id_size(id), id_ptr(id), MDB_NO_DIALOG, nullptr,
                                  nullptr, nullptr, nullptr, nullptr, store.out()));
  EXPECT_TRUE(get_text(*store, PR_DISPLAY_NAME_W));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, provider->Logon(nullptr, 0, nullptr, id_size(id), id_ptr(id), 0,
                                                      nullptr, nullptr, nullptr, nullptr, nullptr, nullptr));
}

TEST_F(RowTest, r021_the_spooler_gets_no_data_and_the_name_of_the_profile_may_be_of_either_width) {
  const auto provider = new_provider();
  const Ptr<Support> support(new Support(make_section(address())));
  for (const ULONG width : {ULONG{0}, ULONG{MAPI_UNICODE}}) {
    char narrow[] = "Ana\xE9";
    wchar_t wide[] = L"Ana";
    const LPTSTR profile = width ? reinterpret_cast<LPTSTR>(wide) : reinterpret_cast<LPTSTR>(narrow);
    ULONG size = 9;
    BYTE nothing = 0;
    LPBYTE data = &nothing;
    LogonTry open;
    ASSERT_HR(S_OK,
              provider->Logon(support.get(), 0, profile, 0, nullptr, MDB_WRITE | MDB_NO_DIALOG | width,
                              nullptr, &size, &data, open.error.out(), open.logon.out(), open.store.out()));
    EXPECT_EQ(size, 0U);
    EXPECT_EQ(data, nullptr);
    open.end();
  }
}

TEST_F(RowTest, r021_the_store_comes_by_its_own_interface_or_one_of_its_bases) {
  const auto provider = new_provider();
  const std::string id = store_entry_id(address());
  for (const IID& iid : {IID_IMsgStore, IID_IMAPIProp, IID_IUnknown}) {
    auto open = try_logon(*provider, {nullptr, id, MDB_NO_DIALOG, &iid});
    EXPECT_HR(S_OK, open.result);
    open.end();
  }
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            try_logon(*provider, {nullptr, id, MDB_NO_DIALOG, &IID_IMessage}).result);
}

TEST_F(RowTest, r022_a_second_logon_gives_the_open_store_and_no_logon) {
  const auto provider = new_provider();
  const Ptr<Support> first_support(new Support(make_section(address()))),
      support(new Support(make_section(address())));
  auto first = try_logon(*provider, {first_support.get()});
  auto second = try_logon(*provider, {support.get()});
  ASSERT_HR(S_OK, second.result);
  EXPECT_FALSE(second.logon);
  EXPECT_EQ(second.store.get(), first.store.get());
  EXPECT_EQ(support->references(), 1U);
  EXPECT_TRUE(support->record().status_rows.empty());
  EXPECT_TRUE(support->record().provider_uids.empty());
  EXPECT_EQ(first_support->record().status_rows.size(), 1U);
  first.store.reset();
  EXPECT_TRUE(get_text(*second.store, PR_DISPLAY_NAME_W)) << "it is open for as long as somebody has it";
  EXPECT_TRUE(first_support->record().logoffs.empty());
  second.end();
  EXPECT_EQ(first_support->record().logoffs.size(), 1U);
  first.end();
}

TEST_F(RowTest, r022_a_second_logon_knows_the_store_by_either_of_its_entry_ids) {
  const auto provider = new_provider();
  auto first = try_logon(*provider, {nullptr, store_entry_id(address())});
  const std::string inner = unwrapped(entry_id_of(*first.store));
  for (const std::string& id : {inner, store_entry_id(address(), "Ben Okafor")}) {
    auto again = try_logon(*provider, {nullptr, id});
    EXPECT_HR(S_OK, again.result);
    EXPECT_FALSE(again.logon);
    EXPECT_EQ(again.store.get(), first.store.get());
  }
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            try_logon(*provider, {nullptr, inner, 0, &IID_IMAPIFolder}).result);
  auto other = try_logon(*provider, {nullptr, store_entry_id(other_address())});
  EXPECT_TRUE(other.logon);
  EXPECT_NE(other.store.get(), first.store.get());
  other.end();
  first.end();
  auto anew = try_logon(*provider, {nullptr, inner});
  EXPECT_TRUE(anew.logon) << "what has been closed is opened again";
  anew.end();
}

TEST_F(RowTest, r023_a_logon_that_says_neither_place_nor_person_is_unconfigured) {
  const auto provider = new_provider();
  const LogonTry nothing = try_logon(*provider, {});
  EXPECT_HR(MAPI_E_UNCONFIGURED, nothing.result);
  EXPECT_FALSE(nothing.store);
  EXPECT_FALSE(nothing.logon);
  EXPECT_NE(message_of(nothing.error), "");
  const Ptr<Support> empty(new Support(Ptr<ProfileSection>(new ProfileSection)));
  for (const ULONG flags : {ULONG{0}, ULONG{MDB_NO_DIALOG}, ULONG{MDB_NO_DIALOG | MDB_WRITE}}) {
    EXPECT_HR(MAPI_E_UNCONFIGURED, try_logon(*provider, {empty.get(), {}, flags}).result) << flags;
  }
  LogonSettings nobody;
  nobody.name = "";
  const Ptr<Support> nameless(new Support(make_section(address(), nobody)));
  EXPECT_HR(MAPI_E_UNCONFIGURED, try_logon(*provider, {nameless.get()}).result);
  EXPECT_EQ(nameless->references(), 1U);
}

TEST_F(RowTest, r023_a_store_that_is_not_there_is_not_made_by_logging_on) {
  const auto provider = new_provider();
  const std::string nowhere = ground->address("nobody_has_made_it");
  for (int i = 0; i < 2; ++i) {
    const LogonTry tried = try_logon(*provider, {nullptr, store_entry_id(nowhere)});
    EXPECT_HR(MAPI_E_LOGON_FAILED, tried.result);
    EXPECT_NE(message_of(tried.error), "");
  }
}

TEST_F(RowTest, r023_a_database_that_does_not_let_in_fails_this_provider_alone) {
  const auto section = make_section("postgresql://127.0.0.1:1/nothing?store=mail&connect_timeout=2");
  Values password;
  password.add(PR_POSTROOM_PASSWORD_W, "a very secret one");
  section->set(password);
  const Ptr<Support> support(new Support(section));
  const auto provider = new_provider();
  const LogonTry tried = try_logon(*provider, {support.get()});
  EXPECT_HR(MAPI_E_FAILONEPROVIDER, tried.result);
  EXPECT_THAT(message_of(tried.error), Not(HasSubstr("secret")));
  EXPECT_NE(message_of(tried.error), "");
  EXPECT_TRUE(support->record().status_rows.empty());
}

TEST_F(RowTest, r023_an_entry_id_that_is_none_of_ours_is_refused) {
  const auto provider = new_provider();
  std::string foreign = store_entry_id(address());
  foreign[7] = static_cast<char>(~foreign[7]);
  EXPECT_HR(MAPI_E_UNKNOWN_ENTRYID, try_logon(*provider, {nullptr, foreign}).result);
  EXPECT_HR(MAPI_E_INVALID_ENTRYID, try_logon(*provider, {nullptr, foreign.substr(0, 12)}).result);
}

TEST_F(RowTest, r023_there_is_no_logon_for_the_spooler_while_there_is_no_submission) {
  const auto provider = new_provider();
  const std::string id = store_entry_id(address());
  LogonTry open;
  EXPECT_HR(MAPI_E_NO_SUPPORT,
            provider->SpoolerLogon(nullptr, 0, nullptr, id_size(id), id_ptr(id), MDB_WRITE, nullptr, 0,
                                   nullptr, open.error.out(), open.logon.out(), open.store.out()));
  EXPECT_FALSE(open.logon);
  EXPECT_FALSE(open.store);
}

}  // namespace
}  // namespace mapi_host
