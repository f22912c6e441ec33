#include <postroom/entry_id.h>
#include <postroom/property_names.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "model/blob.h"
#include "store/access_list.h"
#include "store/core.h"
#include "store/folder_tree.h"
#include "store/ledger.h"
#include "store/messages.h"
#include "store/permissions.h"
#include "store/search_counts.h"
#include "store/search_state.h"

namespace postroom {
namespace {

using store::Core;
using store::FolderTree;
using store::Permissions;

FolderId top_of(const Core& core) { return core.special_folders.at(SpecialFolder::ipm_subtree); }

Result<FolderTree> load_tree(storage::View& view) {
  TRY_SET(auto folders, view.folders());
  return FolderTree(std::move(folders));
}

// With the folders that the session may see; the others might as well not be there.
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

bool is_special(const Core& core, FolderId id) {
  return std::any_of(core.special_folders.begin(), core.special_folders.end(),
                     [&](const auto& entry) { return entry.second == id; });
}

Error default_folder(const char* verb) {
  return {Code::no_access, std::string("A default folder cannot be ") + verb + ".", {}};
}

using ChangeFolder = std::function<Status(storage::FolderRecord&, const FolderTree&, Permissions&)>;

// Runs `change` on one folder's record in a job, for who owns the folder, and logs it.
Status change_folder(Core& core, const Session& session, FolderId id, ChangeKind kind, const ChangeFolder& change) {
  TRY(store::may_write(core, session));
  return storage::commit_and_wait(*core.engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const FolderTree tree, load_tree(transaction));
    const storage::FolderRecord* found = tree.find(id);
    if (!found) return store::no_such_folder(id);
    Permissions permissions(session, transaction);
    TRY(permissions.require(id, FolderRights::owner));
    storage::FolderRecord folder = *found;
    TRY(change(folder, tree, permissions));
    folder.modified = session.clock->now();
    TRY_SET(folder.log_position, transaction.append_log({{}, kind, id, found->parent, session.id, {}}));
    return transaction.update_folder(folder);
  });
}

// What Folder properties the store answers itself.
PropertySet computed_of(const Core& core, const storage::FolderRecord& folder, bool has_subfolders,
                        FolderRights rights, store::Writing writing) {
  PropertySet result;
  const EntryId id{core.store_guid, folder.id};
  result.set(tag::entryid, encode(id));
  result.set(tag::record_key, record_key(id));
  result.set(tag::parent_entryid, encode(EntryId{core.store_guid, folder.parent}));
  result.set(tag::store_entryid, encode(EntryId{core.store_guid, StoreTarget{}}));
  result.set(tag::store_record_key, record_key(EntryId{core.store_guid, StoreTarget{}}));
  result.set(tag::object_type, std::int32_t{3});  // MAPI_FOLDER
  result.set(tag::folder_type, static_cast<std::int32_t>(folder.kind));
  result.set(tag::display_name, folder.name);
  result.set(tag::content_count, static_cast<std::int32_t>(folder.content_count));
  result.set(tag::content_unread, static_cast<std::int32_t>(folder.unread_count));
  result.set(tag::assoc_content_count, static_cast<std::int32_t>(folder.associated_count));
  result.set(tag::deleted_count_total, static_cast<std::int32_t>(folder.deleted_count));
  result.set(tag::subfolders, has_subfolders);
  result.set(tag::rights, static_cast<std::int32_t>(rights));
  const std::int32_t access = store::folder_access(rights, writing);
  result.set(tag::access, access);
  result.set(tag::access_level, access & 1);  // MAPI_ACCESS_MODIFY
  result.set(tag::creation_time, folder.created);
  result.set(tag::last_modification_time, folder.modified);
  return result;
}

// A folder has no versions that would keep a large value referenced.
Status check_folder_values(Core& core, const PropertySet& set) {
  for (const Property& property : set) {
    if (std::holds_alternative<LargeValue>(property.value)) {
      return Error{Code::too_big, "A property of a folder can have at most 8 KiB.", {}};
    }
    const auto* text = std::get_if<std::string>(&property.value);
    if (text && !is_valid_utf8(*text)) {
      return Error{Code::invalid_argument, postroom::property_name(property.tag) + " must be UTF-8 text.", {}};
    }
  }
  MessageContent named;
  named.properties = set;
  return store::check_named_ids(core, named);
}

