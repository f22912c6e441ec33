#include "storage/copy_messages.h"

#include <algorithm>
#include <limits>

#include "base/try.h"

namespace postroom::storage {
namespace {

constexpr std::int64_t kIncomplete = -1;  // as history_count, which is never negative

// The greatest id up to which a page of rows tells everything.
MessageId end_of(const std::vector<MessageRecord>& page, std::size_t limit) {
  return page.size() < limit ? MessageId{std::numeric_limits<std::int64_t>::max()} : page.back().id;
}

bool contains(const std::vector<VersionInfo>& versions, const VersionInfo& wanted) {
  return std::find(versions.begin(), versions.end(), wanted) != versions.end();
}

Error differs(MessageId id, const char* what) {
  return {Code::corrupt,
          "Message " + std::to_string(id.value) + " has other " + what +
              " in the copy; remove the copy and begin anew.",
          {}};
}

Error unreadable(const VersionInfo& info) {
  return {Code::corrupt,
          "Version " + std::to_string(info.number.value) + " of message " +
              std::to_string(info.message.value) + " cannot be read from the source; run check.",
          {}};
}

// Adds versions until the batch is full; true if those were all.
Result<bool> add_versions(View& from, const std::vector<VersionInfo>& wanted,
                          const std::vector<VersionInfo>& there, CopyBatch& batch) {
  for (const VersionInfo& info : wanted) {
    if (contains(there, info)) continue;
    if (batch.is_full()) return false;
    TRY_SET(auto version, from.version(info.message, info.number));
    if (!version) return unreadable(info);
    TRY_SET(auto large, from.references(info.change_number));
    batch.add_version(std::move(*version), std::move(large));
  }
  return true;
}

}  // namespace

Result<CopySlice> read_slice(View& from, View& to, MessageId after, std::size_t rows) {
  TRY_SET(const auto source, from.messages_after(after, rows));
  TRY_SET(const auto copies, to.messages_after(after, rows));
  const MessageId end = std::min(end_of(source, rows), end_of(copies, rows));
  CopySlice slice;
  auto row = source.begin();
  auto copy = copies.begin();
  for (;;) {
    const bool has_row = row != source.end() && row->id <= end;
    const bool has_copy = copy != copies.end() && copy->id <= end;
    if (!has_row && !has_copy) break;
    const MessageId id = !has_copy || (has_row && row->id < copy->id) ? row->id : copy->id;
    CopySlice::Pair& pair = slice.pairs.emplace_back();
    if (has_row && row->id == id) pair.row = *row++;
    if (has_copy && copy->id == id) pair.copy = *copy++;
  }
  if (source.size() == rows || copies.size() == rows) slice.next = end;
  return slice;
}

Result<CopySlice::Pair> read_pair(View& from, View& to, MessageId id) {
  CopySlice::Pair pair;
  TRY_SET(pair.row, from.message(id));
  TRY_SET(pair.copy, to.message(id));
  return pair;
}

Result<bool> add_difference(View& from, View& to, const CopySlice::Pair& pair, CopyBatch& batch) {
  if (pair.is_equal()) return true;
  if (!pair.row) {
    batch.remove_message(pair.copy->id);
    return true;
  }
  TRY_SET(const auto wanted, from.versions(pair.row->id));
  std::vector<VersionInfo> there;
  if (pair.copy) {
    TRY_SET(there, to.versions(pair.row->id));
  }
  for (const VersionInfo& info : there) {
    if (!contains(wanted, info)) batch.remove_version(info.change_number);
  }
  TRY_SET(const bool complete, add_versions(from, wanted, there, batch));
  MessageRecord row = *pair.row;
  if (!complete) row.history_count = kIncomplete;
  batch.put_message(row, pair.copy ? Row::present : Row::absent);
  return complete;
}

Status compare_versions(View& from, View& to, MessageId id, std::vector<ContentHash>& large) {
  TRY_SET(const auto wanted, from.versions(id));
  TRY_SET(const auto there, to.versions(id));
  if (wanted != there) return differs(id, "versions");
  for (const VersionInfo& info : wanted) {
    TRY_SET(const auto version, from.version(id, info.number));
    TRY_SET(const auto copy, to.version(id, info.number));
    if (!version) return unreadable(info);
    if (version != copy) return differs(id, "content");
    TRY_SET(const auto references, from.references(info.change_number));
    TRY_SET(const auto copied, to.references(info.change_number));
    if (references != copied) return differs(id, "large values");
    large.insert(large.end(), references.begin(), references.end());
  }
  return ok_status();
}

}  // namespace postroom::storage
