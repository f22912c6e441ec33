#include "store/search_counts.h"

#include "base/try.h"
#include "store/search_readers.h"

namespace postroom::store {

Result<storage::FolderRecord> counted(Core& core, const Session& session, storage::View& view,
                                      storage::FolderRecord folder) {
  if (folder.kind != FolderKind::search) return folder;
  TRY_SET(const std::vector<MemberCount> counts, core.search.counts(view, folder.id));
  folder.content_count = folder.unread_count = 0;
  ReadableFolders readers(session, view);
  for (const MemberCount& count : counts) {
    TRY_SET(const bool may, readers.has(count.folder));
    if (!may) continue;
    folder.content_count += count.content;
    folder.unread_count += count.unread;
  }
  return folder;
}

}  // namespace postroom::store
