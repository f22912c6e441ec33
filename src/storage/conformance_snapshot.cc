#include "storage/conformance_snapshot.h"

#include "base/try.h"

#include <algorithm>

namespace postroom::storage {
namespace {

constexpr std::size_t kSlice = 1000;  // rows

Status read_versions(View& view, MessageId message, Snapshot& snapshot) {
  TRY_SET(const std::vector<VersionInfo> infos, view.versions(message));
  for (const VersionInfo& info : infos) {
    TRY_SET(const std::optional<VersionRecord> version, view.version(message, info.number));
    if (!version) return Error{Code::corrupt, "A listed version cannot be read.", {}};
    snapshot.versions.push_back(*version);
    TRY_SET(std::vector<ContentHash> references, view.references(info.change_number));
    snapshot.references.push_back(std::move(references));
  }
  return ok_status();
}

Status read_messages(View& view, Snapshot& snapshot) {
  for (MessageId after;; after = snapshot.messages.back().id) {
    TRY_SET(const std::vector<MessageRecord> slice, view.messages_after(after, kSlice));
    if (slice.empty()) return ok_status();
    for (const MessageRecord& message : slice) {
      snapshot.messages.push_back(message);
      TRY(read_versions(view, message.id, snapshot));
    }
  }
}

Status read_log(View& view, Snapshot& snapshot) {
  for (LogPosition after = snapshot.counters.log_start;; after = snapshot.log.back().position) {
    TRY_SET(const std::vector<LogRecord> slice, view.log(after, kSlice));
    if (slice.empty()) return ok_status();
    snapshot.log.insert(snapshot.log.end(), slice.begin(), slice.end());
  }
}

template <class Rows>
void compare(const char* table, const Rows& expected, const Rows& found, std::string& differences) {
  if (expected == found) return;
  differences += std::string(table) + " differ (" + std::to_string(expected.size()) + " rows expected, " +
                 std::to_string(found.size()) + " found); ";
}

std::string to_text(const Counters& counters) {
  return "id " + std::to_string(counters.last_id) + ", change " +
         std::to_string(counters.change_number.value) + ", read state " +
         std::to_string(counters.read_state.value) + ", log " + std::to_string(counters.log_start.value) +
         " to " + std::to_string(counters.log_position.value) + ", collation " +
         std::to_string(counters.collation);
}

}  // namespace

Result<Snapshot> read_snapshot(View& view, const std::vector<std::string>& setting_keys) {
  Snapshot snapshot;
  TRY_SET(snapshot.counters, view.counters());
  for (const std::string& key : setting_keys) {
    TRY_SET(const std::optional<std::string> value, view.setting(key));
    if (value) snapshot.settings[key] = *value;
  }
  TRY_SET(snapshot.folders, view.folders());
  TRY(read_messages(view, snapshot));
  TRY_SET(snapshot.links, view.links());
  std::sort(snapshot.links.begin(), snapshot.links.end(), [](const ConflictLink& a, const ConflictLink& b) {
    return std::pair(a.winner, a.copy) < std::pair(b.winner, b.copy);
  });
  TRY_SET(snapshot.names, view.names(0));
  TRY(read_log(view, snapshot));
  return snapshot;
}

std::string describe_difference(const Snapshot& expected, const Snapshot& found) {
  std::string differences;
  if (expected.counters != found.counters) {
    differences =
        "counters are " + to_text(found.counters) + " instead of " + to_text(expected.counters) + "; ";
  }
  compare("settings", expected.settings, found.settings, differences);
  compare("folders", expected.folders, found.folders, differences);
  compare("messages", expected.messages, found.messages, differences);
  compare("versions", expected.versions, found.versions, differences);
  compare("references", expected.references, found.references, differences);
  compare("links", expected.links, found.links, differences);
  compare("names", expected.names, found.names, differences);
  compare("log records", expected.log, found.log, differences);
  return differences;
}

}  // namespace postroom::storage
