// The writes of PostgresTransaction, record by record.
#include <algorithm>

#include "base/try.h"
#include "storage/id_list.h"
#include "storage/postgres/large_values.h"
#include "storage/postgres/transaction.h"

namespace postroom::storage::postgres {
namespace {

#define MESSAGE_COLUMNS                                                                                   \
  "store_id, id, folder, list, version, change_number, read_state, log_position, flags, status, size, "   \
  "date, "                                                                                                \
  "created, modified, importance, has_attachments, message_class, subject, sender, display_to, deleted, " \
  "history_count, history_bytes, subject_key, sender_key, to_key"
#define VERSION_COLUMNS \
  "store_id, change_number, message, number, kind, saved, session, who, client, content, source"
#define LOG_COLUMNS "store_id, position, kind, folder, old_folder, session, messages, token"

const Sql kPutSetting(
    "INSERT INTO postroom.setting(store_id, key, value) VALUES($1, $2, $3)"
    " ON CONFLICT(store_id, key) DO UPDATE SET value = excluded.value");
const Sql kRemoveSetting("DELETE FROM postroom.setting WHERE store_id = $1 AND key = $2");
const Sql kInsertFolder(
    "INSERT INTO postroom.folder(store_id, id, parent, kind, name, properties, created, modified, "
    "content_count,"
    " unread_count, associated_count, deleted_count, log_position)"
    " VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");
const Sql kUpdateFolder(
    "UPDATE postroom.folder SET parent = $3, kind = $4, name = $5, properties = $6, created = $7, modified = "
    "$8,"
    " content_count = $9, unread_count = $10, associated_count = $11, deleted_count = $12, log_position = $13"
    " WHERE store_id = $1 AND id = $2");
const Sql kRemoveFolder("DELETE FROM postroom.folder WHERE store_id = $1 AND id = $2");
const Sql kInsertMessages(
    "INSERT INTO postroom.message(" MESSAGE_COLUMNS
    ") SELECT $1, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), "
    "unnest($9), unnest($10), unnest($11), unnest($12), unnest($13), unnest($14), unnest($15), unnest($16), "
    "unnest($17), unnest($18), unnest($19), unnest($20), unnest($21), unnest($22), unnest($23), "
    "unnest($24), unnest($25), unnest($26)");
const Sql kInsertMessage("INSERT INTO postroom.message(" MESSAGE_COLUMNS
                         ") VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
                         "$17, $18, $19, $20, $21, $22, $23, $24, $25, $26)",
                         kInsertMessages);
// A row whose folder, list and date stay as they were leaves the index alone.
const Sql kUpdateMessage(
    "UPDATE postroom.message SET folder = $3, list = $4, version = $5, change_number = $6, read_state = $7,"
    " log_position = $8, flags = $9, status = $10, size = $11, date = $12, created = $13, modified = $14,"
    " importance = $15, has_attachments = $16, message_class = $17, subject = $18, sender = $19,"
    " display_to = $20, deleted = $21, history_count = $22, history_bytes = $23, subject_key = $24,"
    " sender_key = $25, to_key = $26"
    " WHERE store_id = $1 AND id = $2");
const Sql kRemoveMessage("DELETE FROM postroom.message WHERE store_id = $1 AND id = $2");
const Sql kRemoveLinksOf("DELETE FROM postroom.link WHERE store_id = $1 AND (winner = $2 OR copy = $2)");
const Sql kRemoveVersionsOf("DELETE FROM postroom.version WHERE store_id = $1 AND message = $2");
const Sql kChangeFlags(
    "UPDATE postroom.message SET flags = (flags | $2) & ~$3, read_state = $4, log_position = $5"
    " WHERE store_id = $1 AND id = ANY($6)");
const Sql kInsertVersions("INSERT INTO postroom.version(" VERSION_COLUMNS
                          ") SELECT $1, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), "
                          "unnest($7), unnest($8), unnest($9), unnest($10), unnest($11)");
const Sql kInsertVersion("INSERT INTO postroom.version(" VERSION_COLUMNS
                         ") VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                         kInsertVersions);
const Sql kRemoveVersion("DELETE FROM postroom.version WHERE store_id = $1 AND change_number = $2");
const Sql kInsertLink("INSERT INTO postroom.link(store_id, winner, copy, made) VALUES($1, $2, $3, $4)");
const Sql kRemoveLink("DELETE FROM postroom.link WHERE store_id = $1 AND winner = $2 AND copy = $3");
const Sql kInsertName(
    "INSERT INTO postroom.name(store_id, id, guid, number, name) VALUES($1, $2, $3, $4, $5)");
const Sql kAppendLogs(
    "INSERT INTO postroom.log(" LOG_COLUMNS
    ") SELECT $1, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8)");
const Sql kAppendLog("INSERT INTO postroom.log(" LOG_COLUMNS ") VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                     kAppendLogs);
const Sql kTrimLog("DELETE FROM postroom.log WHERE store_id = $1 AND position <= $2");
const Sql kPutLease(
    "INSERT INTO postroom.lease(store_id, id, taken, until) VALUES($1, $2, $3, $4)"
    " ON CONFLICT(store_id, id) DO UPDATE SET taken = excluded.taken, until = excluded.until");
const Sql kRemoveLease("DELETE FROM postroom.lease WHERE store_id = $1 AND id = $2");

#undef MESSAGE_COLUMNS
#undef VERSION_COLUMNS
#undef LOG_COLUMNS

// Calls with the values of a message's columns, in the order of both statements.
template <class Write>
auto with_columns(const MessageRecord& message, Write write) {
  return write(message.id, message.folder, list_of(message.kind, message.deleted.has_value()),
               message.version, message.change_number, message.read_state, message.log_position,
               message.flags, message.status, message.size, message.date, message.created, message.modified,
               message.importance, message.has_attachments, message.message_class, message.subject,
               message.sender, message.display_to, message.deleted, message.history_count,
               message.history_bytes, message.subject_key, message.sender_key, message.to_key);
}

template <class Write>
auto with_columns(const FolderRecord& folder, Write write) {
  return write(folder.id, folder.parent, folder.kind, folder.name, folder.properties, folder.created,
               folder.modified, folder.content_count, folder.unread_count, folder.associated_count,
               folder.deleted_count, folder.log_position);
}

}  // namespace

Status PostgresTransaction::put_setting(std::string_view key, std::string_view value) {
  write_later(kPutSetting, key, value);
  return ok_status();
}

Status PostgresTransaction::remove_setting(std::string_view key) {
  write_later(kRemoveSetting, key);
  return ok_status();
}

Status PostgresTransaction::insert_folder(const FolderRecord& folder) {
  TRY(see_foreseen());
  written_folders_.push_back(folder.id);
  with_columns(folder, [&](const auto&... values) { write_later(kInsertFolder, values...); });
  folders_[folder.id] = folder;
  return ok_status();
}

Status PostgresTransaction::update_folder(const FolderRecord& folder) {
  TRY(see_foreseen());
  written_folders_.push_back(folder.id);
  TRY(with_columns(folder, [&](const auto&... values) {
    return change_one(folders_.contains(folder.id), "folder", kUpdateFolder, values...);
  }));
  folders_[folder.id] = folder;
  return ok_status();
}

Status PostgresTransaction::remove_folder(FolderId id) {
  TRY(see_foreseen());
  written_folders_.push_back(id);
  const bool is_known = folders_.erase(id) != 0;
  return change_one(is_known, "folder", kRemoveFolder, id);
}

Status PostgresTransaction::insert_message(const MessageRecord& message) {
  TRY(see_foreseen());
  written_messages_.push_back(message.id);
  foreseen_.erase(message.id);
  with_columns(message, [&](const auto&... values) { write_later(kInsertMessage, values...); });
  messages_.insert(message.id);
  return ok_status();
}

Status PostgresTransaction::update_message(const MessageRecord& message) {
  TRY(see_foreseen());
  written_messages_.push_back(message.id);
  TRY(with_columns(message, [&](const auto&... values) {
    return change_one(messages_.contains(message.id), "message", kUpdateMessage, values...);
  }));
  messages_.insert(message.id);
  if (const auto known = foreseen_.find(message.id); known != foreseen_.end()) known->second = message;
  return ok_status();
}

Status PostgresTransaction::remove_message(MessageId id, FileTime now) {
  TRY(see_foreseen());
  written_messages_.push_back(id);
  foreseen_.erase(id);
  const bool is_known = messages_.erase(id) != 0;
  TRY(change_one(is_known, "message", kRemoveMessage, id));
  versions_.clear();  // some of them are its own
  write_later(kRemoveLinksOf, id);
  release_large_values_of(connection(), id, now);
  write_later(kRemoveVersionsOf, id);
  return ok_status();
}

Status PostgresTransaction::change_flags(std::span<const MessageId> ids, std::int32_t set, std::int32_t clear,
                                         LogPosition position) {
  TRY(load());
  for (const MessageId id : ids) foreseen_.erase(id);
  const ReadStateNumber read_state{++state_.counters.read_state.value};
  write_later(kChangeFlags, set, clear, read_state, position, ids);
  return ok_status();
}

Result<ChangeNumber> PostgresTransaction::insert_version(const VersionRecord& version,
                                                         std::span<const ContentHash> large) {
  TRY(load());
  std::vector<std::int64_t> found;
  if (!large.empty()) {
    TRY_SET(found, find_large_values(for_reading(), large));
  }
  const ChangeNumber number{state_.counters.change_number.value + 1};
  const VersionInfo& info = version.info;
  write_later(kInsertVersion, number, info.message, info.number, info.kind, info.saved, info.session,
              info.who, info.client, version.content, version.source);
  if (!found.empty()) refer_to_large_values(connection(), number, found);
  state_.counters.change_number = number;
  versions_.insert(number);
  return number;
}

Status PostgresTransaction::remove_version(ChangeNumber version, FileTime now) {
  const bool is_known = versions_.erase(version) != 0;
  TRY(change_one(is_known, "version", kRemoveVersion, version));
  release_large_values(connection(), version, now);
  return ok_status();
}

Status PostgresTransaction::insert_link(const ConflictLink& link) {
  write_later(kInsertLink, link.winner, link.copy, link.made);
  return ok_status();
}

Status PostgresTransaction::remove_link(const ConflictLink& link) {
  write_later(kRemoveLink, link.winner, link.copy);
  return ok_status();
}

Status PostgresTransaction::insert_name(const NameRecord& name) {
  const auto* number = std::get_if<std::uint32_t>(&name.name.name);
  const auto* text = std::get_if<std::string>(&name.name.name);
  write_later(kInsertName, name.id, ByteView(name.name.set.bytes),
              number ? std::optional<std::int64_t>(*number) : std::nullopt,
              text ? std::optional<std::string_view>(*text) : std::nullopt);
  return ok_status();
}

Result<LogPosition> PostgresTransaction::append_log(const LogRecord& record) {
  TRY(load());
  const LogPosition position{state_.counters.log_position.value + 1};
  write_later(kAppendLog, position, record.kind, record.folder, record.old_folder, record.session,
              encode_ids(record.messages), token_);
  state_.counters.log_position = state_.last_appended = position;
  return position;
}

Status PostgresTransaction::trim_log(LogPosition up_to) {
  TRY(load());
  const LogPosition last = std::min(up_to, state_.counters.log_position);
  if (last <= state_.counters.log_start) return ok_status();
  state_.counters.log_start = last;
  write_later(kTrimLog, last);
  return ok_status();
}

Status PostgresTransaction::put_lease(const LeaseRecord& lease) {
  write_later(kPutLease, lease.id, lease.taken, lease.until);
  return ok_status();
}

Status PostgresTransaction::remove_lease(std::uint64_t id) {
  write_later(kRemoveLease, id);
  return ok_status();
}

Result<std::size_t> PostgresTransaction::collect_large_values(FileTime before, FileTime now,
                                                              std::size_t limit) {
  return remove_unreferenced_values(write_on(), before, now, limit);
}

}  // namespace postroom::storage::postgres
