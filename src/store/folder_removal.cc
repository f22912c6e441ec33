// Deleting folders, with what is in them or without.
#include <algorithm>

#include "base/try.h"
#include "store/folder_changes.h"
#include "store/folder_contents.h"
#include "store/search_state.h"

namespace postroom {
namespace {

using store::FolderTree;

// The folder and all below it, those below first.
Result<std::vector<FolderId>> doomed_folders(const store::Core& core, const FolderTree& tree, FolderId id,
                                             const Store::DeleteFolderOptions& options,
                                             store::Permissions& permissions) {
  const storage::FolderRecord* folder = tree.find(id);
  if (!folder) return store::no_such_folder(id);
  TRY(permissions.require(id, FolderRights::owner));
  std::vector<FolderId> doomed = tree.subtree(id);
  if (doomed.size() > 1 && !options.subfolders) {
    return Error{Code::has_folders, "The folder '" + folder->name + "' still has folders in it.", {}};
  }
  for (const FolderId each : doomed) {
    TRY(permissions.require(each, FolderRights::owner));
    const storage::FolderRecord& record = *tree.find(each);
    if (store::is_special(core, each)) return store::default_folder("deleted");
    if (!options.messages && record.content_count + record.associated_count > 0) {
      return Error{Code::has_messages, "The folder '" + record.name + "' still has messages in it.", {}};
    }
  }
  std::reverse(doomed.begin(), doomed.end());
  return doomed;
}

}  // namespace

Status Store::delete_folder(const Session& session, FolderId id, DeleteFolderOptions options) {
  TRY(store::may_write(*core_, session));
  if (store::is_special(*core_, id)) return store::default_folder("deleted");
  const FolderId refuge = special(SpecialFolder::deleted_items);
  return storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const FolderTree tree, store::load_tree(transaction));
    store::Permissions permissions(session, transaction);
    TRY_SET(const auto doomed, doomed_folders(*core_, tree, id, options, permissions));
    for (const FolderId each : doomed) {
      TRY(options.kind == DeleteKind::permanent ? store::remove_all(transaction, session, each)
                                                : store::delete_all(transaction, session, each, refuge));
      TRY(transaction.append_log(
          {{}, ChangeKind::folder_deleted, each, tree.find(each)->parent, session.id, {}}));
      TRY(transaction.remove_folder(each));
      if (tree.find(each)->kind == FolderKind::search) TRY(store::forget_search(transaction, each));
    }
    return ok_status();
  });
}

}  // namespace postroom
