#include "memory/memory_transaction.h"

#include "base/try.h"
#include "storage/seal.h"

#include <algorithm>

namespace postroom::storage {
namespace {

Error taken(const char* what) {
  return {Code::collision, std::string("There is already such a ") + what + ".", {}};
}
Error missing(const char* what) {
  return {Code::not_found, std::string("There is no such ") + what + ".", {}};
}

template <class Map, class Key>
auto find(const Map& map, const Key& key) -> std::optional<typename Map::mapped_type> {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

bool matches(const MessageRecord& message, const MessageQuery& query) {
  const bool deleted = query.deleted == Deleted::yes;
  return message.folder == query.folder && message.kind == query.kind &&
         message.deleted.has_value() == deleted;
}

bool matches(const MessageRecord& message, const ScanQuery& query) {
  return message.kind == query.kind && message.deleted.has_value() == (query.deleted == Deleted::yes) &&
         (query.folders.empty() ||
          std::binary_search(query.folders.begin(), query.folders.end(), message.folder));
}

// What was not asked for is left out, so that nobody comes to rely on it.
MessageRecord only(const MessageRecord& message, RowFields fields) {
  MessageRecord row;
  row.id = message.id, row.folder = message.folder, row.kind = message.kind, row.deleted = message.deleted;
  if (has(fields, RowFields::numbers)) {
    row.version = message.version, row.change_number = message.change_number;
    row.read_state = message.read_state, row.log_position = message.log_position;
    row.history_count = message.history_count, row.history_bytes = message.history_bytes;
  }
  if (has(fields, RowFields::flags)) row.flags = message.flags, row.status = message.status;
  if (has(fields, RowFields::size)) row.size = message.size;
  if (has(fields, RowFields::date)) row.date = message.date;
  if (has(fields, RowFields::times)) row.created = message.created, row.modified = message.modified;
  if (has(fields, RowFields::importance)) {
    row.importance = message.importance, row.has_attachments = message.has_attachments;
  }
  if (has(fields, RowFields::message_class)) row.message_class = message.message_class;
  if (has(fields, RowFields::subject)) row.subject = message.subject;
  if (has(fields, RowFields::sender)) row.sender = message.sender;
  if (has(fields, RowFields::display_to)) row.display_to = message.display_to;
  if (has(fields, RowFields::subject_key)) row.subject_key = message.subject_key;
  if (has(fields, RowFields::sender_key)) row.sender_key = message.sender_key;
  if (has(fields, RowFields::to_key)) row.to_key = message.to_key;
  return row;
}

auto place(const MessageRecord& message) { return std::pair(message.date, message.id); }

}  // namespace

Result<std::optional<std::string>> MemoryTransaction::setting(std::string_view key) {
  return find(tables_.settings, key);
}

Result<std::vector<SettingRecord>> MemoryTransaction::settings(std::string_view after_key,
                                                               std::size_t limit) {
  std::vector<SettingRecord> rows;
  for (auto it = tables_.settings.upper_bound(after_key); it != tables_.settings.end() && rows.size() < limit;
       ++it) {
    rows.push_back({it->first, it->second});
  }
  return rows;
}

Result<std::optional<FolderRecord>> MemoryTransaction::folder(FolderId id) {
  return find(tables_.folders, id);
}

Result<std::vector<FolderRecord>> MemoryTransaction::folders() {
  std::vector<FolderRecord> all;
  for (const auto& [id, folder] : tables_.folders) all.push_back(folder);
  return all;
}

Result<std::optional<MessageRecord>> MemoryTransaction::message(MessageId id) {
  return find(tables_.messages, id);
}

Result<std::optional<CurrentMessage>> MemoryTransaction::current(MessageId id) {
  const auto message = find(tables_.messages, id);
  if (!message) return std::optional<CurrentMessage>();
  const auto version = find(tables_.versions, message->change_number);
  if (!version) return Error{Code::corrupt, "The current version of a message is missing.", {}};
  const auto folder = find(tables_.folders, message->folder);
  TRY_SET(const auto links, links_of(id));
  return std::optional(CurrentMessage{*message, version->info, version->content,
                                      folder ? folder->properties : Bytes{}, !links.empty()});
}

Result<std::vector<MessageRecord>> MemoryTransaction::messages(const MessageQuery& query) {
  std::vector<MessageRecord> rows;
  for (const auto& [id, message] : tables_.messages) {
    if (!matches(message, query)) continue;
    if (query.before && place(message) >= std::pair(query.before->date, query.before->id)) continue;
    rows.push_back(message);
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return place(a) > place(b); });
  rows.resize(std::min(rows.size(), query.limit));
  return rows;
}

Result<std::vector<MessageRecord>> MemoryTransaction::messages_after(MessageId after, std::size_t limit) {
  std::vector<MessageRecord> rows;
  for (auto it = tables_.messages.upper_bound(after); it != tables_.messages.end() && rows.size() < limit;
       ++it) {
    rows.push_back(it->second);
  }
  return rows;
}

Result<bool> MemoryTransaction::visit_row(const MessageRecord& message, RowFields fields, bool content,
                                          const VisitRow& visit) {
  if (!content) return visit(only(message, fields), {});
  const auto version = tables_.versions.find(message.change_number);
  if (version == tables_.versions.end()) {
    return Error{Code::corrupt, "The current version of a message is missing.", {}};
  }
  return visit(only(message, fields), version->second.content);
}

Status MemoryTransaction::scan(const ScanQuery& query, const VisitRow& visit) {
  std::size_t visited = 0;
  for (auto it = tables_.messages.upper_bound(query.after);
       it != tables_.messages.end() && it->first <= query.up_to && visited < query.limit; ++it) {
    if (!matches(it->second, query)) continue;
    ++visited;
    TRY_SET(const bool more, visit_row(it->second, query.fields, query.content, visit));
    if (!more) break;
  }
  return ok_status();
}

Status MemoryTransaction::scan_these(std::span<const MessageId> ids, RowFields fields, bool content,
                                     const VisitRow& visit) {
  for (const MessageId id : ids) {
    const auto message = tables_.messages.find(id);
    if (message == tables_.messages.end()) continue;
    TRY_SET(const bool more, visit_row(message->second, fields, content, visit));
    if (!more) break;
  }
  return ok_status();
}

Result<std::vector<ReadStateRecord>> MemoryTransaction::read_states(std::span<const MessageId> ids) {
  std::vector<ReadStateRecord> states;
  for (const MessageId id : ids) {
    const auto message = find(tables_.messages, id);
    if (!message) continue;
    states.push_back({id, message->folder, message->kind, message->flags, message->deleted.has_value()});
  }
  return states;
}

Result<std::vector<VersionInfo>> MemoryTransaction::versions(MessageId id) {
  std::vector<VersionInfo> infos;
  for (const auto& [number, version] : tables_.versions) {
    if (version.info.message == id) infos.push_back(version.info);
  }
  std::sort(infos.begin(), infos.end(),
            [](const VersionInfo& a, const VersionInfo& b) { return a.number < b.number; });
  return infos;
}

Result<std::optional<VersionRecord>> MemoryTransaction::version(MessageId id, VersionNumber number) {
  for (const auto& [change, version] : tables_.versions) {
    if (version.info.message == id && version.info.number == number) return std::optional(version);
  }
  return std::optional<VersionRecord>();
}

Result<std::vector<ContentHash>> MemoryTransaction::references(ChangeNumber version) {
  return find(tables_.references, version).value_or(std::vector<ContentHash>());
}

Result<std::vector<ConflictLink>> MemoryTransaction::links_of(MessageId either_end) {
  std::vector<ConflictLink> found;
  for (const ConflictLink& link : tables_.links) {
    if (link.winner == either_end || link.copy == either_end) found.push_back(link);
  }
  return found;
}

Result<std::vector<NameRecord>> MemoryTransaction::names(std::uint16_t after_id) {
  std::vector<NameRecord> found;
  for (auto it = tables_.names.upper_bound(after_id); it != tables_.names.end(); ++it) {
    found.push_back({it->first, it->second});
  }
  return found;
}

Result<std::vector<LogRecord>> MemoryTransaction::log(LogPosition after, std::size_t limit) {
  std::vector<LogRecord> records;
  for (auto it = tables_.log.upper_bound(after); it != tables_.log.end() && records.size() < limit; ++it) {
    records.push_back(it->second);
  }
  return records;
}

Result<std::int64_t> MemoryTransaction::allocate_id() {
  if (is_sealed(tables_.counters)) return sealed_error(*this);
  return ++tables_.counters.last_id;
}

Status MemoryTransaction::put_setting(std::string_view key, std::string_view value) {
  tables_.settings[std::string(key)] = value;
  return ok_status();
}

Status MemoryTransaction::remove_setting(std::string_view key) {
  tables_.settings.erase(std::string(key));
  return ok_status();
}

Status MemoryTransaction::insert_folder(const FolderRecord& folder) {
  if (!tables_.folders.emplace(folder.id, folder).second) return taken("folder");
  return ok_status();
}

Status MemoryTransaction::update_folder(const FolderRecord& folder) {
  const auto found = tables_.folders.find(folder.id);
  if (found == tables_.folders.end()) return missing("folder");
  found->second = folder;
  return ok_status();
}

Status MemoryTransaction::remove_folder(FolderId id) {
  if (tables_.folders.erase(id) == 0) return missing("folder");
  return ok_status();
}

Status MemoryTransaction::insert_message(const MessageRecord& message) {
  if (!tables_.messages.emplace(message.id, message).second) return taken("message");
  return ok_status();
}

Status MemoryTransaction::update_message(const MessageRecord& message) {
  const auto found = tables_.messages.find(message.id);
  if (found == tables_.messages.end()) return missing("message");
  found->second = message;
  return ok_status();
}

Status MemoryTransaction::remove_message(MessageId id, FileTime now) {
  if (tables_.messages.erase(id) == 0) return missing("message");
  std::erase_if(tables_.links,
                [id](const ConflictLink& link) { return link.winner == id || link.copy == id; });
  std::vector<ChangeNumber> numbers;
  for (const auto& [number, version] : tables_.versions) {
    if (version.info.message == id) numbers.push_back(number);
  }
  for (const ChangeNumber number : numbers) {
    if (Status removed = remove_version(number, now); !removed.ok()) return removed;
  }
  return ok_status();
}

Status MemoryTransaction::change_flags(std::span<const MessageId> ids, std::int32_t set, std::int32_t clear,
                                       LogPosition position) {
  ++tables_.counters.read_state.value;
  for (const MessageId id : ids) {
    const auto found = tables_.messages.find(id);
    if (found == tables_.messages.end()) continue;
    MessageRecord& message = found->second;
    message.flags = (message.flags | set) & ~clear;
    message.read_state = tables_.counters.read_state;
    message.log_position = position;
  }
  return ok_status();
}

Result<ChangeNumber> MemoryTransaction::insert_version(const VersionRecord& version,
                                                       std::span<const ContentHash> large) {
  for (const ContentHash& hash : large) {
    if (!tables_.large.contains(hash)) return missing("large value");
  }
  const ChangeNumber number{++tables_.counters.change_number.value};
  VersionRecord& kept = tables_.versions[number] = version;
  kept.info.change_number = number;
  kept.info.content_bytes = static_cast<std::int64_t>(version.content.size());
  auto& references = tables_.references[number];
  references.assign(large.begin(), large.end());
  std::sort(references.begin(), references.end());
  return number;
}

Status MemoryTransaction::remove_version(ChangeNumber version, FileTime now) {
  if (tables_.versions.erase(version) == 0) return missing("version");
  const auto released = tables_.references.extract(version);
  for (const ContentHash& hash : released.mapped()) {
    if (!is_referenced(hash)) tables_.large[hash].unreferenced = now;
  }
  return ok_status();
}

Status MemoryTransaction::insert_link(const ConflictLink& link) {
  tables_.links.push_back(link);
  return ok_status();
}

Status MemoryTransaction::remove_link(const ConflictLink& link) {
  std::erase_if(tables_.links, [&](const ConflictLink& kept) {
    return kept.winner == link.winner && kept.copy == link.copy;
  });
  return ok_status();
}

Status MemoryTransaction::insert_name(const NameRecord& name) {
  for (const auto& [id, kept] : tables_.names) {
    if (id == name.id || kept == name.name) return taken("name");
  }
  tables_.names[name.id] = name.name;
  return ok_status();
}

Result<LogPosition> MemoryTransaction::append_log(const LogRecord& record) {
  const LogPosition position{++tables_.counters.log_position.value};
  LogRecord& kept = tables_.log[position] = record;
  kept.position = position;
  return position;
}

Status MemoryTransaction::trim_log(LogPosition up_to) {
  tables_.log.erase(tables_.log.begin(), tables_.log.upper_bound(up_to));
  const LogPosition last = std::min(up_to, tables_.counters.log_position);
  tables_.counters.log_start = std::max(tables_.counters.log_start, last);
  return ok_status();
}

Status MemoryTransaction::put_counters(const Counters& counters) {
  tables_.counters = counters;
  return ok_status();
}

Status MemoryTransaction::put_lease(const LeaseRecord& lease) {
  tables_.leases[lease.id] = lease;
  return ok_status();
}

Status MemoryTransaction::remove_lease(std::uint64_t id) {
  tables_.leases.erase(id);
  return ok_status();
}

Result<std::size_t> MemoryTransaction::collect_large_values(FileTime before, FileTime now,
                                                            std::size_t limit) {
  std::size_t collected = 0;
  for (auto it = tables_.large.begin(); it != tables_.large.end() && collected < limit;) {
    const FileTime since = it->second.unreferenced;
    const bool stays = is_referenced(it->first) || since >= before || is_leased(since, now);
    it = stays ? std::next(it) : (++collected, tables_.large.erase(it));
  }
  return collected;
}

bool MemoryTransaction::is_referenced(const ContentHash& hash) const {
  return std::any_of(tables_.references.begin(), tables_.references.end(), [&](const auto& entry) {
    return std::binary_search(entry.second.begin(), entry.second.end(), hash);
  });
}

bool MemoryTransaction::is_leased(FileTime unreferenced, FileTime now) const {
  return std::any_of(tables_.leases.begin(), tables_.leases.end(), [&](const auto& entry) {
    return entry.second.until >= now && entry.second.taken <= unreferenced;
  });
}

std::unique_ptr<Transaction> make_memory_transaction(MemoryTables& tables) {
  // Owns nothing: the tables are the caller's.
  return std::make_unique<MemoryTransaction>(std::shared_ptr<MemoryTables>(std::shared_ptr<void>(), &tables));
}

}  // namespace postroom::storage