Status set_name(storage::FolderRecord& folder, const FolderTree& tree, const std::string& name) {
  TRY(store::require_no_search(folder, "renamed"));
  TRY(store::check_folder_name(name));
  const storage::FolderRecord* other = tree.child(folder.parent, name);
  if (other && other->id != folder.id) {
    return Error{Code::collision, "There is a folder '" + name + "' in that place already.", {}};
  }
  folder.name = name;
  return ok_status();
}

}  // namespace

FolderId Store::special(SpecialFolder which) const { return core_->special_folders.at(which); }

Result<std::vector<FolderInfo>> Store::folders(const Session& session) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const FolderTree tree, load_shown_tree(*view, session));
  std::vector<FolderInfo> infos;
  if (!tree.find(special(SpecialFolder::root))) return infos;
  for (const FolderId id : tree.subtree(special(SpecialFolder::root))) {
    TRY_SET(const storage::FolderRecord folder, store::counted(*core_, session, *view, *tree.find(id)));
    infos.push_back(store::to_info(folder, tree, top_of(*core_)));
  }
  return infos;
}

Result<FolderInfo> Store::folder(const Session& session, FolderId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const FolderTree tree, load_shown_tree(*view, session));
  const storage::FolderRecord* folder = tree.find(id);
  if (!folder) return store::no_such_folder(id);
  TRY_SET(const storage::FolderRecord shown, store::counted(*core_, session, *view, *folder));
  return store::to_info(shown, tree, top_of(*core_));
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
    TRY_SET(made, store::insert_folder(transaction, tree, session, parent, name, FolderKind::generic, {}));
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

Status Store::move_folder(const Session& session, FolderId id, FolderId new_parent) {
  TRY(store::may_write(*core_, session));
  if (is_special(*core_, id)) return default_folder("moved");
  return change_folder(*core_, session, id, ChangeKind::folder_moved,
                       [&](storage::FolderRecord& folder, const FolderTree& tree, Permissions& permissions) -> Status {
    TRY(store::require_no_search(folder, "moved"));
    TRY(store::require_parent(tree, new_parent));
    TRY(permissions.require(new_parent, FolderRights::create_subfolder));
    if (tree.is_inside(new_parent, id)) {
      return Error{Code::folder_cycle, "A folder cannot be moved into itself or a folder below it.", {}};
    }
    folder.parent = new_parent;
    return set_name(folder, tree, folder.name);
  });
}

Result<FolderId> Store::copy_folder(const Session& session, FolderId id, FolderId parent, std::string name,
                                    bool with_subfolders) {
  TRY(store::may_write(*core_, session));
  TRY(store::check_folder_name(name));
  FolderId copy;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const FolderTree tree, load_tree(transaction));
    const storage::FolderRecord* top = tree.find(id);
    if (!top) return store::no_such_folder(id);
    TRY(store::require_no_search(*top, "copied"));
    if (tree.is_inside(parent, id)) {
      return Error{Code::folder_cycle, "A folder cannot be copied into itself or a folder below it.", {}};
    }
    Permissions permissions(session, transaction);
    std::map<FolderId, FolderId> copies;
    const std::vector<FolderId> sources = with_subfolders ? tree.subtree(id) : std::vector<FolderId>{id};
    for (const FolderId source : sources) {
      const storage::FolderRecord& from = *tree.find(source);
      if (from.kind == FolderKind::search) continue;  // nothing is below it
      TRY(permissions.require(source, FolderRights::read));
      const bool is_top = source == id;
      TRY_SET(const FolderTree grown, load_tree(transaction));  // with the copies made so far
      TRY_SET(copies[source],
              store::insert_folder(transaction, grown, session, is_top ? parent : copies.at(from.parent),
                                   is_top ? name : from.name, FolderKind::generic, from.properties));
      TRY(store::copy_all(transaction, session, source, copies[source]));
    }
    copy = copies.at(id);
    return ok_status();
  }));
  return copy;
}

