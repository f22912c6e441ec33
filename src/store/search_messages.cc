#include "store/search_messages.h"

#include <algorithm>

#include "base/parallel.h"
#include "base/try.h"
#include "store/search_list.h"
#include "store/search_readers.h"

namespace postroom::store {
namespace {

class SearchMessages final : public MessageSet {
 public:
  SearchMessages(std::shared_ptr<Core> core, const Session& session, FolderId folder)
      : core_(std::move(core)), session_(session), folder_(folder) {}

  bool spans_folders() const override { return true; }
  Result<LogPosition> scan(storage::RowFields fields, bool content,
                           std::span<const SetVisitor> visitors, ScanFrom from) override;
  Status scan_these(std::span<const MessageId> ids, storage::RowFields fields, bool content,
                    const storage::VisitRow& visit) override;
  Result<SetChanges> changes_after(LogPosition position) override;
  Result<std::vector<storage::MessageRecord>> page(const std::optional<storage::MessageQuery::Place>& after,
                                                   std::size_t limit) override;
  Result<std::optional<Counts>> counts() override;

 private:
  Status scan_members(std::unique_ptr<storage::View> view, std::span<const MessageId> ids,
                      storage::RowFields fields, bool content, const storage::VisitRow& visit);
  bool makes_all_different(const Event& event) const;

  const std::shared_ptr<Core> core_;
  const Session session_;
  const FolderId folder_;
};

// What has changed since the members were read comes by changes_after, but a deleted message is in no table.
Status SearchMessages::scan_members(std::unique_ptr<storage::View> view, std::span<const MessageId> ids,
                                    storage::RowFields fields, bool content, const storage::VisitRow& visit) {
  bool go_on = true;
  for (std::size_t start = 0; start < ids.size() && go_on; start += kScanSlice) {
    if (!view) {
      TRY_SET(view, core_->engine->view());
    }
    const auto slice = ids.subspan(start, std::min(kScanSlice, ids.size() - start));
    TRY(view->scan_these(slice, fields, content, [&](const storage::MessageRecord& row, ByteView bytes) {
      return go_on = row.deleted.has_value() || visit(row, bytes);
    }));
    view.reset();
  }
  return ok_status();
}

Result<LogPosition> SearchMessages::scan(storage::RowFields fields, bool content,
                                         std::span<const SetVisitor> visitors, ScanFrom) {
  TRY_SET(SearchFolders::Reading reading, core_->search.read(session_, folder_));
  const LogPosition position = reading.members->get().position;
  TRY_SET(const std::vector<MessageId> ids,
          ReadableFolders(session_, *reading.view).readable(reading.members->get().members));
  if (visitors.size() == 1) {
    TRY(scan_members(std::move(reading.view), ids, fields, content, visitors[0].visit));
    return position;
  }
  reading.view.reset();  // each has its own
  const std::size_t each = ids.size() / visitors.size() + 1;
  TRY(run_in_parts(visitors.size(), [&](std::size_t part) {
    const std::size_t start = std::min(part * each, ids.size());
    const auto some = std::span(ids).subspan(start, std::min(each, ids.size() - start));
    return scan_members(nullptr, some, fields, content, visitors[part].visit);
  }));
  return position;
}

// The members say when they were delivered, so that no other rows are read than those of the page.
Result<std::vector<storage::MessageRecord>> SearchMessages::page(
    const std::optional<storage::MessageQuery::Place>& after, std::size_t limit) {
  MessageSummary last;
  if (after) {
    last.id = after->id;
    last.date = after->date;
  }
  ListOptions options;
  options.after = after ? &last : nullptr;
  options.limit = limit;
  return list_search_folder(*core_, session_, folder_, options);
}

Status SearchMessages::scan_these(std::span<const MessageId> ids, storage::RowFields fields, bool content,
                                  const storage::VisitRow& visit) {
  TRY_SET(SearchFolders::Reading reading, core_->search.read(session_, folder_));
  std::vector<Member> members;
  for (const MessageId id : ids) {
    if (const Member* member = reading.members->get().find(id)) members.push_back(*member);
  }
  TRY_SET(const std::vector<MessageId> readable, ReadableFolders(session_, *reading.view).readable(members));
  return scan_members(std::move(reading.view), readable, fields, content, visit);
}

// Another search by now, or another scope, in ways that no entry names messages for.
bool SearchMessages::makes_all_different(const Event& event) const {
  return event.reload || event.kind == ChangeKind::folder_moved || event.folder == folder_;
}

Result<SetChanges> SearchMessages::changes_after(LogPosition position) {
  SetChanges changes;
  changes.position = position;
  for (;;) {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const auto events, read_events(*view, changes.position, kChangesAtOnce));
    for (const Event& event : events) {
      changes.position = event.position;
      changes.everything |= makes_all_different(event);
      changes.touched.insert(changes.touched.end(), event.messages.begin(), event.messages.end());
    }
    if (changes.touched.size() > kMaxTouched) changes.everything = true;
    if (changes.everything) changes.touched.clear();
    if (events.size() < kChangesAtOnce) return changes;
  }
}

Result<std::optional<MessageSet::Counts>> SearchMessages::counts() {
  TRY_SET(const SearchFolders::Reading reading, core_->search.read(session_, folder_));
  Counts counts;
  ReadableFolders readers(session_, *reading.view);
  for (const MemberCount& count : reading.members->counts()) {
    TRY_SET(const bool may, readers.has(count.folder));
    if (!may) continue;
    counts.all += static_cast<std::uint64_t>(count.content);
    counts.unread += static_cast<std::uint64_t>(count.unread);
  }
  return std::optional(counts);
}

}  // namespace

std::shared_ptr<MessageSet> search_messages(std::shared_ptr<Core> core, const Session& session,
                                            FolderId folder) {
  return std::make_shared<SearchMessages>(std::move(core), session, folder);
}

}  // namespace postroom::store
