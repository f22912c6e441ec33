// What a session may do where: the one place that decides it. Every operation asks here, with the view or inside the
// job that it reads and writes with, so that a right withdrawn by anybody counts from the commit of that on.
#pragma once

#include <postroom/rights.h>
#include <postroom/session.h>

#include <map>
#include <memory>

#include "storage/engine.h"

namespace postroom::store {

// Rights as of one view, for any number of sessions. Looks each folder up once, and the owner of the store only where
// a folder has an access list.
class AccessRecords {
 public:
  explicit AccessRecords(storage::View& view) : view_(view) {}

  struct Folder {
    FolderId parent;
    std::string name;
    Result<std::optional<AccessList>> list;  // Code::corrupt: only the store's owner may do anything there
  };
  Result<const Folder*> folder(FolderId id);  // null if there is none
  void add(const storage::FolderRecord& record);  // one that has been read already
  Result<bool> is_owner(const Session& session);
  Result<bool> has_any_list();
  storage::View& view() { return view_; }

 private:
  storage::View& view_;
  std::map<FolderId, std::optional<Folder>> folders_;
  std::optional<std::string> owner_;
  std::optional<bool> has_any_list_;
};

enum class MessageUse { read, edit, remove };

// Of one session. Keep it no longer than session and view.
class Permissions {
 public:
  Permissions(const Session& session, storage::View& view)
      : Permissions(session, std::make_shared<AccessRecords>(view)) {}
  Permissions(const Session& session, std::shared_ptr<AccessRecords> records)
      : session_(session), records_(std::move(records)) {}

  // Code::not_found where there is no such folder.
  Result<FolderRights> rights_in(FolderId folder);

  // Code::no_access says which right is missing, on which folder.
  Status require(FolderId folder, FolderRights right);
  // For a message in that folder. Looks up who has made it only where that decides.
  Status require(MessageUse use, FolderId folder, MessageId message);
  Status require(MessageUse use, FolderId folder, Creator creator);

  // Folders that have been read already, all of them or some.
  void add(const std::vector<storage::FolderRecord>& folders) {
    for (const storage::FolderRecord& folder : folders) records_->add(folder);
  }

  // A folder is shown if it and all above it are visible.
  Result<bool> is_shown(FolderId folder);
  // Code::not_found, as for a folder that is not there.
  Status require_shown(FolderId folder);

  // Whether nothing in the store is kept from the session: there are no access lists, or they do not hold for it.
  Result<bool> is_unrestricted();
  // For what concerns the whole store. Code::no_access unless the session is unrestricted.
  Status require_whole_store();

 private:
  Result<Creator> creator_of(MessageId message);
  Error missing(FolderId id, FolderRights rights, FolderRights right);

  const Session& session_;
  const std::shared_ptr<AccessRecords> records_;
};

// In the folder of a message that has just been read together with that folder's properties. Reads more only where
// these have an access list.
Result<FolderRights> rights_at(storage::Engine& engine, const Session& session, ByteView folder_properties);

bool allows(const MessageRights& may, MessageUse use);

// Who has made the message with these properties (PR_CREATOR_NAME). Of one that says nothing: somebody else.
Creator creator_in(const PropertySet& properties, const Session& session);

// Session::who as creators, members and owners are kept.
std::string person(const Session& session);

// PR_ACCESS of a folder. The session as such may write or not.
enum class Writing { no, yes };
std::int32_t folder_access(FolderRights rights, Writing writing);
// PR_ACCESS of a message.
std::int32_t message_access(const MessageRights& may, Writing writing);

}  // namespace postroom::store
