// The provider without a host: what tests/mapi shows with one is not repeated here.
#include <gtest/gtest.h>
#include <mapi/mapispi.h>
#include <mapi/mapitags.h>
#include <mapi/mapiutil.h>
#include <mapi/postroom_mapi.h>
#include <postroom/open.h>

#include "mapi/ref.h"
#include "mapi/store_entry_id.h"
#include "mapi/values.h"
#include "support/must.h"
#include "support/temporary_folder.h"

namespace postroom::mapi {
namespace {

using testing::must;

Ref<IMSProvider> make_provider_object() {
  LPMSPROVIDER provider = nullptr;
  EXPECT_EQ(MSProviderInit(nullptr, nullptr, MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer, 0,
                           CURRENT_SPI_VERSION, nullptr, &provider),
            S_OK);
  return Ref<IMSProvider>::take(provider);
}

struct Pair {
  Ref<IMSLogon> logon;
  Ref<IMsgStore> store;
};

class ProviderTest : public ::testing::Test {
 protected:
  Bytes id_of(const std::string& address, const std::string& name = "Ana Ruiz") {
    ULONG size = 0;
    LPENTRYID made = nullptr;
    EXPECT_EQ(PostroomStoreEntryID(address.c_str(), name.c_str(), MAPIAllocateBuffer, &size, &made), S_OK);
    const ByteView bytes = view_of(size, made);
    Bytes id(bytes.begin(), bytes.end());
    MAPIFreeBuffer(made);
    return id;
  }
  HRESULT log_on(Bytes id, ULONG flags, Pair& pair) {
    LPMSLOGON logon = nullptr;
    LPMDB store = nullptr;
    const HRESULT answer = provider_->Logon(nullptr, 0, nullptr, static_cast<ULONG>(id.size()),
                                            reinterpret_cast<LPENTRYID>(id.data()), flags, nullptr, nullptr,
                                            nullptr, nullptr, &logon, &store);
    pair = {Ref<IMSLogon>::take(logon), Ref<IMsgStore>::take(store)};
    return answer;
  }
  Pair log_on(ULONG flags = MDB_WRITE) {
    Pair pair;
    EXPECT_EQ(log_on(id_of(address_), flags, pair), S_OK);
    return pair;
  }
  static HRESULT open_root(IMsgStore& store, ULONG flags, Ref<IMAPIFolder>& folder) {
    LPUNKNOWN opened = nullptr;
    const HRESULT answer = store.OpenEntry(0, nullptr, nullptr, flags, nullptr, &opened);
    folder = Ref<IMAPIFolder>::take(static_cast<IMAPIFolder*>(opened));
    return answer;
  }
  static LONG number(IMAPIProp& object, ULONG tag) {
    LPSPropValue value = nullptr;
    EXPECT_EQ(HrGetOneProp(&object, tag, &value), S_OK);
    const LONG found = value ? value->Value.l : 0;
    MAPIFreeBuffer(value);
    return found;
  }

