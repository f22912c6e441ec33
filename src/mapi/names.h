// GetNamesFromIDs and GetIDsFromNames: one mapping for the whole store ("Named properties" in the Outlook
// MAPI reference; rows 82 and 83).
#pragma once

#include "mapi/object_state.h"

namespace postroom::mapi {

// The names of the ids in their order, null where there is none or the flags leave it out; the set is not
// looked at then, and the array of tags is not written to. No ids: all names, or those of the set, and their
// tags. Where the flags leave nothing, `tags` becomes an empty array of the caller's.
Answer get_names_from_ids(ObjectState& state, LPSPropTagArray* tags, LPGUID set, ULONG flags, ULONG* count,
                          LPMAPINAMEID** names);
// PT_ERROR for a name that has no id or, with MAPI_CREATE, that can have none (kMaxPropertyName).
// MAPI_E_NO_ACCESS if one had to be made in a store that is open for reading; MAPI_E_TOO_BIG past
// kMaxNamedProperties.
Answer get_ids_from_names(ObjectState& state, ULONG count, LPMAPINAMEID* names, ULONG flags,
                          LPSPropTagArray* tags);

// What the name points to is on the block.
void write_name(const PropertyName& name, Block& block, MAPINAMEID& out);

}  // namespace postroom::mapi
