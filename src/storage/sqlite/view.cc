#include "storage/sqlite/view.h"

#include <algorithm>
#include <charconv>

#include "base/try.h"
#include "storage/id_list.h"

namespace postroom::storage {
namespace {

#define MESSAGE_COLUMNS                                                                                   \
  "m.id, m.folder, m.list, m.version, m.change_number, m.read_state, m.log_position, m.flags, m.status, " \
  "m.size, m.date, m.created, m.modified, m.importance, m.has_attachments, m.message_class, m.subject, "  \
  "m.sender, m.display_to, m.deleted, m.history_count, m.history_bytes, m.subject_key, m.sender_key, m.to_key"
#define FOLDER_COLUMNS                                                                                     \
  "id, parent, kind, name, properties, created, modified, content_count, unread_count, associated_count, " \
  "deleted_count, log_position"
// length() of a blob reads its row's header only.
#define VERSION_COLUMNS \
  "v.change_number, v.message, v.number, v.kind, v.saved, v.session, v.who, v.client, length(v.content)"

constexpr char kCounters[] =
    "SELECT last_id, change_number, read_state, log_position, log_start, collation FROM counters WHERE id = 1";
constexpr char kSetting[] = "SELECT value FROM setting WHERE key = ?";
constexpr char kSettings[] = "SELECT key, value FROM setting WHERE key > ? ORDER BY key LIMIT ?";
constexpr char kFolder[] = "SELECT " FOLDER_COLUMNS " FROM folder WHERE id = ?";
constexpr char kFolders[] = "SELECT " FOLDER_COLUMNS " FROM folder ORDER BY id";
constexpr char kMessage[] = "SELECT " MESSAGE_COLUMNS " FROM message m WHERE m.id = ?";
constexpr char kCurrent[] =
    "SELECT " MESSAGE_COLUMNS ", " VERSION_COLUMNS
    ", v.content, f.properties, EXISTS(SELECT 1 FROM link WHERE winner = m.id)"
    " OR EXISTS(SELECT 1 FROM link WHERE copy = m.id)"
    " FROM message m LEFT JOIN version v ON v.change_number = m.change_number"
    " LEFT JOIN folder f ON f.id = m.folder WHERE m.id = ?";
constexpr char kPlace[] =
    "SELECT m.folder, m.version, m.deleted, f.properties FROM message m JOIN folder f ON f.id = m.folder"
    " WHERE m.id = ?";
constexpr char kNewest[] = "SELECT " MESSAGE_COLUMNS
                           " FROM message m WHERE m.folder = ? AND m.list = ?"
                           " ORDER BY m.date DESC, m.id DESC LIMIT ?";
// A page starts with what has the same date as the last row of the page before; both are ranges of the index.
constexpr char kNewestOfDate[] =
    "SELECT " MESSAGE_COLUMNS
    " FROM message m WHERE m.folder = ? AND m.list = ? AND m.date = ? AND m.id < ?"
    " ORDER BY m.id DESC LIMIT ?";
constexpr char kNewestBeforeDate[] = "SELECT " MESSAGE_COLUMNS
                                     " FROM message m WHERE m.folder = ? AND m.list = ? AND m.date < ?"
                                     " ORDER BY m.date DESC, m.id DESC LIMIT ?";
constexpr char kMessagesAfter[] =
    "SELECT " MESSAGE_COLUMNS " FROM message m WHERE m.id > ? ORDER BY m.id LIMIT ?";
constexpr char kReadStates[] =
    "SELECT m.id, m.folder, m.list, m.flags FROM message m WHERE m.id IN (SELECT value FROM json_each(?))";
constexpr char kVersions[] =
    "SELECT " VERSION_COLUMNS " FROM version v WHERE v.message = ? ORDER BY v.number";
constexpr char kVersion[] =
    "SELECT " VERSION_COLUMNS ", v.content, v.source FROM version v WHERE v.message = ? AND v.number = ?";
constexpr char kReferences[] =
    "SELECT l.hash FROM large_reference r CROSS JOIN large_value l ON l.id = r.large WHERE r.version = ?"
    " ORDER BY l.hash";
constexpr char kLinks[] = "SELECT winner, copy, made FROM link ORDER BY winner, copy";
constexpr char kLinksOf[] =
    "SELECT winner, copy, made FROM link WHERE winner = ?1 OR copy = ?1 ORDER BY winner, copy";
constexpr char kNames[] = "SELECT id, guid, name FROM name WHERE id > ? ORDER BY id";
constexpr char kLog[] =
    "SELECT position, kind, folder, old_folder, session, messages FROM log WHERE position > ?"
    " ORDER BY position LIMIT ?";

#undef MESSAGE_COLUMNS
#undef FOLDER_COLUMNS
#undef VERSION_COLUMNS

Status read_name(Statement& row, NameRecord& record) {
  row.read(record.id);
  TRY(read_fixed(row, record.name.set.bytes, "named property's GUID"));
  if (row.next_is_integer()) {
    row.read(record.name.name.emplace<std::uint32_t>());
  } else {
    row.read(record.name.name.emplace<std::string>());
  }
  return ok_status();
}

Status read_log(Statement& row, LogRecord& record) {
  row.read(record.position, record.kind, record.folder, record.old_folder, record.session);
  if (row.next_is_integer()) {
    row.read(record.messages.emplace_back());
    return ok_status();
  }
  TRY_SET(record.messages, decode_ids(row.read_view()));
  return ok_status();
}

// All remaining rows, appended.
template <class Record>
Status read_rows(Statement& rows, std::vector<Record>& records) {
  for (;;) {
    TRY_SET(const bool found, rows.step());
    if (!found) return ok_status();
    read_row(rows, records.emplace_back());
  }
}

template <class Record, class... Values>
Result<std::vector<Record>> read_all(Connection& connection, const char* sql, const Values&... values) {
  TRY_SET(Statement rows, connection.prepare(sql));
  rows.bind(values...);
  std::vector<Record> records;
  TRY(read_rows(rows, records));
  return records;
}

template <class Record, class... Values>
Result<std::optional<Record>> read_one(Connection& connection, const char* sql, const Values&... values) {
  TRY_SET(Statement row, connection.prepare(sql));
  row.bind(values...);
  TRY_SET(const bool found, row.step());
  std::optional<Record> record;
  if (found) read_row(row, record.emplace());
  return record;
}

void append_number(std::string& text, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  text.append(digits, end);
}

template <class Id>
std::string list_as_json(std::span<const Id> ids) {
  std::string json = "[";
  json.reserve(ids.size() * 8 + 2);
  for (const Id id : ids) {
    if (json.size() > 1) json += ',';
    append_number(json, id.value);
  }
  return json += ']';
}

}  // namespace

std::string as_json(std::span<const MessageId> ids) { return list_as_json(ids); }
std::string as_json(std::span<const FolderId> ids) { return list_as_json(ids); }

Result<std::optional<MessagePlace>> read_place(Connection& connection, MessageId id) {
  return read_one<MessagePlace>(connection, kPlace, id);
}

Result<Counters> read_counters(Connection& connection) {
  TRY_SET(Statement row, connection.prepare(kCounters));
  TRY_SET(const bool found, row.step());
  if (!found)
    return Error{Code::corrupt, connection.path() + " has lost its counters; restore a backup.", {}};
  Counters counters;
  row.read(counters.last_id, counters.change_number, counters.read_state, counters.log_position,
           counters.log_start, counters.collation);
  return counters;
}

template <class Base>
Result<Counters> Reads<Base>::counters() {
  return read_counters(connection_);
}

template <class Base>
Result<std::optional<std::string>> Reads<Base>::setting(std::string_view key) {
  TRY_SET(Statement row, connection_.prepare(kSetting));
  row.bind(key);
  TRY_SET(const bool found, row.step());
  std::optional<std::string> value;
  if (found) row.read(value.emplace());
  return value;
}

template <class Base>
Result<std::vector<SettingRecord>> Reads<Base>::settings(std::string_view after_key, std::size_t limit) {
  return read_all<SettingRecord>(connection_, kSettings, after_key, as_limit(limit));
}

template <class Base>
Result<std::optional<FolderRecord>> Reads<Base>::folder(FolderId id) {
  return read_one<FolderRecord>(connection_, kFolder, id);
}

template <class Base>
Result<std::vector<FolderRecord>> Reads<Base>::folders() {
  return read_all<FolderRecord>(connection_, kFolders);
}

template <class Base>
Result<std::optional<MessageRecord>> Reads<Base>::message(MessageId id) {
  return read_one<MessageRecord>(connection_, kMessage, id);
}

template <class Base>
Result<std::optional<CurrentMessage>> Reads<Base>::current(MessageId id) {
  TRY_SET(Statement row, connection_.prepare(kCurrent));
  row.bind(id);
  TRY_SET(const bool found, row.step());
  std::optional<CurrentMessage> current;
  if (!found) return current;
  current.emplace();
  read_row(row, current->record);
  read_row(row, current->info);
  row.read(current->content, current->folder_properties, current->has_links.emplace());
  if (current->info.change_number != current->record.change_number) {
    return missing_content_error(id);
  }
  return current;
}

template <class Base>
Result<std::vector<MessageRecord>> Reads<Base>::messages(const MessageQuery& query) {
  const std::int64_t list = list_of(query.kind, query.deleted == Deleted::yes);
  const std::int64_t limit = as_limit(query.limit);
  if (!query.before) return read_all<MessageRecord>(connection_, kNewest, query.folder, list, limit);
  const auto [date, id] = *query.before;
  TRY_SET(auto records,
          read_all<MessageRecord>(connection_, kNewestOfDate, query.folder, list, date, id, limit));
  const std::int64_t rest = limit - static_cast<std::int64_t>(records.size());
  if (rest == 0) return records;
  TRY_SET(Statement rows, connection_.prepare(kNewestBeforeDate));
  rows.bind(query.folder, list, date, rest);
  TRY(read_rows(rows, records));
  return records;
}

template <class Base>
Result<std::vector<MessageRecord>> Reads<Base>::messages_after(MessageId after, std::size_t limit) {
  return read_all<MessageRecord>(connection_, kMessagesAfter, after, as_limit(limit));
}

template <class Base>
Result<std::vector<ReadStateRecord>> Reads<Base>::read_states(std::span<const MessageId> ids) {
  const std::string json = as_json(ids);
  return read_all<ReadStateRecord>(connection_, kReadStates, json);
}

template <class Base>
Result<std::vector<VersionInfo>> Reads<Base>::versions(MessageId id) {
  return read_all<VersionInfo>(connection_, kVersions, id);
}

template <class Base>
Result<std::optional<VersionRecord>> Reads<Base>::version(MessageId id, VersionNumber number) {
  TRY_SET(Statement row, connection_.prepare(kVersion));
  row.bind(id, number);
  TRY_SET(const bool found, row.step());
  std::optional<VersionRecord> record;
  if (!found) return record;
  record.emplace();
  read_row(row, record->info);
  row.read(record->content, record->source);
  return record;
}

template <class Base>
Result<std::vector<ContentHash>> Reads<Base>::references(ChangeNumber version) {
  TRY_SET(Statement rows, connection_.prepare(kReferences));
  rows.bind(version);
  std::vector<ContentHash> hashes;
  for (;;) {
    TRY_SET(const bool found, rows.step());
    if (!found) return hashes;
    TRY(read_fixed(rows, hashes.emplace_back(), "large value's hash"));
  }
}

template <class Base>
Result<std::vector<ConflictLink>> Reads<Base>::links() {
  return read_all<ConflictLink>(connection_, kLinks);
}

template <class Base>
Result<std::vector<ConflictLink>> Reads<Base>::links_of(MessageId either_end) {
  return read_all<ConflictLink>(connection_, kLinksOf, either_end);
}

template <class Base>
Result<std::vector<NameRecord>> Reads<Base>::names(std::uint16_t after_id) {
  TRY_SET(Statement rows, connection_.prepare(kNames));
  rows.bind(after_id);
  std::vector<NameRecord> records;
  for (;;) {
    TRY_SET(const bool found, rows.step());
    if (!found) return records;
    TRY(read_name(rows, records.emplace_back()));
  }
}

template <class Base>
Result<std::vector<LogRecord>> Reads<Base>::log(LogPosition after, std::size_t limit) {
  TRY_SET(Statement rows, connection_.prepare(kLog));
  rows.bind(after, as_limit(limit));
  std::vector<LogRecord> records;
  for (;;) {
    TRY_SET(const bool found, rows.step());
    if (!found) return records;
    TRY(read_log(rows, records.emplace_back()));
  }
}

template class Reads<View>;
template class Reads<Transaction>;

}  // namespace postroom::storage
