#include "store/search_readers.h"

#include "base/try.h"

namespace postroom::store {

Result<bool> ReadableFolders::has(FolderId folder) {
  const auto known = known_.find(folder);
  if (known != known_.end()) return known->second;
  const auto rights = permissions_.rights_in(folder);
  if (!rights.ok() && rights.error().code != Code::not_found) return rights.error();
  const bool may = rights.ok() && postroom::has(*rights, FolderRights::read);
  known_[folder] = may;
  return may;
}

Result<std::vector<MessageId>> ReadableFolders::readable(const std::vector<Member>& members) {
  std::vector<MessageId> ids;
  ids.reserve(members.size());
  for (const Member& member : members) {
    TRY_SET(const bool may, has(member.folder));
    if (may) ids.push_back(member.id);
  }
  return ids;
}

}  // namespace postroom::store
