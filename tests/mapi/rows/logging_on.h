// Logging on as a host does it, call by call, where Session would do too much.
#pragma once

#include "mapi/rows/mapi_test.h"

namespace mapi_host {

struct LogonTry {
  HRESULT result = S_OK;
  Ptr<IMSLogon> logon;
  Ptr<IMsgStore> store;
  Buffer<MAPIERROR> error;

  // Of the provider that the host asked; then it may be shut down.
  void end() {
    store.reset();
    ULONG flags = 0;
    if (logon) {
      EXPECT_HR(S_OK, logon->Logoff(&flags));
    }
    logon.reset();
  }
};

struct LogonCall {
  IMAPISupport* support = nullptr;
  std::string entry_id = {};
  ULONG flags = MDB_WRITE | MDB_NO_DIALOG;
  LPCIID interface = nullptr;
};

inline LogonTry try_logon(IMSProvider& provider, const LogonCall& call) {
  LogonTry made;
  char profile[] = "test";
  made.result =
      provider.Logon(call.support, 0, profile, id_size(call.entry_id),
                     call.entry_id.empty() ? nullptr : id_ptr(call.entry_id), call.flags, call.interface,
                     nullptr, nullptr, made.error.out(), made.logon.out(), made.store.out());
  return made;
}

// What PostroomStoreEntryID gives for an address and a name.
inline std::string store_entry_id(const std::string& address, const std::string& name = "Ana Ruiz") {
  ULONG size = 0;
  Buffer<ENTRYID> id;
  EXPECT_HR(S_OK, exports().store_entry_id(address.c_str(), name.c_str(), allocate_buffer, &size, id.out()));
  return std::string(reinterpret_cast<const char*>(id.get()), size);
}

// Without MAPI_UNICODE.
inline std::string message_of(const Buffer<MAPIERROR>& error) {
  return error && error->lpszError ? reinterpret_cast<const char*>(error->lpszError) : "";
}

}  // namespace mapi_host
