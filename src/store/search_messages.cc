#include "store/search_messages.h"

#include <algorithm>

#include "base/try.h"
#include "store/search_readers.h"

namespace postroom::store {
namespace {

class SearchMessages final : public MessageSet {
 public:
  SearchMessages(std::shared_ptr<Core> core, const Session& session, FolderId folder)
      : core_(std::move(core)), session_(session), folder_(folder) {}

  const storage::MessageQuery* list() const override { return nullptr; }
  bool spans_folders() const override { return true; }
  Result<LogPosition> scan(storage::RowFields fields, bool content, const storage::VisitRow& visit) override;
  Status scan_these(std::span<const MessageId> ids, storage::RowFields fields, bool content,
                    const storage::VisitRow& visit) override;
  Result<SetChanges> changes_after(LogPosition position) override;
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
                                         const storage::VisitRow& visit) {
  TRY_SET(SearchFolders::Reading reading, core_->search.read(session_, folder_));
  const Membership& membership = reading.members->get();
  TRY_SET(const std::vector<MessageId> ids,
          ReadableFolders(session_, *reading.view).readable(membership.members));
  TRY(scan_members(std::move(reading.view), ids, fields, content, visit));
  return membership.position;
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
