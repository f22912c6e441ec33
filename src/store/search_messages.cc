#include "store/search_messages.h"

#include <algorithm>

#include "base/parallel.h"
#include "base/try.h"
#include "store/search_readers.h"

namespace postroom::store {
namespace {

constexpr std::size_t kRowsByPage = 5000;  // each page goes through all members

class SearchMessages final : public MessageSet {
 public:
  SearchMessages(std::shared_ptr<Core> core, const Session& session, FolderId folder)
      : core_(std::move(core)), session_(session), folder_(folder) {}

  bool spans_folders() const override { return true; }
  Result<LogPosition> scan(storage::RowFields fields, bool content,
                           std::span<const SetVisitor> visitors) override;
  Status scan_these(std::span<const MessageId> ids, storage::RowFields fields, bool content,
                    const storage::VisitRow& visit) override;
  Result<SetChanges> changes_after(LogPosition position) override;
  std::size_t rows_by_page() const override { return kRowsByPage; }
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
                                         std::span<const SetVisitor> visitors) {
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
  TRY_SET(SearchFolders::Reading reading, core_->search.read(session_, folder_));
  TRY_SET(std::vector<Member> left,
          ReadableFolders(session_, *reading.view).readable_members(reading.members->get().members));
  const auto is_before = [](const Member& a, const Member& b) {
    return a.date != b.date ? a.date > b.date : a.id > b.id;
  };
  if (after) {
    const Member last{after->id, {}, after->date};
    std::erase_if(left, [&](const Member& member) { return !is_before(last, member); });
  }
  std::vector<storage::MessageRecord> records;
  while (records.empty() && !left.empty()) {  // all of a page may have been deleted just now
    const auto end = left.begin() + static_cast<std::ptrdiff_t>(std::min(limit, left.size()));
    std::partial_sort(left.begin(), end, left.end(), is_before);
    std::vector<MessageId> ids;
    for (auto member = left.begin(); member != end; ++member) ids.push_back(member->id);
    TRY(scan_members(std::move(reading.view), ids, storage::RowFields::all, false,
                     [&](const storage::MessageRecord& record, ByteView) {
                       records.push_back(record);
                       return true;
                     }));
    left.erase(left.begin(), end);
  }
  std::sort(records.begin(), records.end(), [](const storage::MessageRecord& a, const storage::MessageRecord& b) {
    return a.date != b.date ? a.date > b.date : a.id > b.id;
  });
  return records;
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
