#include "mapi/logon_object.h"

#include "mapi/advising.h"
#include "mapi/conflict_setting.h"
#include "mapi/entry_ids.h"

namespace postroom::mapi {
namespace {

class LogonObject final : public Unknown<IMSLogon, IID_IMSLogon> {
 public:
  explicit LogonObject(SharedContext context) : state_(std::move(context)) {}

  HRESULT GetLastError(HRESULT result, ULONG flags, LPMAPIERROR* error) override {
    return state_.get_last_error(result, flags, error);
  }

  // Also after the store has ended by itself. The flags are reserved.
  HRESULT Logoff(ULONG*) override {
    state_.context().logoff();
    return S_OK;
  }

  HRESULT OpenEntry(ULONG size, LPENTRYID id, LPCIID iid, ULONG flags, ULONG* type,
                    LPUNKNOWN* object) override {
    return state_.call(
        [&] { return open_entry(state_.shared_context(), size, id, iid, flags, type, object); });
  }

  HRESULT CompareEntryIDs(ULONG size1, LPENTRYID id1, ULONG size2, LPENTRYID id2, ULONG flags,
                          ULONG* result) override {
    return state_.call([&]() -> Answer {
      return compare_entry_ids(state_.context(), size1, id1, size2, id2, flags, result);
    });
  }

  HRESULT Advise(ULONG size, LPENTRYID id, ULONG event_mask, LPMAPIADVISESINK sink,
                 ULONG_PTR* connection) override {
    return state_.call([&] { return advise(state_.context(), size, id, event_mask, sink, connection); });
  }
  HRESULT Unadvise(ULONG_PTR connection) override { return unadvise(state_.context(), connection); }

  // For reading, whatever the flags ask for: that is no reason to fail.
  HRESULT OpenStatusEntry(LPCIID iid, ULONG, ULONG* type, LPVOID* entry) override {
    return state_.call([&]() -> Answer {
      if (type) *type = 0;
      if (!entry) return MAPI_E_INVALID_PARAMETER;
      *entry = nullptr;
      LPUNKNOWN object = nullptr;
      const HRESULT given = give(make_status(state_.shared_context()), iid, &object);
      *entry = object;
      if (type && given == S_OK) *type = MAPI_STATUS;
      return given;
    });
  }

 protected:
  HRESULT query_other(REFIID iid, LPVOID* object) override {
    return query_conflict_setting(state_.shared_context(), *this, iid, object);
  }

 private:
  ObjectState state_;
};

}  // namespace

Ref<IMSLogon> make_logon(SharedContext context) { return make_object<LogonObject>(std::move(context)); }

}  // namespace postroom::mapi
