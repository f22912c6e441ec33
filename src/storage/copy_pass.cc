#include "storage/copy_pass.h"

#include <algorithm>

#include "base/try.h"
#include "storage/copy_tables.h"
#include "storage/seal.h"
#include "storage/store_keys.h"

namespace postroom::storage {
namespace {

constexpr std::size_t kFewMessages = 100;  // changed since the last look: the last view may see to these
constexpr int kMaxRounds = 20;             // of following a source that goes on changing
constexpr std::size_t kLogPage = 200;

Error differs(MessageId id) {
  return {Code::corrupt,
          "Message " + std::to_string(id.value) + " differs in the copy; remove the copy and begin anew.",
          {}};
}

// Messages that the log names after `position`. Nothing if the log no longer reaches back that far.
Result<std::optional<std::set<MessageId>>> changed_since(View& view, LogPosition position) {
  TRY_SET(const Counters counters, view.counters());
  std::optional<std::set<MessageId>> ids;
  if (counters.log_start > position) return ids;
  ids.emplace();
  for (LogPosition after = position;;) {
    TRY_SET(const auto page, view.log(after, kLogPage));
    if (page.empty()) return ids;
    for (const LogRecord& entry : page) ids->insert(entry.messages.begin(), entry.messages.end());
    after = page.back().position;
  }
}

}  // namespace

// The first half of the way is copying, the second comparing; ids stand for messages.
void CopyPass::tell(int part, MessageId reached) const {
  if (!options_.progress) return;
  const auto whole = static_cast<std::uint64_t>(std::max<std::int64_t>(last_id_, 1));
  const auto done = std::min(static_cast<std::uint64_t>(reached.value), whole);
  options_.progress(static_cast<std::uint64_t>(part) * whole + done, 2 * whole);
}

Status CopyPass::start() {
  TRY_SET(const auto view, from_.view());
  TRY_SET(const Counters counters, view->counters());
  last_id_ = unsealed(counters).last_id;
  followed_ = counters.log_position;
  collation_ = counters.collation;
  TRY_SET(sort_keys_, view->setting(kSortKeysKey));
  return ok_status();
}

Status CopyPass::copy_messages() {
  TRY(start());
  TRY(sweep());
  return compare_all();
}

Status CopyPass::sweep() {
  for (std::optional<MessageId> after = MessageId{0}; after;) {
    CopyBatch batch(to_, large_, options_.batch_bytes);
    TRY_SET(after, sweep_slice(*after, batch));
    TRY(batch.write());
    if (after) tell(0, *after);
  }
  return ok_status();
}

// Returns where the next slice begins.
Result<std::optional<MessageId>> CopyPass::sweep_slice(MessageId after, CopyBatch& batch) {
  TRY_SET(const auto from, from_.view());
  TRY_SET(const auto to, to_.view());
  TRY_SET(const CopySlice slice, read_slice(*from, *to, after, options_.slice_rows));
  for (const CopySlice::Pair& pair : slice.pairs) {
    TRY_SET(const bool complete, add_difference(*from, *to, pair, batch));
    if (!complete) return std::optional(MessageId{pair.id().value - 1});
    if (pair.row && !pair.is_equal()) ++copied_;
    if (batch.is_full()) return std::optional(pair.id());
  }
  return slice.next;
}

Status CopyPass::look_for_changes() {
  for (std::optional<MessageId> after = MessageId{0}; after;) {
    TRY_SET(const auto from, from_.view());
    TRY_SET(const auto to, to_.view());
    TRY_SET(const CopySlice slice, read_slice(*from, *to, *after, options_.slice_rows));
    after = slice.next;
    for (const CopySlice::Pair& pair : slice.pairs) {
      if (!pair.is_equal()) stale_.insert(pair.id());
    }
  }
  return ok_status();
}

Status CopyPass::compare_all() {
  messages_ = 0;
  for (std::optional<MessageId> after = MessageId{0}; after;) {
    std::vector<ContentHash> large;
    {
      TRY_SET(const auto from, from_.view());
      TRY_SET(const auto to, to_.view());
      TRY_SET(const CopySlice slice, read_slice(*from, *to, *after, options_.slice_rows));
      after = slice.next;
      TRY(compare_slice(slice, *from, *to, large));
    }
    TRY(compare_large(large));
    tell(1, after.value_or(MessageId{last_id_}));
  }
  return ok_status();
}

Status CopyPass::compare_slice(const CopySlice& slice, View& from, View& to,
                               std::vector<ContentHash>& large) {
  for (const CopySlice::Pair& pair : slice.pairs) {
    messages_ += pair.copy.has_value();
    if (pair.is_equal()) {
      TRY(compare_versions(from, to, pair.id(), large));
    } else {
      stale_.insert(pair.id());
    }
  }
  return ok_status();
}

Status CopyPass::compare_large(const std::vector<ContentHash>& large) {
  for (const ContentHash& hash : large) TRY(large_.compare(hash));
  return ok_status();
}

Status CopyPass::bring(View& from, MessageId id, CopyBatch& batch) {
  for (bool complete = false; !complete;) {
    TRY_SET(const auto to, to_.view());
    TRY_SET(const CopySlice::Pair pair, read_pair(from, *to, id));
    TRY_SET(complete, add_difference(from, *to, pair, batch));
    if (complete && !pair.is_equal()) {
      messages_ += static_cast<int>(pair.row.has_value()) - static_cast<int>(pair.copy.has_value());
      copied_ += pair.row.has_value();
    }
    if (!complete) TRY(batch.write());
  }
  return batch.is_full() ? batch.write() : ok_status();
}

Status CopyPass::bring_changed(View& from, const Ids& ids) {
  CopyBatch batch(to_, large_, options_.batch_bytes);
  for (const MessageId id : ids) TRY(bring(from, id, batch));
  return batch.write();
}

Status CopyPass::compare_changed(View& from, const Ids& ids) {
  std::vector<ContentHash> large;
  TRY_SET(const auto to, to_.view());
  for (const MessageId id : ids) {
    TRY_SET(const CopySlice::Pair pair, read_pair(from, *to, id));
    if (!pair.is_equal()) return differs(id);
    if (pair.row) TRY(compare_versions(from, *to, id, large));
  }
  return compare_large(large);
}

Result<Counters> CopyPass::follow() {
  for (int round = 0;; ++round) {
    TRY_SET(const auto from, from_.view());
    TRY_SET(const Counters counters, from->counters());
    TRY_SET(const auto sort_keys, from->setting(kSortKeysKey));
    if (sort_keys != sort_keys_ || counters.collation != collation_) {
      // compact() makes keys anew, which no log entry names.
      sort_keys_ = sort_keys;
      collation_ = counters.collation;
      TRY(look_for_changes());
      continue;
    }
    TRY_SET(auto changed, changed_since(*from, followed_));
    if (!changed && round >= kMaxRounds) {
      return Error{
          Code::busy, "The store changes faster than it can be copied; try again when it is quieter.", {}};
    }
    if (!changed) {
      TRY(copy_messages());
      continue;
    }
    changed->merge(stale_);
    stale_.clear();
    TRY(copy_log(*from, to_));
    TRY(bring_changed(*from, *changed));
    TRY(compare_changed(*from, *changed));
    followed_ = counters.log_position;
    if (changed->size() > kFewMessages && round < kMaxRounds) continue;
    TRY(copy_tables(*from));
    return unsealed(counters);
  }
}

Status CopyPass::copy_tables(View& from) {
  TRY(copy_small_tables(from, to_));
  TRY_SET(const auto to, to_.view());
  TRY(compare_small_tables(from, *to));
  return compare_log(from, *to);
}

}  // namespace postroom::storage
