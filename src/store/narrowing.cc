#include "store/narrowing.h"

#include <postroom/tags.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_set>

#include "base/try.h"
#include "store/log_entries.h"
#include "store/search_text.h"

namespace postroom::store {
namespace {

constexpr std::size_t kCandidatesAtOnce = 2'000;
constexpr std::size_t kLogAtOnce = 1'000;
constexpr std::size_t kMostNeedles = 16;  // that are asked about, the longest

// Where these come whole into the text that is indexed.
constexpr std::array kIndexed{tag::subject,
                              tag::body,
                              tag::sender_name,
                              tag::sender_email_address,
                              tag::sent_representing_name,
                              tag::sent_representing_email_address,
                              tag::display_to,
                              tag::display_cc,
                              tag::display_bcc};
// Folding with marks dropped loses U+0345, which folding alone makes this letter of; it is in no needle,
// then.
constexpr std::string_view kIota = "ι";

// Collects what may be it, until that is too much.
class Gathering {
 public:
  Gathering(Core& core, storage::SearchIndex& index, storage::IndexState state, std::size_t limit)
      : core_(core), index_(index), state_(std::move(state)), limit_(limit) {}

  // Each answers whether it was not too much.
  Result<bool> add_candidates(const std::string& needle) {
    ChangeNumber before;
    for (;;) {
      TRY_SET(const auto page, index_.candidates(needle, state_.making, before, kCandidatesAtOnce));
      for (const storage::Candidate& candidate : page) {
        if (versions_.insert(candidate.version).second) found_.candidates.push_back(candidate);
      }
      if (is_too_much()) return false;
      if (page.size() < kCandidatesAtOnce) return true;
      before = page.back().version;
    }
  }

  Result<bool> add_tail() {
    for (LogPosition after = state_.place.position;;) {
      TRY_SET(const auto view, core_.engine->view());
      TRY_SET(const auto records, view->log(after, kLogAtOnce));
      if (records.empty()) return true;
      for (const storage::LogRecord& record : records) {
        if (!changes_text(record.kind)) continue;
        for (const MessageId id : changed_messages(record)) add_unindexed(id);
      }
      if (is_too_much()) return false;
      after = records.back().position;
    }
  }

  Result<bool> add_unscanned() {
    for (MessageId after = state_.place.scanned; after != kAllScanned;) {
      storage::ScanQuery query;
      query.after = after;
      query.limit = kCandidatesAtOnce;
      std::size_t visited = 0;
      TRY_SET(const auto view, core_.engine->view());
      TRY(view->scan(query, [&](const storage::MessageRecord& row, ByteView) {
        add_unindexed(after = row.id);
        return ++visited < kCandidatesAtOnce;
      }));
      if (is_too_much()) return false;
      if (visited < kCandidatesAtOnce) break;
    }
    return true;
  }

  Narrowed take() {
    found_.up_to_date = unindexed_.empty() && state_.place.scanned == kAllScanned;
    return std::move(found_);
  }

 private:
  void add_unindexed(MessageId id) {
    if (unindexed_.insert(id).second) found_.candidates.push_back({{}, id});
  }
  bool is_too_much() const { return found_.candidates.size() > limit_; }

