// Which members of a search folder a session gets to see: those in folders that it may read. The one place
// that decides this for lists, tables and counts.
#pragma once

#include <map>

#include "store/membership.h"
#include "store/permissions.h"

namespace postroom::store {

// Keep it no longer than session and view.
class ReadableFolders {
 public:
  ReadableFolders(const Session& session, storage::View& view) : permissions_(session, view) {}
  Result<bool> has(FolderId folder);
  Result<std::vector<MessageId>> readable(const std::vector<Member>& members);

 private:
  Permissions permissions_;
  std::map<FolderId, bool> known_;
};

}  // namespace postroom::store
