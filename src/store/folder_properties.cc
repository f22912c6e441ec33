// Properties of folders: what the store answers itself, and what clients set.
#include <postroom/entry_id.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "model/blob.h"
#include "store/access_list.h"
#include "store/folder_changes.h"
#include "store/search_counts.h"
#include "store/unversioned_values.h"

namespace postroom {
namespace {

// What properties the store answers itself.
PropertySet computed_of(const store::Core& core, const storage::FolderRecord& folder, bool has_subfolders,
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
  // In a search folder nothing can be made, whoever asks.
  const FolderRights to_make = FolderRights::create | FolderRights::create_subfolder;
  const FolderRights usable = folder.kind == FolderKind::search ? rights & ~to_make : rights;
  const std::int32_t access = store::folder_access(usable, writing);
  result.set(tag::access, access);
  result.set(tag::access_level, access & 1);  // MAPI_ACCESS_MODIFY
  result.set(tag::creation_time, folder.created);
  result.set(tag::last_modification_time, folder.modified);
  return result;
}

Status set_properties(const store::Core& core, storage::FolderRecord& folder, const store::FolderTree& tree,
                      const PropertySet& set, std::span<const PropertyTag> remove) {
  PropertySet kept;
  if (!folder.properties.empty()) {
    TRY_SET(kept, decode_properties(folder.properties));
  }
  const PropertySet computed = computed_of(core, folder, false, FolderRights::none, store::Writing::no);
  for (const PropertyTag tag : remove) {
    if (!store::is_store_internal(tag)) kept.remove(tag);
  }
  for (const Property& property : set) {
    if (property.tag == tag::display_name) {
      TRY(store::set_name(folder, tree, std::get<std::string>(property.value)));
    } else if (store::is_store_internal(property.tag) || computed.has(property.tag)) {
      return store::is_computed_here(property.tag);
    } else {
      kept.set(property.tag, property.value);
    }
  }
  TRY_SET(folder.properties, encode(kept));
  return ok_status();
}

}  // namespace

Result<PropertySet> Store::folder_properties(const Session& session, FolderId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const store::FolderTree tree, store::load_shown_tree(*view, session));
  const storage::FolderRecord* folder = tree.find(id);
  if (!folder) return store::no_such_folder(id);
  PropertySet all;
  if (!folder->properties.empty()) {
    TRY_SET(all, decode_properties(folder->properties));
  }
  all.remove(tag::acl_data);
  TRY_SET(const FolderRights rights, store::Permissions(session, *view).rights_in(id));
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
  TRY(store::check_unversioned_values(*core_, set, "folder"));
  return store::change_folder(
      *core_, session, id, ChangeKind::folder_modified,
      [&](storage::FolderRecord& folder, const store::FolderTree& tree, store::Permissions&) {
        return set_properties(*core_, folder, tree, set, remove);
      });
}

}  // namespace postroom