  testing::TemporaryFolder folder_{testing::Place::memory};
  const std::string address_ = folder_.path("mail.postroom");
  const Store made_ = must(create_store(address_, make_session("Ana Ruiz", "test")));
  const Ref<IMSProvider> provider_ = make_provider_object();
};

TEST_F(ProviderTest, refuses_a_host_that_is_older_and_says_its_own_version) {
  ULONG version = 0;
  LPMSPROVIDER provider = nullptr;
  EXPECT_EQ(MSProviderInit(nullptr, nullptr, MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer, 0,
                           CURRENT_SPI_VERSION - 1, &version, &provider),
            MAPI_E_VERSION);
  EXPECT_EQ(version, CURRENT_SPI_VERSION);
  EXPECT_EQ(provider, nullptr);
  EXPECT_NE(make_provider_object().get(), make_provider_object().get());
}

TEST_F(ProviderTest, logs_on_by_entry_id_alone) {
  const Pair pair = log_on();
  EXPECT_TRUE(pair.logon);
  ASSERT_TRUE(pair.store);
  EXPECT_EQ(number(*pair.store, PR_OBJECT_TYPE), MAPI_STORE);
  EXPECT_EQ(number(*pair.store, PR_VALID_FOLDER_MASK), 0xFF);
}

TEST_F(ProviderTest, gives_the_same_store_to_a_second_logon) {
  const Pair first = log_on();
  const Pair second = log_on();
  EXPECT_EQ(second.store.get(), first.store.get());
  EXPECT_FALSE(second.logon);
}

TEST_F(ProviderTest, opens_a_store_anew_after_its_last_release) {
  log_on();
  EXPECT_TRUE(log_on().logon);
}

TEST_F(ProviderTest, does_not_log_on_without_knowing_where) {
  LPMDB store = nullptr;
  EXPECT_EQ(provider_->Logon(nullptr, 0, nullptr, 0, nullptr, MDB_NO_DIALOG, nullptr, nullptr, nullptr,
                             nullptr, nullptr, &store),
            MAPI_E_UNCONFIGURED);
  Pair pair;
  EXPECT_EQ(log_on(id_of(folder_.path("missing")), MDB_NO_DIALOG, pair), MAPI_E_LOGON_FAILED);
  EXPECT_EQ(log_on(Bytes(60, 1), 0, pair), MAPI_E_UNKNOWN_ENTRYID);
}

TEST_F(ProviderTest, does_not_take_another_store_at_the_same_address) {
  Pair pair;
  const auto id = must(make_store_entry_id(make_guid(1, 2, 3, 4), address_, "Ana"));
  EXPECT_EQ(log_on(encode(id), 0, pair), MAPI_E_LOGON_FAILED);
}

TEST_F(ProviderTest, says_why_a_logon_failed) {
  Bytes id = id_of(folder_.path("missing"));
  LPMAPIERROR error = nullptr;
  LPMDB store = nullptr;
  EXPECT_EQ(provider_->Logon(nullptr, 0, nullptr, static_cast<ULONG>(id.size()),
                             reinterpret_cast<LPENTRYID>(id.data()), 0, nullptr, nullptr, nullptr, &error,
                             nullptr, &store),
            MAPI_E_LOGON_FAILED);
  ASSERT_NE(error, nullptr);
  EXPECT_STRNE(reinterpret_cast<const char*>(error->lpszError), "");
  MAPIFreeBuffer(error);
}

TEST_F(ProviderTest, lets_nobody_write_who_did_not_ask_to) {
  const Pair pair = log_on(0);
  EXPECT_EQ(number(*pair.store, PR_STORE_SUPPORT_MASK) & (STORE_MODIFY_OK | STORE_CREATE_OK | STORE_READONLY),
            STORE_READONLY);
  SPropValue name = {};
  name.ulPropTag = PR_DISPLAY_NAME_A;
  char text[] = "other";
  name.Value.lpszA = text;
  EXPECT_EQ(pair.store->SetProps(1, &name, nullptr), MAPI_E_NO_ACCESS);
  EXPECT_EQ(pair.store->SetReceiveFolder(nullptr, 0, 0, nullptr), MAPI_E_NO_ACCESS);
  Ref<IMAPIFolder> root;
  EXPECT_EQ(open_root(*pair.store, MAPI_MODIFY, root), MAPI_E_NO_ACCESS);
  ASSERT_EQ(open_root(*pair.store, MAPI_BEST_ACCESS, root), S_OK);
  EXPECT_EQ(number(*root, PR_ACCESS_LEVEL), 0);
  LPMESSAGE message = nullptr;
  EXPECT_EQ(root->CreateMessage(nullptr, 0, &message), MAPI_E_NO_ACCESS);
}

TEST_F(ProviderTest, ends_every_object_with_the_store) {
  Ref<IMAPIFolder> root;
  Pair pair = log_on();
  ASSERT_EQ(open_root(*pair.store, MAPI_MODIFY, root), S_OK);
  pair.store = nullptr;
  EXPECT_EQ(root->SaveChanges(0), MAPI_E_INVALID_OBJECT);
  ULONG type = 0;
  LPUNKNOWN opened = nullptr;
  EXPECT_EQ(pair.logon->OpenEntry(0, nullptr, nullptr, 0, &type, &opened), MAPI_E_INVALID_OBJECT);
}

TEST_F(ProviderTest, ends_every_object_at_logoff) {
  Ref<IMAPIFolder> root;
  const Pair pair = log_on();
  ASSERT_EQ(open_root(*pair.store, MAPI_MODIFY, root), S_OK);
  ULONG reserved = 0;
  EXPECT_EQ(pair.logon->Logoff(&reserved), S_OK);
  EXPECT_EQ(pair.logon->Logoff(&reserved), S_OK);
  EXPECT_EQ(root->SaveChanges(0), MAPI_E_INVALID_OBJECT);
  EXPECT_EQ(pair.store->SaveChanges(0), MAPI_E_INVALID_OBJECT);
  EXPECT_TRUE(log_on().logon);
}

TEST_F(ProviderTest, compares_stores_that_are_not_open) {
  Bytes a = id_of(address_), b = id_of(address_, "Ben"), c = id_of(folder_.path("other"));
  const auto compare = [&](Bytes& first, Bytes& second) {
    ULONG same = 7;
    EXPECT_EQ(provider_->CompareStoreIDs(
                  static_cast<ULONG>(first.size()), reinterpret_cast<LPENTRYID>(first.data()),
                  static_cast<ULONG>(second.size()), reinterpret_cast<LPENTRYID>(second.data()), 0, &same),
              S_OK);
    return same;
  };
  EXPECT_EQ(compare(a, b), static_cast<ULONG>(TRUE));
  EXPECT_EQ(compare(a, c), static_cast<ULONG>(FALSE));
}

TEST_F(ProviderTest, remembers_one_flag_of_store_logoff) {
  const Pair pair = log_on();
  ULONG flags = LOGOFF_ORDERLY;
  EXPECT_EQ(pair.store->StoreLogoff(&flags), S_OK);
  EXPECT_EQ(flags, 0u);
  flags = LOGOFF_ORDERLY | LOGOFF_PURGE;
  EXPECT_EQ(pair.store->StoreLogoff(&flags), MAPI_E_INVALID_PARAMETER);
  flags = 0x40000000;
  EXPECT_EQ(pair.store->StoreLogoff(&flags), MAPI_E_UNKNOWN_FLAGS);
}

TEST_F(ProviderTest, opens_its_status_for_reading_whatever_is_asked) {
  const Pair pair = log_on();
  ULONG type = 0;
  LPVOID opened = nullptr;
  ASSERT_EQ(pair.logon->OpenStatusEntry(nullptr, MAPI_MODIFY, &type, &opened), S_OK);
  const auto status = Ref<IMAPIStatus>::take(static_cast<IMAPIStatus*>(opened));
  EXPECT_EQ(type, static_cast<ULONG>(MAPI_STATUS));
  EXPECT_EQ(number(*status, PR_STATUS_CODE), STATUS_AVAILABLE);
  EXPECT_EQ(number(*status, PR_RESOURCE_METHODS), STATUS_VALIDATE_STATE);
  EXPECT_EQ(status->ValidateState(0, SUPPRESS_UI), S_OK);
  EXPECT_EQ(status->ValidateState(0, 0x40000000), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(status->SettingsDialog(0, 0), MAPI_E_NO_SUPPORT);
}

TEST_F(ProviderTest, gives_the_conflict_interface_from_store_and_logon) {
  const Pair pair = log_on();
  for (IUnknown* owner :
       {static_cast<IUnknown*>(pair.store.get()), static_cast<IUnknown*>(pair.logon.get())}) {
    void* found = nullptr;
    ASSERT_EQ(owner->QueryInterface(IID_IPostroomLogon, &found), S_OK);
    const auto setting = Ref<IPostroomLogon>::take(static_cast<IPostroomLogon*>(found));
    EXPECT_EQ(setting->SetConflictSink(nullptr), S_OK);
    ASSERT_EQ(setting->QueryInterface(IID_IUnknown, &found), S_OK);
    EXPECT_EQ(Ref<IUnknown>::take(static_cast<IUnknown*>(found)).get(), owner);
  }
}

TEST_F(ProviderTest, has_receive_folders) {
  const Pair pair = log_on();
  ULONG size = 0;
  LPENTRYID id = nullptr;
  LPTSTR of_class = nullptr;
  char note[] = "IPM.Note.Phone";
  ASSERT_EQ(pair.store->GetReceiveFolder(note, 0, &size, &id, &of_class), S_OK);
  EXPECT_EQ(size, 48u);
  EXPECT_STREQ(of_class, "IPM");
  MAPIFreeBuffer(id);
  MAPIFreeBuffer(of_class);
  ASSERT_EQ(pair.store->GetReceiveFolder(nullptr, MAPI_UNICODE, &size, &id, &of_class), S_OK);
  EXPECT_STREQ(reinterpret_cast<const wchar_t*>(of_class), L"");
  MAPIFreeBuffer(id);
  MAPIFreeBuffer(of_class);
}

}  // namespace
}  // namespace postroom::mapi
