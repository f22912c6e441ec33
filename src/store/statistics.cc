#include <postroom/store.h>

#include "base/try.h"
#include "store/core.h"

namespace postroom {
namespace {

constexpr std::size_t kSlice = 1000;  // rows read in one view

void add_folders(const std::vector<storage::FolderRecord>& folders, StoreStatistics& sum) {
  sum.folders = static_cast<std::int64_t>(folders.size());
  for (const storage::FolderRecord& folder : folders) {
    sum.messages += folder.content_count;
    sum.unread += folder.unread_count;
    sum.associated += folder.associated_count;
  }
}

void add_message(const storage::MessageRecord& message, StoreStatistics& sum) {
  sum.deleted += message.deleted ? 1 : 0;
  sum.with_attachments += message.has_attachments ? 1 : 0;
  sum.message_bytes += message.size;
  sum.versions += message.history_count;
  sum.version_bytes += message.history_bytes;
}

}  // namespace

Result<StoreStatistics> Store::statistics(const Session&, const Progress& progress) {
  StoreStatistics sum;
  std::int64_t last_id = 0;
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const storage::Counters counters, view->counters());
    TRY_SET(const auto folders, view->folders());
    TRY_SET(const auto names, view->names(0));
    add_folders(folders, sum);
    sum.named_properties = static_cast<std::int64_t>(names.size());
    sum.log_start = counters.log_start;
    sum.log_end = counters.log_position;
    last_id = counters.last_id;
  }
  MessageId after;
  for (bool more = true; more;) {  // a view a slice, so that writers go on meanwhile
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const auto slice, view->messages_after(after, kSlice));
    for (const storage::MessageRecord& message : slice) add_message(message, sum);
    more = slice.size() == kSlice;
    if (!slice.empty()) after = slice.back().id;
    if (progress) progress(static_cast<std::uint64_t>(after.value), static_cast<std::uint64_t>(last_id));
  }
  TRY_SET(storage::StorageUse use, core_->engine->use());
  sum.large_values = use.large_values;
  sum.large_bytes = use.large_bytes;
  sum.engine = std::move(use.engine);
  sum.disk_bytes = use.bytes;
  sum.is_disk_shared = use.is_shared;
  return sum;
}

}  // namespace postroom
