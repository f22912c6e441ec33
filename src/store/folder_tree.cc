#include "store/folder_tree.h"

#include <postroom/text.h>

#include <algorithm>
#include <set>

#include "base/try.h"
#include "store/access_list.h"
#include "store/core.h"
#include "store/permissions.h"

namespace postroom::store {

FolderTree::FolderTree(std::vector<storage::FolderRecord> folders) : folders_(std::move(folders)) {}

const storage::FolderRecord* FolderTree::find(FolderId id) const {
  const auto found = std::lower_bound(folders_.begin(), folders_.end(), id,
                                      [](const storage::FolderRecord& folder, FolderId wanted) { return folder.id < wanted; });
  return found == folders_.end() || found->id != id ? nullptr : &*found;
}

std::vector<const storage::FolderRecord*> FolderTree::children(FolderId id) const {
  std::vector<const storage::FolderRecord*> found;
  for (const storage::FolderRecord& folder : folders_) {
    if (folder.parent == id && folder.id != id) found.push_back(&folder);
  }
  return found;
}

const storage::FolderRecord* FolderTree::child(FolderId parent, std::string_view name) const {
  for (const storage::FolderRecord* folder : children(parent)) {
    if (equals_ignoring_ascii_case(folder->name, name)) return folder;
  }
  return nullptr;
}

bool FolderTree::is_inside(FolderId folder, FolderId ancestor) const {
  for (std::size_t steps = 0; steps <= folders_.size(); ++steps) {
    if (folder == ancestor) return true;
    const storage::FolderRecord* record = find(folder);
    if (!record || record->parent == folder) return false;
    folder = record->parent;
  }
  return false;
}

std::vector<FolderId> FolderTree::subtree(FolderId folder) const {
  std::vector<FolderId> found{folder};
  std::set<FolderId> seen{folder};  // a damaged store may have folders inside one another
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const storage::FolderRecord* child : children(found[i])) {
      if (seen.insert(child->id).second) found.push_back(child->id);
    }
  }
  return found;
}

std::string FolderTree::path(FolderId folder, FolderId top) const {
  std::string path;
  const storage::FolderRecord* record = find(folder);
  for (std::size_t steps = 0; record && record->id != top && steps < folders_.size(); ++steps) {
    if (record->parent == record->id) return "/" + path;
    path = path.empty() ? record->name : record->name + "/" + path;
    record = find(record->parent);
  }
  return path;
}

Result<FolderTree> load_tree(storage::View& view) {
  TRY_SET(auto folders, view.folders());
  return FolderTree(std::move(folders));
}

Result<FolderTree> load_shown_tree(storage::View& view, const Session& session) {
  TRY_SET(auto folders, view.folders());
  Permissions permissions(session, view);
  permissions.add(folders);
  std::vector<storage::FolderRecord> shown;
  for (storage::FolderRecord& folder : folders) {
    TRY_SET(const bool is_shown, permissions.is_shown(folder.id));
    if (is_shown) shown.push_back(std::move(folder));
  }
  return FolderTree(std::move(shown));
}

FolderInfo to_info(const storage::FolderRecord& record, const FolderTree& tree, FolderId top) {
  return {record.id,           record.parent,           record.kind,          record.name, tree.path(record.id, top),
          record.content_count, record.unread_count,    record.associated_count, record.deleted_count,
          !tree.children(record.id).empty(), record.created, record.modified};
}

Status check_folder_name(const std::string& name) {
  const auto wrong = [&](const char* why) {
    return Error{Code::invalid_argument, std::string("A folder's name ") + why, {}};
  };
  if (name.empty()) return wrong("cannot be empty.");
  if (!is_valid_utf8(name)) return wrong("must be UTF-8 text.");
  if (name.size() > kMaxFolderName) return Error{Code::too_big, "A folder's name can have at most 255 bytes.", {}};
  const auto is_bad = [](unsigned char c) { return c == '/' || c < 0x20 || c == 0x7F; };
  if (std::any_of(name.begin(), name.end(), is_bad)) return wrong("cannot have \"/\" or control characters in it.");
  return ok_status();
}

Status require_parent(const FolderTree& tree, FolderId parent) {
  const storage::FolderRecord* above = tree.find(parent);
  if (!above) return no_such_folder(parent);
  if (above->kind != FolderKind::search) return ok_status();
  return Error{Code::no_access, "A search folder has no folders below it.", {}};
}

Status require_no_search(const storage::FolderRecord& folder, const char* verb) {
  if (folder.kind != FolderKind::search) return ok_status();
  return Error{Code::no_access, std::string("A search folder cannot be ") + verb + ".", {}};
}

namespace {

// The properties of a new folder with its parent's access list. A person for whom that list holds gets all rights, so
// that nobody makes a folder and cannot rename it.
Result<Bytes> inherit_access(storage::Transaction& transaction, const Session& session,
                             const storage::FolderRecord& parent, const Bytes& properties) {
  TRY_SET(auto list, read_access_list(parent.properties));
  if (!list) return with_access_list(properties, list);
  TRY_SET(const bool is_owner, AccessRecords(transaction).is_owner(session));
  if (!is_owner && session.acting == Acting::person && !session.who.empty()) {
    std::erase_if(list->members, [&](const MemberRights& each) { return each.member == person(session); });
    list->members.push_back({person(session), FolderRights::all});
    TRY_SET(list, normalized(std::move(*list)));
  }
  return with_access_list(properties, list);
}

}  // namespace

Result<FolderId> insert_folder(storage::Transaction& transaction, const FolderTree& tree, const Session& session,
                               const NewFolder& wanted) {
  TRY(require_parent(tree, wanted.parent));
  TRY(Permissions(session, transaction).require(wanted.parent, FolderRights::create_subfolder));
  if (tree.child(wanted.parent, wanted.name)) {
    return Error{Code::collision, "There is a folder '" + wanted.name + "' in that place already.", {}};
  }
  TRY_SET(const std::int64_t id, transaction.allocate_id());
  storage::FolderRecord folder;
  folder.id = FolderId{id};
  folder.parent = wanted.parent;
  folder.kind = wanted.kind;
  folder.name = wanted.name;
  TRY_SET(folder.properties, inherit_access(transaction, session, *tree.find(wanted.parent), wanted.properties));
  folder.created = folder.modified = session.clock->now();
  const ChangeKind what = wanted.copy_of ? ChangeKind::folder_copied : ChangeKind::folder_created;
  TRY_SET(folder.log_position,
          transaction.append_log({{}, what, folder.id, wanted.copy_of.value_or(wanted.parent), session.id, {}}));
  TRY(transaction.insert_folder(folder));
  return folder.id;
}

}  // namespace postroom::store