Status Store::delete_folder(const Session& session, FolderId id, DeleteFolderOptions options) {
  TRY(store::may_write(*core_, session));
  if (is_special(*core_, id)) return default_folder("deleted");
  const FolderId refuge = special(SpecialFolder::deleted_items);
  return storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const FolderTree tree, load_tree(transaction));
    const storage::FolderRecord* folder = tree.find(id);
    if (!folder) return store::no_such_folder(id);
    Permissions permissions(session, transaction);
    TRY(permissions.require(id, FolderRights::owner));
    std::vector<FolderId> doomed = tree.subtree(id);
    if (doomed.size() > 1 && !options.subfolders) {
      return Error{Code::has_folders, "The folder '" + folder->name + "' still has folders in it.", {}};
    }
    for (const FolderId each : doomed) {
      TRY(permissions.require(each, FolderRights::owner));
      const storage::FolderRecord& record = *tree.find(each);
      if (is_special(*core_, each)) return default_folder("deleted");
      if (!options.messages && record.content_count + record.associated_count > 0) {
        return Error{Code::has_messages, "The folder '" + record.name + "' still has messages in it.", {}};
      }
    }
    std::reverse(doomed.begin(), doomed.end());
    for (const FolderId each : doomed) {
      TRY(store::delete_all(transaction, session, each, refuge));
      TRY(transaction.append_log({{}, ChangeKind::folder_deleted, each, tree.find(each)->parent, session.id, {}}));
      TRY(transaction.remove_folder(each));
      if (tree.find(each)->kind == FolderKind::search) TRY(store::forget_search(transaction, each));
    }
    return ok_status();
  });
}

Result<PropertySet> Store::folder_properties(const Session& session, FolderId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const FolderTree tree, load_shown_tree(*view, session));
  const storage::FolderRecord* folder = tree.find(id);
  if (!folder) return store::no_such_folder(id);
  PropertySet all;
  if (!folder->properties.empty()) {
    TRY_SET(all, decode_properties(folder->properties));
  }
  all.remove(tag::acl_data);
  TRY_SET(const FolderRights rights, Permissions(session, *view).rights_in(id));
  const auto writing = store::may_write(*core_, session).ok() ? store::Writing::yes : store::Writing::no;
  TRY_SET(const storage::FolderRecord shown, store::counted(*core_, session, *view, *folder));
  for (const Property& property : computed_of(*core_, shown, !tree.children(id).empty(), rights, writing)) {
    all.set(property.tag, property.value);
  }
  return all;
}

Status Store::set_folder_properties(const Session& session, FolderId id, const PropertySet& set,
                                    std::span<const PropertyTag> remove) {
  TRY(store::may_write(*core_, session));
  TRY(check_folder_values(*core_, set));
  return change_folder(*core_, session, id, ChangeKind::folder_modified,
                       [&](storage::FolderRecord& folder, const FolderTree& tree, Permissions&) -> Status {
    PropertySet kept;
    if (!folder.properties.empty()) {
      TRY_SET(kept, decode_properties(folder.properties));
    }
    const PropertySet computed = computed_of(*core_, folder, false, FolderRights::none, store::Writing::no);
    const auto kept_by_store = [&](PropertyTag tag) { return store::is_store_internal(tag) || computed.has(tag); };
    for (const PropertyTag tag : remove) {
      if (!store::is_store_internal(tag)) kept.remove(tag);
    }
    for (const Property& property : set) {
      if (property.tag == tag::display_name) {
        TRY(set_name(folder, tree, std::get<std::string>(property.value)));
      } else if (kept_by_store(property.tag)) {
        return Error{Code::no_access, postroom::property_name(property.tag) + " is computed by the store and cannot be set.", {}};
      } else {
        kept.set(property.tag, property.value);
      }
    }
    TRY_SET(folder.properties, encode(kept));
    return ok_status();
  });
}

}  // namespace postroom
