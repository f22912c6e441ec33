#include "storage/sqlite/transaction.h"

#include "base/try.h"
#include "storage/id_list.h"
#include "storage/seal.h"
#include "storage/sqlite/large_values.h"

namespace postroom::storage {
namespace {

constexpr char kBegin[] = "BEGIN IMMEDIATE";
constexpr char kCommit[] = "COMMIT";
constexpr char kRollBack[] = "ROLLBACK";
constexpr char kMark[] = "SAVEPOINT job";
constexpr char kKeep[] = "RELEASE job";
constexpr char kUndo[] = "ROLLBACK TO job";

constexpr char kPutCounters[] =
    "UPDATE counters SET last_id = ?, change_number = ?, read_state = ?, log_position = ?, log_start = ?,"
    " collation = ? WHERE id = 1";
constexpr char kPutMarker[] = "UPDATE counters SET marker = marker + 1 WHERE id = 1";
constexpr char kPutSetting[] =
    "INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value";
constexpr char kRemoveSetting[] = "DELETE FROM setting WHERE key = ?";
constexpr char kInsertFolder[] =
    "INSERT INTO folder(id, parent, kind, name, properties, created, modified, content_count, unread_count,"
    " associated_count, deleted_count, log_position) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kUpdateFolder[] =
    "UPDATE folder SET parent = ?, kind = ?, name = ?, properties = ?, created = ?, modified = ?,"
    " content_count = ?, unread_count = ?, associated_count = ?, deleted_count = ?, log_position = ? WHERE "
    "id = ?";
constexpr char kRemoveFolder[] = "DELETE FROM folder WHERE id = ?";
constexpr char kInsertMessage[] =
    "INSERT INTO message(id, folder, list, version, change_number, read_state, log_position, flags, status, "
    "size,"
    " date, created, modified, importance, has_attachments, message_class, subject, sender, display_to, "
    "deleted,"
    " history_count, history_bytes, subject_key, sender_key, to_key)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// Only where the message stays in its place: naming folder, list or date in SET would rewrite the index each
// time.
constexpr char kUpdateMessage[] =
    "UPDATE message SET version = ?, change_number = ?, read_state = ?, log_position = ?, flags = ?, status "
    "= ?,"
    " size = ?, created = ?, modified = ?, importance = ?, has_attachments = ?, message_class = ?, subject = "
    "?,"
    " sender = ?, display_to = ?, deleted = ?, history_count = ?, history_bytes = ?,"
    " subject_key = ?, sender_key = ?, to_key = ?"
    " WHERE id = ? AND folder = ? AND list = ? AND date = ?";
constexpr char kPlaceMessage[] = "UPDATE message SET folder = ?, list = ?, date = ? WHERE id = ?";
constexpr char kRemoveMessage[] = "DELETE FROM message WHERE id = ?";
constexpr char kRemoveLinksOf[] = "DELETE FROM link WHERE winner = ?1 OR copy = ?1";
constexpr char kVersionsOf[] = "SELECT change_number FROM version WHERE message = ?";
constexpr char kChangeFlags[] =
    "UPDATE message SET flags = (flags | ?) & ~?, read_state = ?, log_position = ?"
    " WHERE id IN (SELECT value FROM json_each(?))";
constexpr char kInsertVersion[] =
    "INSERT INTO version(change_number, message, number, kind, saved, session, who, client, content, source)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kRemoveVersion[] = "DELETE FROM version WHERE change_number = ?";
constexpr char kInsertLink[] = "INSERT INTO link(winner, copy, made) VALUES(?, ?, ?)";
constexpr char kRemoveLink[] = "DELETE FROM link WHERE winner = ? AND copy = ?";
constexpr char kInsertName[] = "INSERT INTO name(id, guid, name) VALUES(?, ?, ?)";
constexpr char kAppendLog[] =
    "INSERT INTO log(position, kind, folder, old_folder, session, messages) VALUES(?, ?, ?, ?, ?, ?)";
constexpr char kTrimLog[] = "DELETE FROM log WHERE position <= ?";
constexpr char kPutLease[] =
    "INSERT INTO lease(id, taken, until) VALUES(?, ?, ?)"
    " ON CONFLICT(id) DO UPDATE SET taken = excluded.taken, until = excluded.until";
constexpr char kRemoveLease[] = "DELETE FROM lease WHERE id = ?";

}  // namespace

Status SqliteTransaction::begin() {
  TRY(connection().run(kBegin));
  const Result<Counters> counters = read_counters(connection());
  if (!counters.ok()) {
    roll_back();
    return counters.error();
  }
  counters_ = stored_ = *counters;
  wrote_ = false;
  return ok_status();
}

Status SqliteTransaction::write_counters() {
  if (counters_ == stored_) return ok_status();
  return connection().run(kPutCounters, counters_.last_id, counters_.change_number, counters_.read_state,
                          counters_.log_position, counters_.log_start, counters_.collation);
}

Status SqliteTransaction::commit() { return connection().run(kCommit); }

void SqliteTransaction::roll_back() {
  // Whatever ROLLBACK answers, the transaction is over: SQLite ends it by itself where it cannot go on.
  if (connection().in_transaction()) (void)connection().run(kRollBack);
}

Status SqliteTransaction::mark() {
  wrote_ = false;
  return connection().run(kMark);
}

Status SqliteTransaction::keep() { return connection().run(kKeep); }

Status SqliteTransaction::undo(const Counters& counters_then) {
  counters_ = counters_then;
  TRY(connection().run(kUndo));
  return connection().run(kKeep);
}

bool SqliteTransaction::settle() {
  const bool written =
      connection().run(kBegin).ok() && connection().run(kPutMarker).ok() && connection().run(kCommit).ok();
  if (!written) roll_back();
  return written;
}

Status SqliteTransaction::change_one(const char* what, Result<std::int64_t> changed) {
  wrote_ = true;
  if (!changed.ok()) return std::move(changed).error();
  if (*changed == 0) return Error{Code::not_found, std::string("There is no such ") + what + ".", {}};
  return ok_status();
}

Result<std::int64_t> SqliteTransaction::allocate_id() {
  if (is_sealed(counters_)) return sealed_error(*this);
  wrote_ = true;
  return ++counters_.last_id;
}

Status SqliteTransaction::put_setting(std::string_view key, std::string_view value) {
  return write_on().run(kPutSetting, key, value);
}

Status SqliteTransaction::remove_setting(std::string_view key) { return write_on().run(kRemoveSetting, key); }

Status SqliteTransaction::insert_folder(const FolderRecord& folder) {
  return write_on().run(kInsertFolder, folder.id, folder.parent, folder.kind, folder.name, folder.properties,
                        folder.created, folder.modified, folder.content_count, folder.unread_count,
                        folder.associated_count, folder.deleted_count, folder.log_position);
}

Status SqliteTransaction::update_folder(const FolderRecord& folder) {
  return change_one(
      "folder",
      connection().change(kUpdateFolder, folder.parent, folder.kind, folder.name, folder.properties,
                          folder.created, folder.modified, folder.content_count, folder.unread_count,
                          folder.associated_count, folder.deleted_count, folder.log_position, folder.id));
}

Status SqliteTransaction::remove_folder(FolderId id) {
  return change_one("folder", connection().change(kRemoveFolder, id));
}

Status SqliteTransaction::insert_message(const MessageRecord& message) {
  return write_on().run(
      kInsertMessage, message.id, message.folder, list_of(message.kind, message.deleted.has_value()),
      message.version, message.change_number, message.read_state, message.log_position, message.flags,
      message.status, message.size, message.date, message.created, message.modified, message.importance,
      message.has_attachments, message.message_class, message.subject, message.sender, message.display_to,
      message.deleted, message.history_count, message.history_bytes, message.subject_key, message.sender_key,
      message.to_key);
}

Status SqliteTransaction::update_message(const MessageRecord& message) {
  const std::int64_t list = list_of(message.kind, message.deleted.has_value());
  const auto update = [&] {
    return connection().change(kUpdateMessage, message.version, message.change_number, message.read_state,
                               message.log_position, message.flags, message.status, message.size,
                               message.created, message.modified, message.importance, message.has_attachments,
                               message.message_class, message.subject, message.sender, message.display_to,
                               message.deleted, message.history_count, message.history_bytes, message.subject_key,
                               message.sender_key, message.to_key, message.id,
                               message.folder, list, message.date);
  };
  wrote_ = true;
  TRY_SET(const std::int64_t changed, update());
  if (changed == 1) return ok_status();
  TRY(change_one("message",
                 connection().change(kPlaceMessage, message.folder, list, message.date, message.id)));
  return change_one("message", update());
}

Status SqliteTransaction::remove_message(MessageId id, FileTime now) {
  TRY(change_one("message", connection().change(kRemoveMessage, id)));
  TRY(connection().run(kRemoveLinksOf, id));
  std::vector<ChangeNumber> versions;
  {
    TRY_SET(Statement rows, connection().prepare(kVersionsOf));
    rows.bind(id);
    for (;;) {
      TRY_SET(const bool found, rows.step());
      if (!found) break;
      rows.read(versions.emplace_back());
    }
  }
  for (const ChangeNumber version : versions) TRY(remove_version(version, now));
  return ok_status();
}

Status SqliteTransaction::change_flags(std::span<const MessageId> ids, std::int32_t set, std::int32_t clear,
                                       LogPosition position) {
  const std::int64_t read_state = ++counters_.read_state.value;
  const std::string json = as_json(ids);
  return write_on().run(kChangeFlags, set, clear, read_state, position, json);
}

Result<std::vector<std::int64_t>> SqliteTransaction::find_large(std::span<const ContentHash> hashes) {
  std::vector<std::int64_t> found;
  found.reserve(hashes.size());
  for (const ContentHash& hash : hashes) {
    TRY_SET(const std::optional<StoredLarge> large, find_large_value(connection(), hash));
    if (!large) {
      return Error{Code::not_found, "A large value of this version is not in the store; write it again.", {}};
    }
    found.push_back(large->id);
  }
  return found;
}

Result<ChangeNumber> SqliteTransaction::insert_version(const VersionRecord& version,
                                                       std::span<const ContentHash> large) {
  TRY_SET(const std::vector<std::int64_t> found, find_large(large));
  const ChangeNumber number{counters_.change_number.value + 1};
  TRY(write_on().run(kInsertVersion, number, version.info.message, version.info.number, version.info.kind,
                     version.info.saved, version.info.session, version.info.who, version.info.client,
                     version.content, version.source));
  for (const std::int64_t id : found) TRY(refer_to_large_value(connection(), number, id));
  counters_.change_number = number;
  return number;
}

Status SqliteTransaction::remove_version(ChangeNumber version, FileTime now) {
  TRY(change_one("version", connection().change(kRemoveVersion, version)));
  return release_large_values(connection(), version, now);
}

Status SqliteTransaction::insert_link(const ConflictLink& link) {
  return write_on().run(kInsertLink, link.winner, link.copy, link.made);
}

Status SqliteTransaction::remove_link(const ConflictLink& link) {
  return write_on().run(kRemoveLink, link.winner, link.copy);
}

Status SqliteTransaction::insert_name(const NameRecord& name) {
  if (const auto* number = std::get_if<std::uint32_t>(&name.name.name)) {
    return write_on().run(kInsertName, name.id, ByteView(name.name.set.bytes), *number);
  }
  return write_on().run(kInsertName, name.id, ByteView(name.name.set.bytes),
                        std::get<std::string>(name.name.name));
}

Result<LogPosition> SqliteTransaction::append_log(const LogRecord& record) {
  const LogPosition position{counters_.log_position.value + 1};
  if (record.messages.size() == 1) {
    TRY(write_on().run(kAppendLog, position, record.kind, record.folder, record.old_folder, record.session,
                       record.messages.front()));
  } else {
    const Bytes ids = encode_ids(record.messages);
    TRY(write_on().run(kAppendLog, position, record.kind, record.folder, record.old_folder, record.session,
                       ids));
  }
  counters_.log_position = position;
  return position;
}

Status SqliteTransaction::trim_log(LogPosition up_to) {
  const LogPosition last = std::min(up_to, counters_.log_position);
  if (last <= counters_.log_start) return ok_status();
  counters_.log_start = last;
  return write_on().run(kTrimLog, last);
}

Status SqliteTransaction::put_counters(const Counters& counters) {
  wrote_ = true;
  counters_ = counters;
  return ok_status();
}

Status SqliteTransaction::put_lease(const LeaseRecord& lease) {
  return write_on().run(kPutLease, lease.id, lease.taken, lease.until);
}

Status SqliteTransaction::remove_lease(std::uint64_t id) { return write_on().run(kRemoveLease, id); }

Result<std::size_t> SqliteTransaction::collect_large_values(FileTime before, FileTime now,
                                                            std::size_t limit) {
  return remove_unreferenced_values(write_on(), before, now, limit);
}

}  // namespace postroom::storage
