#include "store/ledger.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "store/core.h"

namespace postroom::store {

void FolderLedger::count(FolderId folder, MessageKind kind, std::int32_t flags, std::int64_t sign) {
  Entry& entry = entries_[folder];
  if (kind == MessageKind::associated) {
    entry.associated += sign;
    return;
  }
  entry.content += sign;
  if ((flags & message_flag::read) == 0) entry.unread += sign;
}

Status FolderLedger::write(storage::Transaction& transaction, std::uint64_t session) const {
  for (const auto& [id, entry] : entries_) {
    if (entry.is_zero()) continue;
    TRY_SET(auto folder, transaction.folder(id));
    if (!folder) return no_such_folder(id);
    folder->content_count += entry.content;
    folder->unread_count += entry.unread;
    folder->associated_count += entry.associated;
    folder->deleted_count += entry.deleted;
    TRY_SET(folder->log_position,
            transaction.append_log({{}, ChangeKind::folder_modified, id, folder->parent, session, {}}));
    TRY(transaction.update_folder(*folder));
  }
  return ok_status();
}

}  // namespace postroom::store
