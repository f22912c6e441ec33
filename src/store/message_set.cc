#include "store/message_set.h"

#include <algorithm>
#include <atomic>

#include "base/parallel.h"
#include "base/try.h"
#include "storage/seal.h"

namespace postroom::store {
namespace {

class FolderMessages final : public MessageSet {
 public:
  FolderMessages(std::shared_ptr<Core> core, const storage::MessageQuery& list)
      : core_(std::move(core)), list_(list) {}

  bool spans_folders() const override { return false; }
  Result<LogPosition> scan(storage::RowFields fields, bool content,
                           std::span<const SetVisitor> visitors, ScanFrom from) override;
  Status scan_these(std::span<const MessageId> ids, storage::RowFields fields, bool content,
                    const storage::VisitRow& visit) override;
  Result<SetChanges> changes_after(LogPosition position) override;
  Result<std::vector<storage::MessageRecord>> page(const std::optional<storage::MessageQuery::Place>& after,
                                                   std::size_t limit) override;
  Result<std::optional<Counts>> counts() override;

 private:
  bool is_member(const storage::MessageRecord& row) const {
    return row.folder == list_.folder && row.kind == list_.kind &&
           row.deleted.has_value() == (list_.deleted == storage::Deleted::yes);
  }

  // Ids after `after` up to `up_to`.
  struct Piece {
    MessageId after, up_to;
  };
  Status scan_piece(const Piece& piece, storage::RowFields fields, bool content, const SetVisitor& visitor,
                    bool& go_on) const;

  const std::shared_ptr<Core> core_;
  const storage::MessageQuery list_;
};

Status FolderMessages::scan_piece(const Piece& piece, storage::RowFields fields, bool content,
                                  const SetVisitor& visitor, bool& go_on) const {
  storage::ScanQuery query;
  query.folders = std::span(&list_.folder, 1);
  query.kind = list_.kind;
  query.deleted = list_.deleted;
  query.fields = fields;
  query.content = content;
  query.after = piece.after;
  query.up_to = piece.up_to;
  query.limit = kScanSlice;
  for (;;) {
    if (visitor.bound) query.bound = visitor.bound();
    TRY_SET(const auto view, core_->engine->view());
    std::size_t visited = 0;
    TRY(view->scan(query, [&](const storage::MessageRecord& row, ByteView bytes) {
      ++visited;
      query.after = row.id;
      return go_on = visitor.visit(row, bytes);
    }));
    if (!go_on || visited < query.limit) return ok_status();
  }
}

// Messages are anywhere among the ids, so there are more pieces than visitors, and whoever is done takes the next one.
// But those of a folder that has few of the store's messages are found by an index, all at once.
Result<LogPosition> FolderMessages::scan(storage::RowFields fields, bool content,
                                         std::span<const SetVisitor> visitors, ScanFrom from) {
  constexpr std::int64_t kPiecesEach = 16;
  constexpr std::int64_t kFew = 4;  // is less than one of so many
  storage::Counters counters;
  std::int64_t messages = 0;
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(counters, view->counters());
    TRY_SET(const auto folder, view->folder(list_.folder));
    if (folder) messages = folder->content_count + folder->associated_count + folder->deleted_count;
  }
  const auto threads = static_cast<std::int64_t>(visitors.size());
  const std::int64_t last = storage::unsealed(counters).last_id;
  const bool in_pieces = messages >= last / kFew && (threads > 1 || from == ScanFrom::newest);
  const std::int64_t each =
      in_pieces ? std::min(kPieceIds, last / (threads * kPiecesEach) + 1) : std::max<std::int64_t>(1, last);
  const std::int64_t pieces = (last + each - 1) / each;
  std::atomic<std::int64_t> next = 0;
  std::atomic<bool> stopped = false;
  TRY(run_in_parts(visitors.size(), [&](std::size_t part) -> Status {
    while (!stopped) {
      const std::int64_t count = next++;
      if (count >= pieces) break;
      const std::int64_t after = (from == ScanFrom::newest ? pieces - 1 - count : count) * each;
      bool go_on = true;
      const Status scanned =
          scan_piece({{after}, {std::min(last, after + each)}}, fields, content, visitors[part], go_on);
      if (!scanned.ok() || !go_on) stopped = true;
      TRY(scanned);
    }
    return ok_status();
  }));
  return counters.log_position;
}

Result<std::vector<storage::MessageRecord>> FolderMessages::page(
    const std::optional<storage::MessageQuery::Place>& after, std::size_t limit) {
  storage::MessageQuery query = list_;
  query.before = after;
  query.limit = limit;
  TRY_SET(const auto view, core_->engine->view());
  return view->messages(query);
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
  if (!folder) return std::optional(Counts{});  // deleted since; its messages went with it
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
