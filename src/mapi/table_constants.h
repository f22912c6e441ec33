// What the rows of a table all have alike, as they are of one store: its entry ID as the host knows it, what
// it supports. The domain knows nothing of hosts, so these are put in here.
#pragma once

#include <postroom/property.h>
#include <postroom/restriction.h>

#include "mapi/objects.h"

namespace postroom::mapi {

// PR_STORE_ENTRYID, PR_STORE_SUPPORT_MASK, PR_MAPPING_SIGNATURE and PR_MDB_PROVIDER in tables of messages and
// folders; nothing in others. As the objects answer them.
PropertySet constant_columns(const StoreContext& context, TableKind kind);

// The same restriction, with what it says of such columns evaluated. It has passed check().
Restriction with_constants(Restriction restriction, const PropertySet& constants);

}  // namespace postroom::mapi
