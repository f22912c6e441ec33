// The receive folders of a store, kept as one setting (docs/schema.md).
#pragma once

#include "store/core.h"
#include "store/receive_associations.h"

namespace postroom::store {

// What has been set, folders that have been deleted since included; what MAPI begins with, if nothing ever
// was.
Result<Associations> read_associations(storage::View& view, const SpecialFolders& special);

}  // namespace postroom::store
