// Advise and Unadvise of store and logon ("IMsgStore::Advise" in the Outlook MAPI reference).
#pragma once

#include "mapi/object_state.h"

namespace postroom::mapi {

// Null, or the entry ID of the store: everything in it.
Answer advise(StoreContext& context, ULONG size, LPENTRYID id, ULONG event_mask, LPMAPIADVISESINK sink,
              ULONG_PTR* connection);

// What Advise answers where `why` keeps somebody from being told: after a logoff that came in between, what
// every method does.
Answer not_advised(const StoreContext& context, Error why);

// Not under the lock of an object: it waits for OnNotify, in which the sink may call that object.
HRESULT unadvise(StoreContext& context, ULONG_PTR connection);

}  // namespace postroom::mapi
