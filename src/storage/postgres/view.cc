#include "storage/postgres/view.h"

#include <algorithm>

#include "base/try.h"
#include "storage/id_list.h"
#include "storage/postgres/errors.h"

namespace postroom::storage::postgres {
namespace {

#define MESSAGE_COLUMNS                                                                                   \
  "m.id, m.folder, m.list, m.version, m.change_number, m.read_state, m.log_position, m.flags, m.status, " \
  "m.size, m.date, m.created, m.modified, m.importance, m.has_attachments, m.message_class, m.subject, "  \
  "m.sender, m.display_to, m.deleted, m.history_count, m.history_bytes, m.subject_key, m.sender_key, "    \
  "m.to_key"
#define FOLDER_COLUMNS                                                                                     \
  "id, parent, kind, name, properties, created, modified, content_count, unread_count, associated_count, " \
  "deleted_count, log_position"
// The length of a value stored apart stands beside its pointer; nothing is fetched for it.
#define VERSION_COLUMNS \
  "v.change_number, v.message, v.number, v.kind, v.saved, v.session, v.who, v.client, length(v.content)"

const Sql kCounters(
    "SELECT last_id, change_number, read_state, log_position, log_start, collation_id FROM postroom.store"
    " WHERE store_id = $1");
const Sql kSetting("SELECT value FROM postroom.setting WHERE store_id = $1 AND key = $2");
const Sql kSettings(
    "SELECT key, value FROM postroom.setting WHERE store_id = $1 AND key > $2 ORDER BY key LIMIT $3");
const Sql kFolder("SELECT " FOLDER_COLUMNS " FROM postroom.folder WHERE store_id = $1 AND id = $2");
const Sql kFolders("SELECT " FOLDER_COLUMNS " FROM postroom.folder WHERE store_id = $1 ORDER BY id");
const Sql kMessage("SELECT " MESSAGE_COLUMNS " FROM postroom.message m WHERE m.store_id = $1 AND m.id = $2");
const Sql kTheseMessages("SELECT " MESSAGE_COLUMNS
                         " FROM postroom.message m WHERE m.store_id = $1 AND m.id = ANY($2)");
const Sql kFolderOfMessage(
    "SELECT " FOLDER_COLUMNS
    " FROM postroom.folder WHERE store_id = $1"
    " AND id = (SELECT m.folder FROM postroom.message m WHERE m.store_id = $1 AND m.id = $2)");
const Sql kTheirFolders("SELECT " FOLDER_COLUMNS
                        " FROM postroom.folder WHERE store_id = $1 AND id = ANY(ARRAY("
                        "SELECT m.folder FROM postroom.message m WHERE m.store_id = $1 AND m.id = ANY($2)))");
// Without its folder: the memory of one more index scan is what the server gives back to the system and takes
// again for every reading, which costs it more than another statement. And without has_links, which makes a
// reading cost the server a fifth more, as a statement of its own as well.
const Sql kCurrent("SELECT " MESSAGE_COLUMNS ", " VERSION_COLUMNS
                   ", v.content FROM postroom.message m LEFT JOIN postroom.version v"
                   " ON v.store_id = $1 AND v.change_number = m.change_number"
                   " WHERE m.store_id = $1 AND m.id = $2");
const Sql kPlace(
    "SELECT m.folder, m.version, m.deleted, f.properties FROM postroom.message m JOIN postroom.folder f"
    " ON f.store_id = $1 AND f.id = m.folder WHERE m.store_id = $1 AND m.id = $2");
const Sql kPropertiesOfFolder(
    "SELECT id, properties FROM postroom.folder WHERE store_id = $1"
    " AND id = (SELECT m.folder FROM postroom.message m WHERE m.store_id = $1 AND m.id = $2)");
const Sql kNewest("SELECT " MESSAGE_COLUMNS
                  " FROM postroom.message m WHERE m.store_id = $1 AND m.folder = $2 AND m.list = $3"
                  " ORDER BY m.date DESC, m.id DESC LIMIT $4");
const Sql kNewestBefore("SELECT " MESSAGE_COLUMNS
                        " FROM postroom.message m WHERE m.store_id = $1 AND m.folder = $2 AND m.list = $3"
                        " AND (m.date, m.id) < ($5, $6) ORDER BY m.date DESC, m.id DESC LIMIT $4");
const Sql kMessagesAfter(
    "SELECT " MESSAGE_COLUMNS
    " FROM postroom.message m WHERE m.store_id = $1 AND m.id > $2 ORDER BY m.id LIMIT $3");
const Sql kReadStates(
    "SELECT m.id, m.folder, m.list, m.flags FROM postroom.message m WHERE m.store_id = $1 AND m.id = "
    "ANY($2)");
const Sql kVersions("SELECT " VERSION_COLUMNS
                    " FROM postroom.version v WHERE v.store_id = $1 AND v.message = $2 ORDER BY v.number");
const Sql kVersion("SELECT " VERSION_COLUMNS
                   ", v.content, v.source FROM postroom.version v"
                   " WHERE v.store_id = $1 AND v.message = $2 AND v.number = $3");
const Sql kReferences(
    "SELECT l.hash FROM postroom.large_reference r"
    " JOIN postroom.large_value l ON l.store_id = $1 AND l.id = r.large"
    " WHERE r.store_id = $1 AND r.version = $2 ORDER BY l.hash");
const Sql kLinks("SELECT winner, copy, made FROM postroom.link WHERE store_id = $1 ORDER BY winner, copy");
const Sql kLinksOf(
    "SELECT winner, copy, made FROM postroom.link WHERE store_id = $1 AND (winner = $2 OR copy = $2)"
    " ORDER BY winner, copy");
const Sql kNames(
    "SELECT id, guid, number, name FROM postroom.name WHERE store_id = $1 AND id > $2 ORDER BY id");
const Sql kLog(
    "SELECT position, kind, folder, old_folder, session, messages FROM postroom.log"
    " WHERE store_id = $1 AND position > $2 ORDER BY position LIMIT $3");

#undef MESSAGE_COLUMNS
#undef FOLDER_COLUMNS
#undef VERSION_COLUMNS

Status read_name(Rows& row, NameRecord& record) {
  row.read(record.id);
  TRY(read_fixed(row, record.name.set.bytes, "named property's GUID"));
  if (!row.next_is_null()) {
    row.read(record.name.name.emplace<std::uint32_t>());
  } else {
    row.skip();
    row.read(record.name.name.emplace<std::string>());
  }
  return ok_status();
}

Status read_log(Rows& row, LogRecord& record) {
  row.read(record.position, record.kind, record.folder, record.old_folder, record.session);
  TRY_SET(record.messages, decode_ids(row.read_view()));
  return ok_status();
}

template <class Record>
Result<std::vector<Record>> read_all(Result<Rows> rows) {
  if (!rows.ok()) return std::move(rows).error();
  std::vector<Record> records;
  records.reserve(static_cast<std::size_t>(rows->count()));
  while (rows->next()) read_row(*rows, records.emplace_back());
  return records;
}

// The same where a row may be damaged.
template <class Record>
Result<std::vector<Record>> read_all_with(Status (*read)(Rows& row, Record& record), Result<Rows> rows) {
  if (!rows.ok()) return std::move(rows).error();
  std::vector<Record> records;
  while (rows->next()) TRY(read(*rows, records.emplace_back()));
  return records;
}

template <class Record>
Result<std::optional<Record>> read_one(Result<Rows> rows) {
  if (!rows.ok()) return std::move(rows).error();
  std::optional<Record> record;
  if (rows->next()) read_row(*rows, record.emplace());
  return record;
}

Status read_hash(Rows& row, ContentHash& hash) { return read_fixed(row, hash, "large value's hash"); }

}  // namespace

template <class Base>
Result<Counters> Reads<Base>::counters() {
  TRY_SET(Rows rows, ask(kCounters));
  if (!rows.next()) return no_store_error(for_reading().where());
  Counters counters;
  rows.read(counters.last_id, counters.change_number, counters.read_state, counters.log_position,
            counters.log_start, counters.collation);
  return counters;
}

template <class Base>
Result<std::optional<std::string>> Reads<Base>::setting(std::string_view key) {
  TRY_SET(Rows rows, ask(kSetting, key));
  std::optional<std::string> value;
  if (rows.next()) rows.read(value.emplace());
  return value;
}

template <class Base>
Result<std::vector<SettingRecord>> Reads<Base>::settings(std::string_view after_key, std::size_t limit) {
  return read_all<SettingRecord>(ask(kSettings, after_key, as_limit(limit)));
}

template <class Base>
Result<std::optional<FolderRecord>> Reads<Base>::folder(FolderId id) {
  return read_one<FolderRecord>(ask(kFolder, id));
}

template <class Base>
Result<std::vector<FolderRecord>> Reads<Base>::folders() {
  return read_all<FolderRecord>(ask(kFolders));
}

template <class Base>
Result<std::optional<MessageRecord>> Reads<Base>::message(MessageId id) {
  return read_one<MessageRecord>(ask(kMessage, id));
}

Result<std::optional<MessagePlace>> read_place(Connection& connection, MessageId id) {
  return read_one<MessagePlace>(connection.query(kPlace, id));
}

// One by one number: the server would plan anew each time for an array of one.
template <class Base>
void Reads<Base>::ask_later(std::span<const MessageId> ids, Rows& messages, Rows& folders) {
  if (ids.size() == 1) {
    connection_.queue_into(messages, kMessage, ids[0]);
    connection_.queue_into(folders, kFolderOfMessage, ids[0]);
  } else {
    connection_.queue_into(messages, kTheseMessages, ids);
    connection_.queue_into(folders, kTheirFolders, ids);
  }
}

void ask_current(Connection& connection, MessageId id, CurrentRows& rows) {
  connection.queue_into(rows.folder, kPropertiesOfFolder, id);
  connection.queue_into(rows.message, kCurrent, id);
}

Result<std::optional<CurrentMessage>> read_current(CurrentRows& rows, MessageId id, bool& has_moved) {
  std::optional<CurrentMessage> current;
  has_moved = false;
  if (!rows.message.next()) return current;
  current.emplace();
  read_row(rows.message, current->record);
  read_row(rows.message, current->info);
  rows.message.read(current->content);
  FolderId folder;
  if (rows.folder.next()) rows.folder.read(folder, current->folder_properties);
  has_moved = folder != FolderId{} && folder != current->record.folder;
  if (current->info.change_number != current->record.change_number) return missing_content_error(id);
  return current;
}

template <class Base>
Result<std::optional<CurrentMessage>> Reads<Base>::current(MessageId id) {
  CurrentRows rows;
  const auto look = [&] {
    Connection& connection = for_reading();
    ask_current(connection, id, rows);
    return connection.flush();
  };
  Status looked = look();
  if (!looked.ok() && replace_lost()) looked = look();
  TRY(std::move(looked));
  bool has_moved = false;  // not within one moment
  return read_current(rows, id, has_moved);
}

template <class Base>
Result<std::vector<MessageRecord>> Reads<Base>::messages(const MessageQuery& query) {
  const std::int64_t list = list_of(query.kind, query.deleted == Deleted::yes);
  const std::int64_t limit = as_limit(query.limit);
  if (!query.before) return read_all<MessageRecord>(ask(kNewest, query.folder, list, limit));
  const auto [date, id] = *query.before;
  return read_all<MessageRecord>(ask(kNewestBefore, query.folder, list, limit, date, id));
}

template <class Base>
Result<std::vector<MessageRecord>> Reads<Base>::messages_after(MessageId after, std::size_t limit) {
  return read_all<MessageRecord>(ask(kMessagesAfter, after, as_limit(limit)));
}

template <class Base>
Result<std::vector<ReadStateRecord>> Reads<Base>::read_states(std::span<const MessageId> ids) {
  return read_all<ReadStateRecord>(ask(kReadStates, ids));
}

template <class Base>
Result<std::vector<VersionInfo>> Reads<Base>::versions(MessageId id) {
  return read_all<VersionInfo>(ask(kVersions, id));
}

template <class Base>
Result<std::optional<VersionRecord>> Reads<Base>::version(MessageId id, VersionNumber number) {
  TRY_SET(Rows rows, ask(kVersion, id, number));
  std::optional<VersionRecord> record;
  if (!rows.next()) return record;
  record.emplace();
  read_row(rows, record->info);
  rows.read(record->content, record->source);
  return record;
}

template <class Base>
Result<std::vector<ContentHash>> Reads<Base>::references(ChangeNumber version) {
  return read_all_with<ContentHash>(read_hash, ask(kReferences, version));
}

template <class Base>
Result<std::vector<ConflictLink>> Reads<Base>::links() {
  return read_all<ConflictLink>(ask(kLinks));
}

template <class Base>
Result<std::vector<ConflictLink>> Reads<Base>::links_of(MessageId either_end) {
  return read_all<ConflictLink>(ask(kLinksOf, either_end));
}

template <class Base>
Result<std::vector<NameRecord>> Reads<Base>::names(std::uint16_t after_id) {
  return read_all_with<NameRecord>(read_name, ask(kNames, after_id));
}

template <class Base>
Result<std::vector<LogRecord>> Reads<Base>::log(LogPosition after, std::size_t limit) {
  return read_all_with<LogRecord>(read_log, ask(kLog, after, as_limit(limit)));
}

template class Reads<View>;
template class Reads<Transaction>;

}  // namespace postroom::storage::postgres
