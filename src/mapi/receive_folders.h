// Receive folders of IMsgStore ("MAPI Receive Folders" in the Outlook MAPI reference; rows 104 and 128).
#pragma once

#include "mapi/object_state.h"

namespace postroom::mapi {

// Null entry ID: forgets the association. Null class: the empty one, which every other class falls back to.
Answer set_receive_folder(ObjectState& state, LPCTSTR message_class, ULONG flags, ULONG size, LPENTRYID id);

// `explicit_class` may be null. Both results are allocated for the caller, each by itself.
Answer get_receive_folder(ObjectState& state, LPCTSTR message_class, ULONG flags, ULONG* size, LPENTRYID* id,
                          LPTSTR* explicit_class);

Answer get_receive_folder_table(ObjectState& state, ULONG flags, LPMAPITABLE* table);

}  // namespace postroom::mapi
