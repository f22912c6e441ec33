#include "store/folder_changes.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::store {

bool is_special(const Core& core, FolderId id) {
  return std::any_of(core.special_folders.begin(), core.special_folders.end(),
                     [&](const auto& entry) { return entry.second == id; });
}

Error default_folder(const char* verb) {
  return {Code::no_access, std::string("A default folder cannot be ") + verb + ".", {}};
}

Status change_folder(Core& core, const Session& session, FolderId id, ChangeKind kind,
                     const ChangeFolder& change) {
  TRY(may_write(core, session));
  return storage::commit_and_wait(*core.engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const FolderTree tree, load_tree(transaction));
    const storage::FolderRecord* found = tree.find(id);
    if (!found) return no_such_folder(id);
    Permissions permissions(session, transaction);
    TRY(permissions.require(id, FolderRights::owner));
    storage::FolderRecord folder = *found;
    TRY(change(folder, tree, permissions));
    folder.modified = session.clock->now();
    TRY_SET(folder.log_position, transaction.append_log({{}, kind, id, found->parent, session.id, {}}));
    return transaction.update_folder(folder);
  });
}

Status set_name(storage::FolderRecord& folder, const FolderTree& tree, const std::string& name) {
  TRY(require_no_search(folder, "renamed"));
  TRY(check_folder_name(name));
  const storage::FolderRecord* other = tree.child(folder.parent, name);
  if (other && other->id != folder.id) {
    return Error{Code::collision, "There is a folder '" + name + "' in that place already.", {}};
  }
  folder.name = name;
  return ok_status();
}

}  // namespace postroom::store