  Core& core_;
  storage::SearchIndex& index_;
  const storage::IndexState state_;
  const std::size_t limit_;
  Narrowed found_;
  std::unordered_set<ChangeNumber> versions_;
  std::unordered_set<MessageId> unindexed_;
};

// Nothing if all are common, or none is known to the index.
Result<std::optional<std::string>> rarest(storage::SearchIndex& index,
                                          const std::vector<std::string>& needles, std::size_t limit) {
  std::optional<std::string> best;
  std::size_t fewest = limit;
  for (const std::string& needle : needles) {
    if (!index.knows(needle)) continue;
    TRY_SET(const std::size_t count, index.estimate(needle, limit));
    if (count < fewest || (count == fewest && best && needle.size() > best->size())) {
      fewest = count;
      best = needle;
    }
  }
  return best;
}

Result<std::optional<Narrowed>> gather(Core& core, storage::SearchIndex& index,
                                       const std::vector<std::string>& needles, std::size_t limit) {
  const std::optional<Narrowed> nothing;
  TRY_SET(storage::IndexState state, index.state());
  {
    TRY_SET(const auto view, core.engine->view());
    TRY_SET(const bool usable, core.indexer.is_usable(state, *view));
    if (!usable) return nothing;
  }
  TRY_SET(const auto needle, rarest(index, needles, limit));
  if (!needle) return nothing;
  Gathering gathering(core, index, std::move(state), limit);
  TRY_SET(bool fits, gathering.add_candidates(*needle));
  if (fits) {
    TRY_SET(fits, gathering.add_candidates(std::string(kBeyondNeedle)));
  }
  if (fits) {
    TRY_SET(fits, gathering.add_tail());
  }
  if (fits) {
    TRY_SET(fits, gathering.add_unscanned());
  }
  return fits ? std::optional(gathering.take()) : nothing;
}

std::string_view longest_part(std::string_view needle) {
  std::string_view longest;
  while (!needle.empty()) {
    const std::size_t end = std::min(needle.find(kIota), needle.size());
    if (end > longest.size()) longest = needle.substr(0, end);
    needle.remove_prefix(std::min(end + kIota.size(), needle.size()));
  }
  return longest;
}

std::optional<std::string> needle_of(const ContentRestriction& content) {
  const auto is_it = [&](PropertyTag tag) { return tag.id() == content.tag.id(); };
  if (std::none_of(kIndexed.begin(), kIndexed.end(), is_it)) return std::nullopt;
  const auto* text = std::get_if<std::string>(&content.value.value);
  if (!text) return std::nullopt;
  const std::string form = search_form(*text);
  const std::string_view part = longest_part(form);
  if (part.empty()) return std::nullopt;
  return std::string(part);
}

void add_common_needles(const OrRestriction& any, std::vector<std::string>& needles);

void add_needles(const Restriction& restriction, std::vector<std::string>& needles) {
  if (const auto* content = std::get_if<ContentRestriction>(&restriction.kind)) {
    if (auto needle = needle_of(*content)) needles.push_back(std::move(*needle));
  } else if (const auto* count = std::get_if<CountRestriction>(&restriction.kind)) {
    add_needles(*count->part, needles);
  } else if (const auto* comment = std::get_if<CommentRestriction>(&restriction.kind)) {
    if (comment->part) add_needles(*comment->part, needles);
  } else if (const auto* all = std::get_if<AndRestriction>(&restriction.kind)) {
    for (const Restriction& part : all->parts) add_needles(part, needles);
  } else if (const auto* any = std::get_if<OrRestriction>(&restriction.kind)) {
    add_common_needles(*any, needles);
  }
}

// What is looked for in several fields is needed whichever of them it is in.
void add_common_needles(const OrRestriction& any, std::vector<std::string>& needles) {
  std::vector<std::string> needed;
  for (std::size_t i = 0; i < any.parts.size() && (i == 0 || !needed.empty()); ++i) {
    std::vector<std::string> of_part;
    add_needles(any.parts[i], of_part);
    if (i == 0) {
      needed = std::move(of_part);
    } else {
      std::erase_if(needed, [&](const std::string& needle) {
        return std::find(of_part.begin(), of_part.end(), needle) == of_part.end();
      });
    }
  }
  std::move(needed.begin(), needed.end(), std::back_inserter(needles));
}

}  // namespace

Result<std::optional<Narrowed>> narrow(Core& core, std::vector<std::string> needles, std::size_t limit) {
  const auto is_longer = [](const std::string& a, const std::string& b) { return a.size() > b.size(); };
  std::stable_sort(needles.begin(), needles.end(), is_longer);
  needles.resize(std::min(needles.size(), kMostNeedles));
  const auto index = core.indexer.index();
  if (!index.ok()) return std::optional<Narrowed>();
  auto narrowed = gather(core, **index, needles, limit);
  // An index that fails, or was started anew meanwhile, is as none.
  return narrowed.ok() ? std::move(narrowed) : std::optional<Narrowed>();
}

std::vector<std::string> index_needles(const Restriction& restriction) {
  std::vector<std::string> needles;
  add_needles(restriction, needles);
  return needles;
}

Result<std::optional<std::vector<MessageId>>> narrow(Core& core, const Restriction& restriction,
                                                     std::size_t limit) {
  std::optional<std::vector<MessageId>> ids;
  std::vector<std::string> needles = index_needles(restriction);
  if (needles.empty()) return ids;
  TRY_SET(const auto narrowed, narrow(core, std::move(needles), limit));
  if (!narrowed) return ids;
  ids.emplace();
  for (const storage::Candidate& candidate : narrowed->candidates) ids->push_back(candidate.message);
  std::sort(ids->begin(), ids->end());
  ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
  return ids;
}

}  // namespace postroom::store
