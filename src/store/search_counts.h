// What folders show of search folders.
#pragma once

#include "store/core.h"

namespace postroom::store {

// The record; of a search folder with the counts, as last known, of those members that the session may read.
Result<storage::FolderRecord> counted(Core& core, const Session& session, storage::View& view,
                                      storage::FolderRecord folder);

}  // namespace postroom::store
