#include "store/audience.h"

#include "base/try.h"

namespace postroom::store {
namespace {

bool is_of_folder(ChangeKind kind) {
  return kind == ChangeKind::folder_created || kind == ChangeKind::folder_modified ||
         kind == ChangeKind::folder_deleted || kind == ChangeKind::folder_moved ||
         kind == ChangeKind::folder_copied || kind == ChangeKind::search_completed;
}

Result<bool> is_open(Permissions& permissions, FolderId folder, bool of_folder) {
  if (of_folder) return permissions.is_shown(folder);
  TRY_SET(const FolderRights rights, permissions.rights_in(folder));
  return has(rights, FolderRights::read);
}

Result<bool> hears_of(Permissions& permissions, FolderId folder, bool of_folder) {
  auto open = is_open(permissions, folder, of_folder);
  if (!open.ok() && open.error().code == Code::not_found) return permissions.is_unrestricted();
  return open;
}

Result<bool> hears(Permissions& permissions, const Event& event) {
  if (event.reload) return true;
  const bool of_folder = is_of_folder(event.kind);
  if (event.kind == ChangeKind::folder_deleted) return hears_of(permissions, event.old_folder, of_folder);
  TRY_SET(const bool there, hears_of(permissions, event.folder, of_folder));
  const bool came_from_elsewhere = event.kind == ChangeKind::message_moved || event.kind == ChangeKind::folder_moved;
  if (there || !came_from_elsewhere) return there;
  return hears_of(permissions, event.old_folder, of_folder);
}

}  // namespace

Result<std::vector<bool>> audible(Permissions& permissions, const std::vector<Event>& events) {
  std::vector<bool> heard;
  heard.reserve(events.size());
  for (const Event& event : events) {
    TRY_SET(const bool hears_it, hears(permissions, event));
    heard.push_back(hears_it);
  }
  return heard;
}

}  // namespace postroom::store
