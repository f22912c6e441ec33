#include "storage/copy_tables.h"

#include <algorithm>
#include <map>

#include "base/try.h"
#include "storage/store_keys.h"

namespace postroom::storage {
namespace {

constexpr std::size_t kSettingsPage = 1000;
constexpr std::size_t kLogPage = 200;  // an entry may name thousands of messages

using Settings = std::map<std::string, std::string>;

struct SmallTables {
  Settings settings;
  std::map<FolderId, FolderRecord> folders;
  std::map<std::uint16_t, NameRecord> names;
  std::map<std::pair<MessageId, MessageId>, ConflictLink> links;
};

bool is_own(const std::string& key) {
  return key == kMadeKey || key == kMovedKey || key == kCopyOfKey || key == kCopyRunKey || key.starts_with(kCacheKeys);
}

Status read_settings(View& view, Settings& settings) {
  for (std::string after;;) {
    TRY_SET(const auto page, view.settings(after, kSettingsPage));
    if (page.empty()) return ok_status();
    after = page.back().key;
    for (const SettingRecord& setting : page) {
      if (!is_own(setting.key)) settings[setting.key] = setting.value;
    }
  }
}

Result<SmallTables> read_small_tables(View& view) {
  SmallTables tables;
  TRY(read_settings(view, tables.settings));
  TRY_SET(const auto folders, view.folders());
  for (const FolderRecord& folder : folders) tables.folders[folder.id] = folder;
  TRY_SET(const auto names, view.names(0));
  for (const NameRecord& name : names) tables.names[name.id] = name;
  TRY_SET(const auto links, view.links());
  for (const ConflictLink& link : links) tables.links[{link.winner, link.copy}] = link;
  return tables;
}

// Calls `remove` for what only the copy has, `add` for what only the source has, `change` for what differs.
template <class Table, class Remove, class Add, class Change>
Status make_equal(const Table& source, const Table& copy, Remove remove, Add add, Change change) {
  for (const auto& [key, record] : copy) {
    if (!source.contains(key)) TRY(remove(record));
  }
  for (const auto& [key, record] : source) {
    const auto found = copy.find(key);
    if (found == copy.end()) {
      TRY(add(record));
    } else if (found->second != record) {
      TRY(change(record));
    }
  }
  return ok_status();
}

Error table_differs(const char* table) {
  return {Code::corrupt,
          std::string("The ") + table + " of the copy differ; remove the copy and begin anew.",
          {}};
}

Status write_settings(Transaction& transaction, const Settings& source, const Settings& copy) {
  for (const auto& [key, value] : copy) {
    if (!source.contains(key)) TRY(transaction.remove_setting(key));
  }
  for (const auto& [key, value] : source) {
    const auto found = copy.find(key);
    if (found == copy.end() || found->second != value) TRY(transaction.put_setting(key, value));
  }
  return ok_status();
}

Status write_small_tables(Transaction& transaction, const SmallTables& source) {
  TRY_SET(const SmallTables copy, read_small_tables(transaction));
  TRY(write_settings(transaction, source.settings, copy.settings));
  TRY(make_equal(
      source.folders, copy.folders,
      [&](const FolderRecord& folder) { return transaction.remove_folder(folder.id); },
      [&](const FolderRecord& folder) { return transaction.insert_folder(folder); },
      [&](const FolderRecord& folder) { return transaction.update_folder(folder); }));
  const auto refuse_name = [](const NameRecord&) { return Status(table_differs("named properties")); };
  TRY(make_equal(
      source.names, copy.names, refuse_name,
      [&](const NameRecord& name) { return transaction.insert_name(name); }, refuse_name));
  return make_equal(
      source.links, copy.links, [&](const ConflictLink& link) { return transaction.remove_link(link); },
      [&](const ConflictLink& link) { return transaction.insert_link(link); },
      [&](const ConflictLink& link) -> Status {
        TRY(transaction.remove_link(link));
        return transaction.insert_link(link);
      });
}

// Appends with the positions that the entries have. `start`: where the source's log begins.
Status append_page(Transaction& transaction, LogPosition start, const std::vector<LogRecord>& page) {
  TRY_SET(Counters counters, transaction.counters());
  TRY(transaction.trim_log(std::min(start, counters.log_position)));
  counters.log_start = start;
  counters.log_position = std::max(counters.log_position, start);
  for (const LogRecord& entry : page) {
    counters.log_position = LogPosition{entry.position.value - 1};
    TRY(transaction.put_counters(counters));
    TRY_SET(counters.log_position, transaction.append_log(entry));
  }
  return transaction.put_counters(counters);
}

Result<Counters> read_counters_of(Engine& engine) {
  TRY_SET(const auto view, engine.view());
  return view->counters();
}

}  // namespace

Status copy_small_tables(View& from, Engine& to) {
  TRY_SET(const SmallTables source, read_small_tables(from));
  return commit_and_wait(to,
                         [&](Transaction& transaction) { return write_small_tables(transaction, source); });
}

Status compare_small_tables(View& from, View& to) {
  TRY_SET(const SmallTables source, read_small_tables(from));
  TRY_SET(const SmallTables copy, read_small_tables(to));
  if (source.settings != copy.settings) return table_differs("settings");
  if (source.folders != copy.folders) return table_differs("folders");
  if (source.names != copy.names) return table_differs("named properties");
  if (source.links != copy.links) return table_differs("conflict links");
  return ok_status();
}

Status copy_log(View& from, Engine& to) {
  TRY_SET(const Counters source, from.counters());
  TRY_SET(const Counters copy, read_counters_of(to));
  if (copy.log_position > source.log_position) {
    return Error{Code::collision,
                 "The copy was begun from a later state of this store; remove it and begin anew.",
                 {}};
  }
  LogPosition reached = std::max(copy.log_position, source.log_start);
  do {
    TRY_SET(const auto page, from.log(reached, kLogPage));
    TRY(commit_and_wait(
        to, [&](Transaction& transaction) { return append_page(transaction, source.log_start, page); }));
    if (page.empty()) break;
    reached = page.back().position;
  } while (reached < source.log_position);
  return ok_status();
}

Status compare_log(View& from, View& to) {
  TRY_SET(const Counters source, from.counters());
  for (LogPosition after = source.log_start;;) {
    TRY_SET(const auto page, from.log(after, kLogPage));
    TRY_SET(const auto copy, to.log(after, kLogPage));
    if (page != copy) return table_differs("entries of the change log");
    if (page.empty()) return ok_status();
    after = page.back().position;
  }
}

}  // namespace postroom::storage
