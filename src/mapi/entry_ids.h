// Entry IDs as they come over the interfaces.
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/entry_id.h>

#include "mapi/store_context.h"
#include "mapi/store_entry_id.h"

namespace postroom::mapi {

// Of any store of Postroom. The flag bytes are not looked at: a short-term entry ID is the long-term one with
// other flags. An Answer instead of an Error, as the codes are MAPI's: MAPI_E_INVALID_ENTRYID for null or
// bytes that are too few, MAPI_E_UNKNOWN_ENTRYID for those of another provider. Of a store's entry ID that
// holds more (store_entry_id.h), the store.
HRESULT read_entry_id(ULONG size, LPENTRYID bytes, EntryId& id);
// The same, and MAPI_E_UNKNOWN_ENTRYID where it is of another store.
HRESULT read_entry_id_of(const StoreContext& context, ULONG size, LPENTRYID bytes, EntryId& id);
// Of a store, long-term, as IMSProvider gets it: with what else it says.
HRESULT read_store_entry_id(ByteView bytes, StoreEntryId& id);
// Allocated for the caller.
void give_entry_id(const Memory& memory, const EntryId& id, ULONG* size, LPENTRYID* bytes);

// CompareEntryIDs of store and logon: also wrapped and unwrapped ones of the store.
HRESULT compare_entry_ids(const StoreContext& context, ULONG size1, LPENTRYID id1, ULONG size2, LPENTRYID id2,
                          ULONG flags, ULONG* result);

}  // namespace postroom::mapi
