// Lists of what is in search folders.
#pragma once

#include "store/core.h"

namespace postroom::store {

// As Store::list. Nothing is associated with a search folder, and nothing is deleted in it.
Result<std::vector<storage::MessageRecord>> list_search_folder(Core& core, const Session& session,
                                                               FolderId folder, const ListOptions& options);

}  // namespace postroom::store
