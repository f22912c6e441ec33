// A MAPI client without a profile: logs on to a store, lists a folder, edits a message, and meets somebody
// else's save. It uses nothing of Postroom's own but create_store, as `postroom init` would; docs/mapi.md
// tells the rest.
#include <mapi/mapispi.h>
#include <mapi/mapitags.h>
#include <mapi/mapiutil.h>
#include <mapi/postroom_mapi.h>
#include <postroom/open.h>

#include <memory>
#include <string>

#include "example.h"

namespace {

void must(HRESULT result, const char* what) {
  if (SUCCEEDED(result)) return;
  std::fprintf(stderr, "%s: 0x%08X\n", what, static_cast<unsigned>(result));
  std::exit(1);
}

struct Release {
  void operator()(IUnknown* object) const { object->Release(); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

struct Free {
  void operator()(void* buffer) const { MAPIFreeBuffer(buffer); }
};
template <class T>
using Buffer = std::unique_ptr<T, Free>;

// Of one person. What was made first goes last.
struct Client {
  Owned<IMSProvider> provider;
  Owned<IMSLogon> logon;
  Owned<IMsgStore> store;
};

Client log_on(const char* path, const char* name) {
  ULONG version = 0, size = 0;
  LPMSPROVIDER provider = nullptr;
  must(MSProviderInit(nullptr, nullptr, MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer, 0,
                      CURRENT_SPI_VERSION, &version, &provider),
       "MSProviderInit");
  Client client{Owned<IMSProvider>(provider), nullptr, nullptr};
  LPENTRYID id = nullptr;
  must(PostroomStoreEntryID(path, name, MAPIAllocateBuffer, &size, &id), "PostroomStoreEntryID");
  const Buffer<ENTRYID> owned(id);
  LPMSLOGON logon = nullptr;
  LPMDB store = nullptr;
  must(provider->Logon(nullptr, 0, nullptr, size, id, MDB_WRITE | MDB_NO_DIALOG, nullptr, nullptr, nullptr,
                       nullptr, &logon, &store),
       "Logon");
  client.logon.reset(logon);
  client.store.reset(store);
  return client;
}

// Entry IDs are bytes.
template <class T>
Owned<T> open(IMsgStore& store, std::string id, ULONG flags) {
  ULONG type = 0;
  LPUNKNOWN object = nullptr;
  must(store.OpenEntry(static_cast<ULONG>(id.size()), reinterpret_cast<LPENTRYID>(id.data()), nullptr, flags,
                       &type, &object),
       "OpenEntry");
  return Owned<T>(static_cast<T*>(object));
}

std::string receive_folder(IMsgStore& store) {
  ULONG size = 0;
  LPENTRYID id = nullptr;
  must(store.GetReceiveFolder(nullptr, 0, &size, &id, nullptr), "GetReceiveFolder");
  const Buffer<ENTRYID> owned(id);
  return std::string(reinterpret_cast<const char*>(id), size);
}

std::string entry_id(IMAPIProp& object) {
  LPSPropValue value = nullptr;
  must(HrGetOneProp(&object, PR_ENTRYID, &value), "PR_ENTRYID");
  const Buffer<SPropValue> owned(value);
  return std::string(reinterpret_cast<const char*>(value->Value.bin.lpb), value->Value.bin.cb);
}

std::string subject(IMAPIProp& message) {
  LPSPropValue value = nullptr;
  must(HrGetOneProp(&message, PR_SUBJECT_A, &value), "PR_SUBJECT");  // 8-bit text is UTF-8
  const Buffer<SPropValue> owned(value);
  return value->Value.lpszA;
}

void set_subject(IMAPIProp& message, std::wstring text) {
  SPropValue value{};
  value.ulPropTag = PR_SUBJECT_W;
  value.Value.lpszW = text.data();
  must(HrSetOneProp(&message, &value), "PR_SUBJECT");
}

void list(IMAPIFolder& folder) {
  LPMAPITABLE table = nullptr;
  must(folder.GetContentsTable(0, &table), "GetContentsTable");
  const Owned<IMAPITable> owned(table);
  SizedSPropTagArray(1, columns) = {1, {PR_SUBJECT_A}};
  LPSRowSet rows = nullptr;
  must(HrQueryAllRows(table, reinterpret_cast<LPSPropTagArray>(&columns), nullptr, nullptr, 0, &rows),
       "the rows");
  for (ULONG i = 0; i < rows->cRows; ++i)
    std::printf("in the Inbox: %s\n", rows->aRow[i].lpProps[0].Value.lpszA);
  FreeProws(rows);
}

}  // namespace

int main(int argc, char** argv) {
  const char* const path = path_from(argc, argv);
  must(postroom::create_store(path, postroom::make_session("Ana Ruiz", "example 08")));
  const Client ana = log_on(path, "Ana Ruiz"), ben = log_on(path, "Ben Okoro");

  const auto inbox = open<IMAPIFolder>(*ana.store, receive_folder(*ana.store), MAPI_MODIFY);
  LPMESSAGE created = nullptr;
  must(inbox->CreateMessage(nullptr, 0, &created), "CreateMessage");
  const Owned<IMessage> draft(created);
  set_subject(*draft, L"Programme");
  must(draft->SaveChanges(KEEP_OPEN_READWRITE), "SaveChanges");
  list(*inbox);

  const auto at_bens = open<IMessage>(*ben.store, entry_id(*draft), MAPI_MODIFY);
  set_subject(*draft, L"Programme for May");
  must(draft->SaveChanges(KEEP_OPEN_READWRITE), "SaveChanges");  // the first to save wins

  set_subject(*at_bens, L"Programme for June");
  if (at_bens->SaveChanges(KEEP_OPEN_READWRITE) != MAPI_E_OBJECT_CHANGED) return 1;
  std::printf("refused, and still in the handle: %s\n", subject(*at_bens).c_str());
  must(at_bens->SaveChanges(FORCE_SAVE | KEEP_OPEN_READWRITE), "FORCE_SAVE");  // hers stays in the history
  if (draft->SaveChanges(KEEP_OPEN_READWRITE) != MAPI_E_OBJECT_CHANGED) return 1;
  list(*inbox);
}
