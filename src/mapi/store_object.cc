#include "mapi/store_object.h"

#include <mapi/mapispi.h>

#include <bit>

#include "base/try.h"
#include "mapi/advising.h"
#include "mapi/conflict_setting.h"
#include "mapi/entry_ids.h"
#include "mapi/receive_folders.h"

namespace postroom::mapi {
namespace {

constexpr ULONG kLogoffFlags = LOGOFF_ABORT | LOGOFF_NO_WAIT | LOGOFF_ORDERLY | LOGOFF_PURGE | LOGOFF_QUIET;

}  // namespace

StoreObject::StoreObject(SharedContext context, std::shared_ptr<OpenStores> stores)
    : PropertyObject(context), properties_(std::move(context)), stores_(std::move(stores)) {}

HRESULT StoreObject::Advise(ULONG size, LPENTRYID id, ULONG event_mask, LPMAPIADVISESINK sink,
                            ULONG_PTR* connection) {
  return state_.call([&] { return advise(state_.context(), size, id, event_mask, sink, connection); });
}

HRESULT StoreObject::Unadvise(ULONG_PTR connection) { return unadvise(state_.context(), connection); }

HRESULT StoreObject::CompareEntryIDs(ULONG size1, LPENTRYID id1, ULONG size2, LPENTRYID id2, ULONG flags,
                                     ULONG* result) {
  return state_.call(
      [&]() -> Answer { return compare_entry_ids(state_.context(), size1, id1, size2, id2, flags, result); });
}

HRESULT StoreObject::OpenEntry(ULONG size, LPENTRYID id, LPCIID iid, ULONG flags, ULONG* type,
                               LPUNKNOWN* object) {
  return state_.call([&] { return open_entry(state_.shared_context(), size, id, iid, flags, type, object); });
}

HRESULT StoreObject::SetReceiveFolder(LPTSTR message_class, ULONG flags, ULONG size, LPENTRYID id) {
  return state_.call([&] { return set_receive_folder(state_, message_class, flags, size, id); });
}

HRESULT StoreObject::GetReceiveFolder(LPTSTR message_class, ULONG flags, ULONG* size, LPENTRYID* id,
                                      LPTSTR* explicit_class) {
  return state_.call(
      [&] { return get_receive_folder(state_, message_class, flags, size, id, explicit_class); });
}

HRESULT StoreObject::GetReceiveFolderTable(ULONG flags, LPMAPITABLE* table) {
  return state_.call([&] { return get_receive_folder_table(state_, flags, table); });
}

// Remembered until the last reference goes; a later call replaces it. Nothing is on its way in or out, so no
// flag comes back (row 131).
HRESULT StoreObject::StoreLogoff(ULONG* flags) {
  return state_.call([&]() -> Answer {
    const ULONG given = flags ? *flags : 0;
    if ((given & ~kLogoffFlags) != 0) return MAPI_E_UNKNOWN_FLAGS;
    if (std::popcount(given) > 1) return MAPI_E_INVALID_PARAMETER;
    logoff_flag_ = given == 0 ? LOGOFF_ABORT : given;
    if (flags) *flags = 0;
    return S_OK;
  });
}

HRESULT StoreObject::unsupported() {
  return state_.call([]() -> Answer { return MAPI_E_NO_SUPPORT; });
}
HRESULT StoreObject::AbortSubmit(ULONG, LPENTRYID, ULONG) { return unsupported(); }
HRESULT StoreObject::GetOutgoingQueue(ULONG, LPMAPITABLE* table) {
  if (table) *table = nullptr;
  return unsupported();
}
HRESULT StoreObject::SetLockState(LPMESSAGE, ULONG) { return unsupported(); }
HRESULT StoreObject::FinishedMsg(ULONG, ULONG, LPENTRYID) { return unsupported(); }

HRESULT StoreObject::NotifyNewMail(LPNOTIFICATION notification) {
  return state_.call([&]() -> Answer {
    if (!notification || notification->ulEventType != fnevNewMail) return MAPI_E_INVALID_PARAMETER;
    state_.context().notifier().new_mail(notification->info.newmail);
    return S_OK;
  });
}

HRESULT StoreObject::query_other(REFIID iid, LPVOID* object) {
  return query_conflict_setting(state_.shared_context(), *this, iid, object);
}

// After IMSLogon::Logoff the host has let go of its transports itself. What has been logged off by then may
// lose its support object at any moment.
void StoreObject::log_off_transports() {
  const StoreContext::Use use(state_.context());
  if (!state_.context().is_valid()) return;
  if (IMAPISupport* const support = state_.context().support()) {
    ULONG flags = logoff_flag_;
    support->StoreLogoffTransports(&flags);  // whatever it answers, nobody has the store any more
  }
}

void StoreObject::last_released() {
  if (ended_) {
    delete this;
    return;
  }
  ended_ = true;
  stores_->remove(*this);
  AddRef();  // as the host may take references and give them back while it is told
  log_off_transports();
  state_.context().logoff();
  Release();
}

}  // namespace postroom::mapi
