#include "store/search_rows.h"

#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"

namespace postroom::store {
namespace {

constexpr std::size_t kRowsInSlice = 10'000;
constexpr std::size_t kRowsBetweenLooks = 64;  // at the clock

RowNeeds needs_of_search(const std::optional<Restriction>& restriction) {
  RowNeeds needs;
  if (restriction) needs.add(*restriction);
  needs.fields = needs.fields | storage::RowFields::flags | storage::RowFields::date;  // what a Member has
  return needs;
}

Member to_member(const storage::MessageRecord& record) {
  return {record.id, record.folder, record.date, (record.flags & message_flag::read) == 0};
}

void sort_by_id(std::vector<Member>& members, std::size_t from) {
  std::sort(members.begin() + static_cast<std::ptrdiff_t>(from), members.end(),
            [](const Member& a, const Member& b) { return a.id < b.id; });
}

}  // namespace

SearchRows::SearchRows(RowSurroundings surroundings, const std::optional<Restriction>& restriction)
    : needs_(needs_of_search(restriction)), row_(std::move(surroundings)) {
  if (restriction) restriction_.emplace(*restriction);
}

void SearchRows::look(const storage::MessageRecord& record, const RowNeeds& brought, ByteView content,
                      std::vector<Member>& met) {
  if (!restriction_) {
    met.push_back(to_member(record));
    return;
  }
  row_.stand_on(record, brought.fields, content);
  auto is_met = restriction_->meets(row_);
  if (!is_met.ok()) {
    // A damaged message is in no search; `check` tells of it.
    if (is_met.error().code != Code::corrupt) failed_ = std::move(is_met).error();
  } else if (row_.lacked_content() && !brought.content) {
    lacking_.push_back(record.id);
  } else if (*is_met) {
    met.push_back(to_member(record));
  }
}

// Looks at those whose content is needed after all.
Status SearchRows::settle(storage::View& view, std::vector<Member>& met) {
  if (!failed_.ok()) return std::exchange(failed_, ok_status());
  if (lacking_.empty()) return ok_status();
  const std::vector<MessageId> lacking = std::exchange(lacking_, {});
  const RowNeeds everything{storage::RowFields::all, true};
  TRY(view.scan_these(lacking, everything.fields, true,
                      [&](const storage::MessageRecord& record, ByteView content) {
                        look(record, everything, content, met);
                        return failed_.ok();
                      }));
  return std::exchange(failed_, ok_status());
}

Result<SearchRows::Slice> SearchRows::scan(storage::View& view, std::span<const FolderId> folders,
                                           MessageId after, std::size_t most, std::vector<Member>& met) {
  const auto until = std::chrono::steady_clock::now() + kSearchSlice;
  storage::ScanQuery query;
  query.folders = folders;
  query.fields = needs_.fields;
  query.content = needs_.content;
  query.after = after;
  query.limit = kRowsInSlice;
  const std::size_t before = met.size();
  std::size_t visited = 0;
  bool cut = false;
  Slice slice{after, false};
  TRY(view.scan(query, [&](const storage::MessageRecord& record, ByteView content) {
    look(record, needs_, content, met);
    slice.last = record.id;
    ++visited;
    const bool late = visited % kRowsBetweenLooks == 0 && std::chrono::steady_clock::now() >= until;
    cut = late || !failed_.ok() || met.size() - before >= most;
    return !cut;
  }));
  TRY(settle(view, met));
  sort_by_id(met, before);
  slice.ended = !cut && visited < kRowsInSlice;
  return slice;
}

Status SearchRows::look_at(storage::View& view, std::span<const MessageId> ids,
                           std::span<const FolderId> scope, std::vector<Member>& met) {
  const std::size_t before = met.size();
  TRY(view.scan_these(ids, needs_.fields, needs_.content,
                      [&](const storage::MessageRecord& record, ByteView content) {
                        const bool is_wanted =
                            record.kind == MessageKind::normal && !record.deleted &&
                            (!restriction_ || std::binary_search(scope.begin(), scope.end(), record.folder));
                        if (is_wanted) look(record, needs_, content, met);
                        return failed_.ok();
                      }));
  TRY(settle(view, met));
  sort_by_id(met, before);
  return ok_status();
}

}  // namespace postroom::store
