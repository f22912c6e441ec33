// IMsgStore ("IMsgStore : IMAPIProp" in the Outlook MAPI reference). Its changes are permanent at once (rule
// C1). With the last reference everything that was opened through it ends (rows 27 and 28).
#pragma once

#include "mapi/open_stores.h"
#include "mapi/property_object.h"
#include "mapi/store_properties.h"

namespace postroom::mapi {

class StoreObject final : public PropertyObject<IMsgStore, IID_IMsgStore> {
 public:
  // `stores`: which it is in, or will be, until it ends.
  StoreObject(SharedContext context, std::shared_ptr<OpenStores> stores);

  HRESULT Advise(ULONG size, LPENTRYID id, ULONG event_mask, LPMAPIADVISESINK sink,
                 ULONG_PTR* connection) override;
  HRESULT Unadvise(ULONG_PTR connection) override;
  HRESULT CompareEntryIDs(ULONG size1, LPENTRYID id1, ULONG size2, LPENTRYID id2, ULONG flags,
                          ULONG* result) override;
  HRESULT OpenEntry(ULONG size, LPENTRYID id, LPCIID iid, ULONG flags, ULONG* type,
                    LPUNKNOWN* object) override;
  HRESULT SetReceiveFolder(LPTSTR message_class, ULONG flags, ULONG size, LPENTRYID id) override;
  HRESULT GetReceiveFolder(LPTSTR message_class, ULONG flags, ULONG* size, LPENTRYID* id,
                           LPTSTR* explicit_class) override;
  HRESULT GetReceiveFolderTable(ULONG flags, LPMAPITABLE* table) override;
  HRESULT StoreLogoff(ULONG* flags) override;
  // Of submission, which there is not yet.
  HRESULT AbortSubmit(ULONG size, LPENTRYID id, ULONG flags) override;
  HRESULT GetOutgoingQueue(ULONG flags, LPMAPITABLE* table) override;
  HRESULT SetLockState(LPMESSAGE message, ULONG state) override;
  HRESULT FinishedMsg(ULONG flags, ULONG size, LPENTRYID id) override;
  HRESULT NotifyNewMail(LPNOTIFICATION notification) override;

  bool is_open() const { return state_.context().is_valid(); }
  using Unknown::add_ref_unless_gone;

 protected:
  Properties& properties() override { return properties_; }
  HRESULT query_other(REFIID iid, LPVOID* object) override;
  void last_released() override;

 private:
  void log_off_transports();
  HRESULT unsupported();

  StoreProperties properties_;
  const std::shared_ptr<OpenStores> stores_;
  ULONG logoff_flag_ = LOGOFF_ABORT;  // where StoreLogoff is never called
  bool ended_ = false;
};

}  // namespace postroom::mapi
