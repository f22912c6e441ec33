#include "store/retention.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/try.h"

namespace postroom::store {
namespace {

constexpr Ticks kFoldWithin = std::chrono::seconds(60);
constexpr std::int64_t kPruneEvery = 16;  // saves; so a history may be that much longer than its limits

bool displaces(const storage::VersionInfo& next, const storage::VersionInfo& version) {
  return next.session != version.session || next.kind == SaveKind::forced || next.kind == SaveKind::restored;
}

// Not if the clock was set back in between.
bool is_within_a_minute(FileTime first, FileTime later) { return later >= first && later - first < kFoldWithin; }

HistoryEntry entry_of(const storage::VersionInfo& version, bool current) {
  return {version.number, version.kind, version.saved, version.who, version.client, current, 0};
}

struct Setting {
  const char* key;
  std::int64_t (*get)(const Retention&);
  void (*set)(Retention&, std::int64_t);
};

constexpr std::array kSettings{
    Setting{"retention.versions", [](const Retention& r) { return r.versions; },
            [](Retention& r, std::int64_t v) { r.versions = v; }},
    Setting{"retention.age", [](const Retention& r) { return std::int64_t{r.age.count()}; },
            [](Retention& r, std::int64_t v) { r.age = Ticks(v); }},
    Setting{"retention.hard_versions", [](const Retention& r) { return r.hard_versions; },
            [](Retention& r, std::int64_t v) { r.hard_versions = v; }},
    Setting{"retention.hard_bytes", [](const Retention& r) { return r.hard_bytes; },
            [](Retention& r, std::int64_t v) { r.hard_bytes = v; }},
    Setting{"retention.deleted_age", [](const Retention& r) { return std::int64_t{r.deleted_age.count()}; },
            [](Retention& r, std::int64_t v) { r.deleted_age = Ticks(v); }},
    Setting{"retention.log_entries", [](const Retention& r) { return r.log_entries; },
            [](Retention& r, std::int64_t v) { r.log_entries = v; }},
};

}  // namespace

std::vector<HistoryEntry> unfolded(const std::vector<storage::VersionInfo>& versions) {
  std::vector<HistoryEntry> entries;
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    entries.push_back(entry_of(*version, entries.empty()));
  }
  return entries;
}

std::vector<HistoryEntry> fold(const std::vector<storage::VersionInfo>& versions) {
  std::vector<HistoryEntry> entries;  // oldest first
  FileTime started;                   // when the first save of the newest entry was
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const storage::VersionInfo& version = versions[i];
    const bool folds = i > 0 && !displaces(version, versions[i - 1]) && is_within_a_minute(started, version.saved);
    const std::int64_t folded = folds ? entries.back().folded + 1 : 0;
    if (folds) {
      entries.pop_back();
    } else {
      started = version.saved;
    }
    entries.push_back(entry_of(version, i + 1 == versions.size()));
    entries.back().folded = folded;
  }
  std::reverse(entries.begin(), entries.end());
  return entries;
}

std::vector<storage::VersionInfo> to_prune(const std::vector<storage::VersionInfo>& versions,
                                           const Retention& retention, FileTime now) {
  if (versions.size() < 2) return {};
  const std::vector<HistoryEntry> listed = fold(versions);
  VersionNumber oldest_listed{0};
  if (static_cast<std::int64_t>(listed.size()) > std::max<std::int64_t>(retention.versions, 1)) {
    const HistoryEntry& last = listed[static_cast<std::size_t>(std::max<std::int64_t>(retention.versions, 1)) - 1];
    oldest_listed = VersionNumber{last.version.value - last.folded};
  }
  std::int64_t bytes = 0, count = 0;
  bool rest = false;  // history is dropped from its old end only
  std::vector<storage::VersionInfo> dropped;
  for (std::size_t i = versions.size(); i-- > 0;) {
    const storage::VersionInfo& version = versions[i];
    const bool is_current = i + 1 == versions.size();
    bytes += version.content_bytes;
    ++count;
    rest = rest || (!is_current && (now - versions[i + 1].saved > retention.age || version.number < oldest_listed ||
                                    count > retention.hard_versions || bytes > retention.hard_bytes));
    if (rest) dropped.push_back(version);
  }
  std::reverse(dropped.begin(), dropped.end());
  return dropped;
}

bool may_need_pruning(const storage::MessageRecord& record, const Retention& retention, FileTime now) {
  const bool is_young = record.created <= now && now - record.created <= retention.age;
  return !is_young || record.history_count > std::min(retention.versions, retention.hard_versions) ||
         record.history_bytes > retention.hard_bytes;
}

bool is_pruning_due(const storage::MessageRecord& record) {
  return record.version.value % kPruneEvery == 0 && record.history_count > 1;
}

Result<std::int64_t> prune(storage::Transaction& transaction, storage::MessageRecord& record,
                           const Retention& retention, FileTime now) {
  if (!may_need_pruning(record, retention, now)) return 0;
  TRY_SET(const auto versions, transaction.versions(record.id));
  const auto dropped = to_prune(versions, retention, now);
  for (const storage::VersionInfo& version : dropped) {
    TRY(transaction.remove_version(version.change_number, now));
    record.history_count -= 1;
    record.history_bytes -= version.content_bytes;
  }
  return static_cast<std::int64_t>(dropped.size());
}

Status check_retention(const Retention& retention) {
  const bool negative = std::any_of(kSettings.begin(), kSettings.end(),
                                    [&](const Setting& setting) { return setting.get(retention) < 0; });
  if (!negative && retention.versions > 0 && retention.hard_versions > 0) return ok_status();
  return Error{Code::invalid_argument, "A retention keeps at least one version, and none of its numbers is negative.", {}};
}

Result<Retention> read_retention(storage::View& view) {
  Retention retention;
  for (const Setting& setting : kSettings) {
    TRY_SET(const auto text, view.setting(setting.key));
    if (!text) continue;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size()) {
      return Error{Code::corrupt, "The store's setting " + std::string(setting.key) + " is not a number.", *text};
    }
    setting.set(retention, value);
  }
  return retention;
}

Status write_retention(storage::Transaction& transaction, const Retention& retention) {
  for (const Setting& setting : kSettings) {
    TRY(transaction.put_setting(setting.key, std::to_string(setting.get(retention))));
  }
  return ok_status();
}

}  // namespace postroom::store
