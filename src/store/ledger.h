// Folder counters in one job: collect the differences, write each folder once.
#pragma once

#include <map>

#include "storage/engine.h"

namespace postroom::store {

class FolderLedger {
 public:
  // A message with these flags comes to or leaves a folder's list; deleted ones are in none.
  void add(FolderId folder, MessageKind kind, std::int32_t flags) { count(folder, kind, flags, 1); }
  void take(FolderId folder, MessageKind kind, std::int32_t flags) { count(folder, kind, flags, -1); }
  void add_unread(FolderId folder, std::int64_t difference) { entries_[folder].unread += difference; }
  void add_deleted(FolderId folder, std::int64_t count) { entries_[folder].deleted += count; }

  // Code::not_found if a folder is gone.
  Status write(storage::Transaction& transaction, std::uint64_t session) const;

 private:
  struct Entry {
    std::int64_t content = 0, unread = 0, associated = 0, deleted = 0;
    bool is_zero() const { return content == 0 && unread == 0 && associated == 0 && deleted == 0; }
  };
  void count(FolderId folder, MessageKind kind, std::int32_t flags, std::int64_t sign);
  std::map<FolderId, Entry> entries_;
};

}  // namespace postroom::store
