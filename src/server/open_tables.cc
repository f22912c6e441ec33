#include "server/open_tables.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::server {
namespace {

// Each part has its length before it, so that no two lists of parts make the same text.
void append_part(std::string& key, std::string_view part) {
  key += std::to_string(part.size()) + ":";
  key += part;
}

void append_number(std::string& key, std::int64_t number) { append_part(key, std::to_string(number)); }

std::string caller_key(const std::string& store_name, const Session& session) {
  std::string key;
  append_part(key, store_name);
  append_part(key, session.who);
  append_number(key, static_cast<std::int64_t>(session.rights));
  append_number(key, static_cast<std::int64_t>(session.acting));
  return key;
}

std::string table_key(const std::string& caller, const ListShape& shape) {
  std::string key = caller;
  append_number(key, shape.folder.value);
  append_number(key, (shape.options.associated ? 1 : 0) + (shape.options.deleted ? 2 : 0));
  append_part(key, shape.where ? as_text(encode_restriction(*shape.where)) : std::string_view("none"));
  for (const SortKey& each : shape.sort.keys) {
    append_number(key, each.tag.value);
    append_number(key, static_cast<std::int64_t>(each.direction));
  }
  append_part(key, "columns");
  for (const PropertyTag column : shape.columns) append_number(key, column.value);
  return key;
}

Result<std::shared_ptr<Table>> make_table(Store& store, const Session& session, const ListShape& shape) {
  TRY_SET(Table table, store.contents_table(session, shape.folder, shape.options));
  TRY(table.set_columns(shape.columns));
  TRY(table.sort(shape.sort));
  if (shape.where) TRY(table.restrict(shape.where));
  return std::make_shared<Table>(std::move(table));
}

}  // namespace

OpenTables::OpenTables(std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random,
                       OpenTablesLimits limits)
    : clock_(clock),
      limits_(limits),
      given_(std::move(clock), std::move(random), GivenLimits{.age = limits.idle}) {}

std::shared_ptr<Table> OpenTables::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  const FileTime now = clock_->now();
  Entry& entry = found->second;
  if (entry.used + limits_.idle <= now || (entry.is_search && entry.opened + limits_.search_age <= now)) {
    entries_.erase(found);
    return nullptr;
  }
  entry.used = now;
  entry.turn = ++last_turn_;
  return entry.table;
}

// The rights count as they are now, whoever opened the table when.
Result<std::shared_ptr<Table>> OpenTables::open(const std::string& store_name, Store& store,
                                                const Session& session, const ListShape& shape) {
  const std::string caller = caller_key(store_name, session), key = table_key(caller, shape);
  if (auto known = find(key)) {
    TRY_SET(const FolderRights rights, store.effective_rights(session, shape.folder));
    if (has(rights, FolderRights::read)) return known;
  }
  TRY_SET(auto table, make_table(store, session, shape));
  const auto folder = store.folder(session, shape.folder);  // one may read a folder that one does not see
  const bool is_search = !folder.ok() || folder->kind == FolderKind::search;
  const std::lock_guard lock(mutex_);
  const FileTime now = clock_->now();
  Entry& entry = entries_[key];  // another request may have been as quick: either table will do
  if (!entry.table) entry = {std::move(table), caller, is_search, 0, now, now, 0};
  entry.turn = ++last_turn_;
  table = entry.table;
  keep_within_limits();
  return table;
}

void OpenTables::note_rows(const std::shared_ptr<Table>& table, std::uint64_t rows) {
  const std::lock_guard lock(mutex_);
  for (auto& [key, entry] : entries_) {
    if (entry.table == table) entry.rows = rows;
  }
  keep_within_limits();
}

OpenTables::Entries::iterator OpenTables::longest_unused(const std::string* caller) {
  auto oldest = entries_.end();
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (caller && entry->second.caller != *caller) continue;
    if (oldest == entries_.end() || entry->second.turn < oldest->second.turn) oldest = entry;
  }
  return oldest;
}

void OpenTables::keep_within_limits() {
  std::map<std::string, std::size_t> of_callers;
  std::uint64_t rows = 0;
  for (const auto& [key, entry] : entries_) {
    ++of_callers[entry.caller];
    rows += entry.rows;
  }
  for (auto& [caller, count] : of_callers) {
    for (; count > limits_.tables_of_caller; --count) {
      const auto oldest = longest_unused(&caller);
      rows -= oldest->second.rows;
      entries_.erase(oldest);
    }
  }
  while (entries_.size() > limits_.tables || (rows > limits_.rows && entries_.size() > 1)) {
    const auto oldest = longest_unused(nullptr);
    rows -= oldest->second.rows;
    entries_.erase(oldest);
  }
}

void OpenTables::close_idle() {
  given_.forget_old();
  const std::lock_guard lock(mutex_);
  const FileTime now = clock_->now();
  std::erase_if(entries_, [&](const auto& entry) { return entry.second.used + limits_.idle <= now; });
}

std::size_t OpenTables::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace postroom::server
