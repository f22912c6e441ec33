// Finding one's way among the folders of a store.
#pragma once

#include <postroom/store.h>

#include "storage/engine.h"

namespace postroom::store {

class FolderTree {
 public:
  explicit FolderTree(std::vector<storage::FolderRecord> folders);

  const storage::FolderRecord* find(FolderId id) const;
  std::vector<const storage::FolderRecord*> children(FolderId id) const;
  // By name, ignoring the case of ASCII letters.
  const storage::FolderRecord* child(FolderId parent, std::string_view name) const;
  bool is_inside(FolderId folder, FolderId ancestor) const;  // or the same
  // Folder and all below it, parents first.
  std::vector<FolderId> subtree(FolderId folder) const;
  // Names from below `top` down, "/" between; from the root, with a leading "/", for folders outside of it.
  std::string path(FolderId folder, FolderId top) const;
  const std::vector<storage::FolderRecord>& all() const { return folders_; }

 private:
  std::vector<storage::FolderRecord> folders_;  // in order of id
};

Result<FolderTree> load_tree(storage::View& view);
// With the folders that the session may see; the others might as well not be there.
Result<FolderTree> load_shown_tree(storage::View& view, const Session& session);

FolderInfo to_info(const storage::FolderRecord& record, const FolderTree& tree, FolderId top);

// Code::invalid_argument for an empty name, one with "/" or control characters, one that is not UTF-8;
// Code::too_big past kMaxFolderName.
Status check_folder_name(const std::string& name);

// Code::not_found, or Code::no_access for a search folder: neither can have folders in it.
Status require_parent(const FolderTree& tree, FolderId parent);

// Code::no_access for a search folder: it keeps its place and its name, and has no copies. `verb`: "moved".
Status require_no_search(const storage::FolderRecord& folder, const char* verb);

struct NewFolder {
  FolderId parent;
  std::string name;
  FolderKind kind = FolderKind::generic;
  Bytes properties;                             // encoded
  std::optional<FolderId> copy_of = std::nullopt;  // the log says that it is one, instead of that it is new
};

// Makes a folder in the transaction, and tells the log. Its access list is that of its parent, and whoever makes it has
// all rights there. Code::no_access without the right to; Code::collision if the parent has one of that name.
Result<FolderId> insert_folder(storage::Transaction& transaction, const FolderTree& tree, const Session& session,
                               const NewFolder& wanted);

}  // namespace postroom::store
