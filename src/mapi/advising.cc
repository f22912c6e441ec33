#include "mapi/advising.h"

#include "base/try.h"
#include "mapi/entry_ids.h"

namespace postroom::mapi {

Answer advise(StoreContext& context, ULONG size, LPENTRYID id, ULONG event_mask, LPMAPIADVISESINK sink,
              ULONG_PTR* connection) {
  if (!sink || !connection) return MAPI_E_INVALID_PARAMETER;
  *connection = 0;
  std::optional<EntryId> object;
  if (id) {
    EntryId named;
    if (const HRESULT read = read_entry_id_of(context, size, id, named); read != S_OK) return read;
    if (!std::holds_alternative<StoreTarget>(named.target)) object = named;
  }
  auto advised = context.notifier().advise(event_mask, object, sink);
  if (!advised.ok()) return not_advised(context, std::move(advised).error());
  *connection = *advised;
  return S_OK;
}

Answer not_advised(const StoreContext& context, Error why) {
  if (!context.is_valid()) return MAPI_E_INVALID_OBJECT;
  return why;
}

HRESULT unadvise(StoreContext& context, ULONG_PTR connection) {
  const StoreContext::Use use(context);
  if (!context.is_valid()) return MAPI_E_INVALID_OBJECT;
  try {
    const Status ended = context.notifier().unadvise(connection);
    return ended.ok() ? S_OK : to_hresult(ended.error().code);
  } catch (const std::bad_alloc&) {
    return MAPI_E_NOT_ENOUGH_MEMORY;
  }
}

}  // namespace postroom::mapi
