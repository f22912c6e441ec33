#include "store/permissions.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "model/blob.h"
#include "storage/store_keys.h"
#include "store/access_list.h"
#include "store/core.h"

namespace postroom::store {
namespace {

constexpr int kMostFoldersAbove = 10'000;  // a damaged store may have folders inside one another

// PR_ACCESS (MAPI_ACCESS_…)
constexpr std::int32_t kModify = 0x1, kRead = 0x2, kDelete = 0x4;
constexpr std::int32_t kCreateHierarchy = 0x8, kCreateContents = 0x10, kCreateAssociated = 0x20;

// Which right would have allowed it.
FolderRights needed(MessageUse use, FolderRights rights, Creator creator) {
  const bool own = creator == Creator::self;
  switch (use) {
    case MessageUse::read:
      return FolderRights::read;
    case MessageUse::edit:
      if (own) return FolderRights::edit_own;
      return has(rights, FolderRights::read) ? FolderRights::edit_all : FolderRights::read;
    case MessageUse::remove:
      return own ? FolderRights::delete_own : FolderRights::delete_all;
  }
  return FolderRights::none;
}

}  // namespace

bool allows(const MessageRights& may, MessageUse use) {
  switch (use) {
    case MessageUse::read:
      return may.read;
    case MessageUse::edit:
      return may.edit;
    case MessageUse::remove:
      return may.remove;
  }
  return false;
}

void AccessRecords::add(const storage::FolderRecord& record) {
  folders_.insert_or_assign(record.id, Folder{record.parent, record.name, read_access_list(record.properties)});
}

Result<const AccessRecords::Folder*> AccessRecords::folder(FolderId id) {
  auto found = folders_.find(id);
  if (found == folders_.end()) {
    TRY_SET(const auto record, view_.folder(id));
    if (record) add(*record);
    found = folders_.try_emplace(id).first;
  }
  return found->second ? &*found->second : nullptr;
}

Result<bool> AccessRecords::is_owner(const Session& session) {
  if (!owner_) {
    TRY_SET(auto owner, view_.setting(storage::kOwnerKey));
    owner_ = std::move(owner).value_or("");
  }
  return !owner_->empty() && *owner_ == person(session);
}

Result<bool> AccessRecords::has_any_list() {
  if (!has_any_list_) {
    TRY_SET(const auto folders, view_.folders());
    has_any_list_ = std::any_of(folders.begin(), folders.end(), [](const storage::FolderRecord& folder) {
      const auto list = read_access_list(folder.properties);
      return !list.ok() || list->has_value();
    });
  }
  return *has_any_list_;
}

Result<FolderRights> Permissions::rights_in(FolderId id) {
  if (session_.acting == Acting::administrator) return FolderRights::all;
  TRY_SET(const AccessRecords::Folder* const folder, records_->folder(id));
  if (!folder) return no_such_folder(id);
  if (folder->list.ok() && !*folder->list) return FolderRights::all;
  TRY_SET(const bool is_owner, records_->is_owner(session_));
  if (is_owner) return FolderRights::all;
  if (!folder->list.ok()) return folder->list.error();
  return rights_of(**folder->list, person(session_));
}

Status Permissions::require(FolderId folder, FolderRights right) {
  TRY_SET(const FolderRights rights, rights_in(folder));
  return has(rights, right) ? ok_status() : missing(folder, rights, right);
}

Status Permissions::require(MessageUse use, FolderId folder, MessageId message) {
  TRY_SET(const FolderRights rights, rights_in(folder));
  if (allows(message_rights(rights, Creator::somebody_else), use)) return ok_status();
  TRY_SET(const Creator creator, creator_of(message));
  return require(use, folder, creator);
}

Status Permissions::require(MessageUse use, FolderId folder, Creator creator) {
  TRY_SET(const FolderRights rights, rights_in(folder));
  if (allows(message_rights(rights, creator), use)) return ok_status();
  return missing(folder, rights, needed(use, rights, creator));
}

Result<Creator> Permissions::creator_of(MessageId message) {
  TRY_SET(const auto current, records_->view().current(message));
  if (!current) return no_such_message(message);
  TRY_SET(const MessageContent content, decode_content(current->content));
  return creator_in(content.properties, session_);
}

// The name of a folder that one may not see is not told.
Error Permissions::missing(FolderId id, FolderRights rights, FolderRights right) {
  std::string place = "folder " + std::to_string(id.value);
  const auto folder = records_->folder(id);
  if (has(rights, FolderRights::visible) && folder.ok() && *folder) place = "the folder '" + (*folder)->name + "'";
  return {Code::no_access,
          (session_.who.empty() ? std::string("Who has no name") : session_.who) + " does not have the right “" +
              to_text(right) + "” on " + place + "; its owner can give it.",
          {}};
}

Result<bool> Permissions::is_shown(FolderId id) {
  for (int steps = 0; steps < kMostFoldersAbove; ++steps) {
    if (session_.acting == Acting::administrator) return true;
    const auto rights = rights_in(id);
    if (!rights.ok() && rights.error().code != Code::corrupt) return rights.error();
    if (!rights.ok() || !has(*rights, FolderRights::visible)) return false;
    TRY_SET(const AccessRecords::Folder* const folder, records_->folder(id));
    if (folder->parent == id) return true;
    id = folder->parent;
  }
  return false;
}

Status Permissions::require_shown(FolderId folder) {
  TRY_SET(const bool shown, is_shown(folder));
  return shown ? ok_status() : no_such_folder(folder);
}

Result<bool> Permissions::is_unrestricted() {
  if (session_.acting == Acting::administrator) return true;
  TRY_SET(const bool has_any_list, records_->has_any_list());
  if (!has_any_list) return true;
  return records_->is_owner(session_);
}

Status Permissions::require_whole_store() {
  TRY_SET(const bool is_unrestricted, this->is_unrestricted());
  if (is_unrestricted) return ok_status();
  return Error{Code::no_access,
               "This concerns the whole store: only its owner may do it, and " + session_.who + " is not.", {}};
}

Result<FolderRights> rights_at(storage::Engine& engine, const Session& session, ByteView folder_properties) {
  if (session.acting == Acting::administrator) return FolderRights::all;
  const auto list = read_access_list(folder_properties);
  if (list.ok() && !*list) return FolderRights::all;
  TRY_SET(const auto view, engine.view());
  TRY_SET(const bool is_owner, AccessRecords(*view).is_owner(session));
  if (is_owner) return FolderRights::all;
  if (!list.ok()) return list.error();
  return rights_of(**list, person(session));
}

Creator creator_in(const PropertySet& properties, const Session& session) {
  const std::string* creator = properties.get<std::string>(tag::creator_name);
  return creator && !creator->empty() && *creator == person(session) ? Creator::self : Creator::somebody_else;
}

std::string person(const Session& session) { return std::string(truncate_utf8(session.who, kMaxSessionText)); }

std::int32_t folder_access(FolderRights rights, Writing writing) {
  std::int32_t access = has(rights, FolderRights::read) ? kRead : 0;
  if (writing == Writing::no) return access;
  if (has(rights, FolderRights::owner)) access |= kModify | kDelete;
  if (has(rights, FolderRights::create)) access |= kCreateContents | kCreateAssociated;
  if (has(rights, FolderRights::create_subfolder)) access |= kCreateHierarchy;
  return access;
}

std::int32_t message_access(const MessageRights& may, Writing writing) {
  std::int32_t access = may.read ? kRead : 0;
  if (writing == Writing::no) return access;
  return access | (may.edit ? kModify : 0) | (may.remove ? kDelete : 0);
}

}  // namespace postroom::store
