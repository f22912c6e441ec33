#include "mapi/event_translation.h"

#include <algorithm>

namespace postroom::mapi {
namespace {

std::optional<FolderId> parent_now(Store& store, const Session& session, FolderId folder) {
  const auto found = store.folder(session, folder);
  return found.ok() ? std::optional(found->parent) : std::nullopt;
}

bool has_subfolders(Store& store, const Session& session, FolderId folder) {
  const auto found = store.folder(session, folder);
  return !found.ok() || found->has_subfolders;
}

// Of several that were made in quick succession, the first one.
bool is_first_child(Store& store, const Session& session, FolderId child, FolderId parent) {
  const auto folders = store.folders(session);
  if (!folders.ok()) return false;
  return std::none_of(folders->begin(), folders->end(), [&](const FolderInfo& other) {
    return other.parent == parent && other.id < child && other.id != parent;
  });
}

// PR_SUBFOLDERS is a computed property like the counters, and no event of its own tells of it.
std::vector<FolderId> changed_parents(Store& store, const Session& session, const HeardEvent& heard) {
  const Event& event = heard.event;
  std::optional<FolderId> left, entered = heard.parent;
  if (event.kind == ChangeKind::folder_created) entered = event.old_folder;
  if (event.kind == ChangeKind::folder_deleted || event.kind == ChangeKind::folder_moved)
    left = event.old_folder;
  if (left == entered) return {};
  std::vector<FolderId> changed;
  if (left && !has_subfolders(store, session, *left)) changed.push_back(*left);
  if (entered && is_first_child(store, session, event.folder, *entered)) changed.push_back(*entered);
  return changed;
}

ULONG event_type(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::message_created:
    case ChangeKind::message_undeleted:
    case ChangeKind::folder_created:
      return fnevObjectCreated;
    case ChangeKind::message_modified:
    case ChangeKind::read_state_changed:
    case ChangeKind::status_changed:
    case ChangeKind::links_changed:
    case ChangeKind::folder_modified:
      return fnevObjectModified;
    case ChangeKind::message_deleted:
    case ChangeKind::message_removed:
    case ChangeKind::folder_deleted:
      return fnevObjectDeleted;
    case ChangeKind::message_moved:
    case ChangeKind::folder_moved:
      return fnevObjectMoved;
    case ChangeKind::message_copied:
    case ChangeKind::folder_copied:
      return fnevObjectCopied;
    case ChangeKind::search_completed:
      return fnevSearchComplete;
  }
  return 0;  // a kind that a later version has
}

std::optional<FolderId> if_any(FolderId folder) {
  return folder == FolderId{} ? std::nullopt : std::optional(folder);
}

ObjectChange message_change(const Event& event, std::size_t index) {
  ObjectChange change;
  change.event_type = event_type(event.kind);
  change.object = event.messages[index];
  change.parent = if_any(event.folder);
  if (change.event_type == fnevObjectMoved) change.old_object = change.object;
  if (change.event_type == fnevObjectCopied && index < event.originals.size()) {
    change.old_object = event.originals[index];
  }
  if (change.event_type == fnevObjectMoved || change.event_type == fnevObjectCopied) {
    change.old_parent = if_any(event.old_folder);
    change.source = change.old_object;
  } else if (change.event_type != fnevObjectCreated) {
    change.source = change.object;
  }
  return change;
}

ObjectChange folder_change(const HeardEvent& heard) {
  const Event& event = heard.event;
  ObjectChange change;
  change.event_type = event_type(event.kind);
  change.object = event.folder;
  if (event.kind == ChangeKind::folder_moved) {
    change.parent = heard.parent;
    change.old_object = event.folder;
    change.old_parent = if_any(event.old_folder);
  } else if (event.kind == ChangeKind::folder_copied) {
    change.parent = heard.parent;
    change.old_object = event.old_folder;
    change.old_parent = heard.old_parent;
  } else {
    change.parent = if_any(event.old_folder);
  }
  if (change.event_type != fnevObjectCreated) change.source = change.old_object.value_or(change.object);
  return change;
}

bool is_of_folder(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::folder_created:
    case ChangeKind::folder_modified:
    case ChangeKind::folder_deleted:
    case ChangeKind::folder_moved:
    case ChangeKind::folder_copied:
    case ChangeKind::search_completed:
      return true;
    default:
      return false;
  }
}

std::size_t count_own_changes(const Event& event) {
  return is_of_folder(event.kind) ? 1 : event.messages.size();
}

}  // namespace

HeardEvent look_around(Store& store, const Session& session, Event event) {
  HeardEvent heard{std::move(event), {}, {}, {}};
  if (heard.event.reload) return heard;
  switch (heard.event.kind) {
    case ChangeKind::folder_copied:
      heard.old_parent = parent_now(store, session, heard.event.old_folder);
      [[fallthrough]];
    case ChangeKind::folder_moved:
      heard.parent = parent_now(store, session, heard.event.folder);
      [[fallthrough]];
    case ChangeKind::folder_created:
    case ChangeKind::folder_deleted:
      heard.changed_parents = changed_parents(store, session, heard);
      break;
    default:
      break;
  }
  return heard;
}

std::size_t count_changes(const HeardEvent& heard) {
  if (heard.event.reload || event_type(heard.event.kind) == 0) return 0;
  return count_own_changes(heard.event) + heard.changed_parents.size();
}

ObjectChange change_at(const HeardEvent& heard, std::size_t index) {
  const std::size_t own = count_own_changes(heard.event);
  if (index < own) {
    return is_of_folder(heard.event.kind) ? folder_change(heard) : message_change(heard.event, index);
  }
  ObjectChange change;
  change.event_type = fnevObjectModified;
  change.object = heard.changed_parents[index - own];
  change.source = change.object;
  return change;
}

bool concerns(const ObjectChange& change, const Interest& interest) {
  if ((change.event_type & interest.event_mask) == 0) return false;
  return !interest.object || interest.object == change.source;
}

bool concerns_any(const HeardEvent& heard, const Interest& interest) {
  for (std::size_t i = 0; i < count_changes(heard); ++i) {
    if (concerns(change_at(heard, i), interest)) return true;
  }
  return false;
}

std::optional<ObjectChange> reload_for(const Interest& interest) {
  if ((interest.event_mask & fnevObjectModified) == 0) return std::nullopt;
  ObjectChange change;
  change.event_type = fnevObjectModified;
  change.object = interest.object.value_or(StoreTarget{});
  change.source = change.object;
  return change;
}

}  // namespace postroom::mapi
