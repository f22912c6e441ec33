#include "mapi/provider_object.h"

#include "mapi/entry_ids.h"
#include "mapi/logging_on.h"
#include "mapi/mapi_error.h"
#include "mapi/no_throw.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

// Where Logon puts what it returns. All but the store are for hosts that want them.
struct LogonResults {
  ULONG* spool_security_size;
  LPBYTE* spool_security;
  LPMAPIERROR* error;
  LPMSLOGON* logon;
  LPMDB* store;

  // The profile section says all that the spooler needs, so no data of its own comes back.
  void clear() const {
    if (spool_security_size) *spool_security_size = 0;
    if (spool_security) *spool_security = nullptr;
    if (error) *error = nullptr;
    if (logon) *logon = nullptr;
    if (store) *store = nullptr;
  }
};

bool is_of_store(LPCIID iid) {
  return !iid || *iid == IID_IMsgStore || *iid == IID_IMAPIProp || *iid == IID_IUnknown;
}

class ProviderObject final : public Unknown<IMSProvider, IID_IMSProvider> {
 public:
  ProviderObject(const Memory& memory, Ref<IMalloc> allocator)
      : memory_(memory), allocator_(std::move(allocator)) {}

  HRESULT Shutdown(ULONG*) override { return S_OK; }

  HRESULT Logon(LPMAPISUP support, ULONG_PTR, LPTSTR, ULONG size, LPENTRYID id, ULONG flags, LPCIID iid,
                ULONG* spool_security_size, LPBYTE* spool_security, LPMAPIERROR* error, LPMSLOGON* logon,
                LPMDB* store) override {
    return without_throwing([&] {
      const LogonResults results{spool_security_size, spool_security, error, logon, store};
      results.clear();
      if (!store) return MAPI_E_INVALID_PARAMETER;
      if (!is_of_store(iid)) return MAPI_E_INTERFACE_NOT_SUPPORTED;
      LogonRequest request{support, std::nullopt, flags};
      if (id) request.entry_id = view_of(size, id);
      return log_on(request, results);
    });
  }

  // There is no submission yet, so there is nothing that a spooler could do with a store (row 24).
  HRESULT SpoolerLogon(LPMAPISUP, ULONG_PTR, LPTSTR, ULONG, LPENTRYID, ULONG, LPCIID, ULONG, LPBYTE,
                       LPMAPIERROR* error, LPMSLOGON* logon, LPMDB* store) override {
    LogonResults{nullptr, nullptr, error, logon, store}.clear();
    return MAPI_E_NO_SUPPORT;
  }

  HRESULT CompareStoreIDs(ULONG size1, LPENTRYID id1, ULONG size2, LPENTRYID id2, ULONG flags,
                          ULONG* result) override {
    return without_throwing([&]() -> HRESULT {
      if (!result) return MAPI_E_INVALID_PARAMETER;
      *result = FALSE;
      if (flags != 0) return MAPI_E_UNKNOWN_FLAGS;
      StoreEntryId first, second;
      if (const HRESULT read = read_store_entry_id(view_of(size1, id1), first); read != S_OK) return read;
      if (const HRESULT read = read_store_entry_id(view_of(size2, id2), second); read != S_OK) return read;
      *result = is_same_store(first, second) ? TRUE : FALSE;
      return S_OK;
    });
  }

 private:
  HRESULT log_on(const LogonRequest& request, const LogonResults& results) {
    const std::lock_guard guard(logging_on_);
    LogonOutcome outcome = mapi::log_on({memory_, stores_, connections_}, request);
    if (FAILED(outcome.result)) {
      if (results.error && outcome.why) {
        *results.error = make_mapi_error(memory_, *outcome.why, outcome.result, width_of(request.flags));
      }
      return outcome.result;
    }
    *results.store = outcome.store.release();
    if (results.logon) *results.logon = outcome.logon.release();
    return S_OK;
  }

  const Memory memory_;
  const Ref<IMalloc> allocator_;
  const std::shared_ptr<OpenStores> stores_ = std::make_shared<OpenStores>();
  const SharedConnections connections_;
  std::mutex logging_on_;
};

}  // namespace

Ref<IMSProvider> make_provider(const Memory& memory, Ref<IMalloc> allocator) {
  return make_object<ProviderObject>(memory, std::move(allocator));
}

}  // namespace postroom::mapi
