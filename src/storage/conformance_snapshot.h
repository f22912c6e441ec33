// Everything a store holds, as a value that tests compare.
#pragma once

#include "storage/engine.h"

#include <map>
#include <string>
#include <vector>

namespace postroom::storage {

struct Snapshot {
  Counters counters;
  std::map<std::string, std::string> settings;  // of the keys asked for
  std::vector<FolderRecord> folders;
  std::vector<MessageRecord> messages;
  std::vector<VersionRecord> versions;               // by message, then oldest first
  std::vector<std::vector<ContentHash>> references;  // of each of `versions`
  std::vector<ConflictLink> links;                   // in order of winner, then copy
  std::vector<NameRecord> names;
  std::vector<LogRecord> log;
  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

// For stores small enough to be held in memory.
Result<Snapshot> read_snapshot(View& view, const std::vector<std::string>& setting_keys);

// The tables in which they differ, and how many rows each has there; empty when they are equal.
std::string describe_difference(const Snapshot& expected, const Snapshot& found);

}  // namespace postroom::storage
