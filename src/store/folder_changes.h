// Changes to one folder, as the operations on folders make them: one commit, told by the log.
#pragma once

#include <functional>

#include "store/core.h"
#include "store/folder_tree.h"
#include "store/permissions.h"

namespace postroom::store {

using ChangeFolder = std::function<Status(storage::FolderRecord&, const FolderTree&, Permissions&)>;

// Runs `change` on one folder's record in a job, for who owns the folder, and logs it.
Status change_folder(Core& core, const Session& session, FolderId id, ChangeKind kind,
                     const ChangeFolder& change);

// Code::collision if there is a folder of that name beside it, and for a search folder Code::no_access.
Status set_name(storage::FolderRecord& folder, const FolderTree& tree, const std::string& name);

bool is_special(const Core& core, FolderId id);
Error default_folder(const char* verb);  // that it cannot be "moved"

}  // namespace postroom::store
