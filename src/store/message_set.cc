#include "store/message_set.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::store {
namespace {

class FolderMessages final : public MessageSet {
 public:
  FolderMessages(std::shared_ptr<Core> core, const storage::MessageQuery& list)
      : core_(std::move(core)), list_(list) {}

  const storage::MessageQuery* list() const override { return &list_; }
  bool spans_folders() const override { return false; }
  Result<LogPosition> scan(storage::RowFields fields, bool content, const storage::VisitRow& visit) override;
  Status scan_these(std::span<const MessageId> ids, storage::RowFields fields, bool content,
                    const storage::VisitRow& visit) override;
  Result<SetChanges> changes_after(LogPosition position) override;
  Result<std::optional<Counts>> counts() override;

 private:
  bool is_member(const storage::MessageRecord& row) const {
    return row.folder == list_.folder && row.kind == list_.kind &&
           row.deleted.has_value() == (list_.deleted == storage::Deleted::yes);
  }

  const std::shared_ptr<Core> core_;
  const storage::MessageQuery list_;
};

Result<LogPosition> FolderMessages::scan(storage::RowFields fields, bool content,
                                         const storage::VisitRow& visit) {
  storage::ScanQuery query;
  query.folders = std::span(&list_.folder, 1);
  query.kind = list_.kind;
  query.deleted = list_.deleted;
  query.fields = fields;
  query.content = content;
  query.limit = kScanSlice;
  std::optional<LogPosition> position;
  for (;;) {
    TRY_SET(const auto view, core_->engine->view());
    if (!position) {
      TRY_SET(const storage::Counters counters, view->counters());
      position = counters.log_position;
    }
    std::size_t visited = 0;
    bool go_on = true;
    TRY(view->scan(query, [&](const storage::MessageRecord& row, ByteView bytes) {
      ++visited;
      query.after = row.id;
      return go_on = visit(row, bytes);
    }));
    if (!go_on || visited < query.limit) return *position;
  }
}

Status FolderMessages::scan_these(std::span<const MessageId> ids, storage::RowFields fields, bool content,
                                  const storage::VisitRow& visit) {
  for (std::size_t start = 0; start < ids.size(); start += kScanSlice) {
    TRY_SET(const auto view, core_->engine->view());
    const auto slice = ids.subspan(start, std::min(kScanSlice, ids.size() - start));
    TRY(view->scan_these(slice, fields, content, [&](const storage::MessageRecord& row, ByteView bytes) {
      return !is_member(row) || visit(row, bytes);
    }));
  }
  return ok_status();
}

Result<SetChanges> FolderMessages::changes_after(LogPosition position) {
  SetChanges changes;
  changes.position = position;
  for (;;) {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const auto events, read_events(*view, changes.position, kChangesAtOnce));
    for (const Event& event : events) {
      changes.position = event.position;
      changes.everything |= event.reload;
      const bool here = event.folder == list_.folder || event.old_folder == list_.folder;
      if (here) changes.touched.insert(changes.touched.end(), event.messages.begin(), event.messages.end());
    }
    if (changes.touched.size() > kMaxTouched) changes.everything = true;
    if (changes.everything) changes.touched.clear();
    if (events.size() < kChangesAtOnce) return changes;
  }
}

Result<std::optional<MessageSet::Counts>> FolderMessages::counts() {
  if (list_.deleted == storage::Deleted::yes) return std::optional<Counts>();
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto folder, view->folder(list_.folder));
  if (!folder) return no_such_folder(list_.folder);
  if (list_.kind == MessageKind::associated) {
    return std::optional(Counts{static_cast<std::uint64_t>(folder->associated_count), 0});
  }
  return std::optional(Counts{static_cast<std::uint64_t>(folder->content_count),
                              static_cast<std::uint64_t>(folder->unread_count)});
}

}  // namespace

std::shared_ptr<MessageSet> folder_messages(std::shared_ptr<Core> core, FolderId folder, MessageKind kind,
                                            storage::Deleted deleted) {
  storage::MessageQuery list;
  list.folder = folder;
  list.kind = kind;
  list.deleted = deleted;
  return std::make_shared<FolderMessages>(std::move(core), list);
}

}  // namespace postroom::store
