// Finding folders, making them, and giving them another name or place.
#include <algorithm>

#include "base/try.h"
#include "store/folder_changes.h"
#include "store/search_counts.h"

namespace postroom {
namespace {

using store::Core;
using store::FolderTree;
using store::Permissions;
using store::change_folder;
using store::default_folder;
using store::load_shown_tree;
using store::load_tree;
using store::set_name;

FolderId top_of(const Core& core) { return core.special_folders.at(SpecialFolder::ipm_subtree); }

Result<FolderInfo> info_of(Core& core, const Session& session, storage::View& view, const FolderTree& tree,
                           Permissions& permissions, const storage::FolderRecord& folder) {
  TRY_SET(const storage::FolderRecord counted, store::counted(core, session, view, folder));
  FolderInfo info = store::to_info(counted, tree, top_of(core));
  permissions.add({folder});
  TRY_SET(info.rights, permissions.rights_in(folder.id));
  return info;
}

}  // namespace

FolderId Store::special(SpecialFolder which) const { return core_->special_folders.at(which); }

Result<std::vector<FolderInfo>> Store::folders(const Session& session) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const FolderTree tree, load_shown_tree(*view, session));
  std::vector<FolderInfo> infos;
  if (!tree.find(special(SpecialFolder::root))) return infos;
  Permissions permissions(session, *view);
  for (const FolderId id : tree.subtree(special(SpecialFolder::root))) {
    TRY_SET(FolderInfo info, info_of(*core_, session, *view, tree, permissions, *tree.find(id)));
    infos.push_back(std::move(info));
  }
  return infos;
}

Result<FolderInfo> Store::folder(const Session& session, FolderId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const FolderTree tree, load_shown_tree(*view, session));
  const storage::FolderRecord* folder = tree.find(id);
  if (!folder) return store::no_such_folder(id);
  Permissions permissions(session, *view);
  return info_of(*core_, session, *view, tree, permissions, *folder);
}

Result<FolderId> Store::find_folder(const Session& session, std::string_view path) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const FolderTree tree, load_shown_tree(*view, session));
  const bool from_root = path.starts_with('/');
  FolderId at = special(from_root ? SpecialFolder::root : SpecialFolder::ipm_subtree);
  if (!tree.find(at)) return store::no_such_folder(at);
  std::size_t start = 0;
  while (start < path.size()) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view name = path.substr(start, end - start);
    start = end + 1;
    if (name.empty()) continue;
    const storage::FolderRecord* child = tree.child(at, name);
    if (!child) {
      const storage::FolderRecord* above = tree.find(at);
      return Error{Code::not_found, "There is no folder '" + std::string(name) + "' in '" + above->name + "'.", {}};
    }
    at = child->id;
  }
  return at;
}

Result<FolderId> Store::create_folder(const Session& session, FolderId parent, std::string name) {
  TRY(store::may_write(*core_, session));
  TRY(store::check_folder_name(name));
  FolderId made;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const FolderTree tree, load_tree(transaction));
    TRY_SET(made, store::insert_folder(transaction, tree, session, {parent, name, FolderKind::generic, {}}));
    return ok_status();
  }));
  return made;
}

Status Store::rename_folder(const Session& session, FolderId id, std::string name) {
  TRY(store::may_write(*core_, session));
  if (id == special(SpecialFolder::root)) return default_folder("renamed");
  return change_folder(*core_, session, id, ChangeKind::folder_modified,
                       [&](storage::FolderRecord& folder, const FolderTree& tree, Permissions&) {
                         return set_name(folder, tree, name);
                       });
}

Status Store::move_folder(const Session& session, FolderId id, FolderId new_parent, std::string new_name) {
  TRY(store::may_write(*core_, session));
  if (store::is_special(*core_, id)) return default_folder("moved");
  return change_folder(*core_, session, id, ChangeKind::folder_moved,
                       [&](storage::FolderRecord& folder, const FolderTree& tree, Permissions& permissions) -> Status {
    TRY(store::require_no_search(folder, "moved"));
    TRY(store::require_parent(tree, new_parent));
    TRY(permissions.require(new_parent, FolderRights::create_subfolder));
    if (tree.is_inside(new_parent, id)) {
      return Error{Code::folder_cycle, "A folder cannot be moved into itself or a folder below it.", {}};
    }
    folder.parent = new_parent;
    return set_name(folder, tree, new_name.empty() ? folder.name : new_name);
  });
}

}  // namespace postroom
