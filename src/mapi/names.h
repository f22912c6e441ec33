// GetNamesFromIDs and GetIDsFromNames: one mapping for the whole store ("Named properties" in the Outlook
// MAPI reference; rows 82 and 83).
#pragma once

#include "mapi/object_state.h"

namespace postroom::mapi {

// The names of the ids in their order, null where there is none or the flags leave it out; the set is not
// looked at then, and the array of tags is not written to. A null array: all names, or those of the set, and
// their tags; `tags` becomes an array that the caller frees, an empty one where the flags leave nothing. An
// empty array is MAPI_E_INVALID_PARAMETER, as its cValues cannot be 0.
Answer get_names_from_ids(ObjectState& state, LPSPropTagArray* tags, LPGUID set, ULONG flags, ULONG* count,
                          LPMAPINAMEID** names);
// PT_ERROR for a name that has no id or, with MAPI_CREATE, that can have none (kMaxPropertyName). All that are
// missing are made in one commit, or none of them: MAPI_E_NO_ACCESS in a store that is open for reading,
// MAPI_E_TOO_BIG past kMaxNamedProperties.
Answer get_ids_from_names(ObjectState& state, ULONG count, LPMAPINAMEID* names, ULONG flags,
                          LPSPropTagArray* tags);

// What the name points to is on the block.
void write_name(const PropertyName& name, Block& block, MAPINAMEID& out);

}  // namespace postroom::mapi
