#include "storage/sqlite/schema.h"

#include <cstdio>

#include "base/try.h"
#include "storage/sqlite/errors.h"

namespace postroom::storage {
namespace {

// Every line is explained in docs/schema.md; change both.
constexpr char kTables[] = R"sql(
CREATE TABLE counters(
  id INTEGER PRIMARY KEY,
  last_id INTEGER NOT NULL,
  change_number INTEGER NOT NULL,
  read_state INTEGER NOT NULL,
  log_position INTEGER NOT NULL,
  log_start INTEGER NOT NULL,
  marker INTEGER NOT NULL,
  collation INTEGER NOT NULL DEFAULT 0);
INSERT INTO counters VALUES(1, 0, 0, 0, 0, 0, 0, 0);

CREATE TABLE setting(
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE folder(
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  properties BLOB,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  content_count INTEGER NOT NULL,
  unread_count INTEGER NOT NULL,
  associated_count INTEGER NOT NULL,
  deleted_count INTEGER NOT NULL,
  log_position INTEGER NOT NULL);

CREATE TABLE message(
  id INTEGER PRIMARY KEY,
  folder INTEGER NOT NULL,
  list INTEGER NOT NULL,
  version INTEGER NOT NULL,
  change_number INTEGER NOT NULL,
  read_state INTEGER NOT NULL,
  log_position INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  status INTEGER NOT NULL,
  size INTEGER NOT NULL,
  date INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  importance INTEGER NOT NULL,
  has_attachments INTEGER NOT NULL,
  message_class TEXT NOT NULL,
  subject TEXT NOT NULL,
  sender TEXT NOT NULL,
  display_to TEXT NOT NULL,
  deleted INTEGER,
  history_count INTEGER NOT NULL,
  history_bytes INTEGER NOT NULL,
  subject_key BLOB,
  sender_key BLOB,
  to_key BLOB);
CREATE INDEX message_by_date ON message(folder, list, date);

CREATE TABLE version(
  change_number INTEGER PRIMARY KEY,
  message INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  session INTEGER NOT NULL,
  who TEXT NOT NULL,
  client TEXT NOT NULL,
  content BLOB,
  source BLOB);
CREATE UNIQUE INDEX version_by_message ON version(message, number);

CREATE TABLE large_value(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB UNIQUE,
  size INTEGER NOT NULL,
  reference_count INTEGER NOT NULL,
  unreferenced INTEGER);
CREATE INDEX large_value_unreferenced ON large_value(unreferenced) WHERE reference_count = 0;
CREATE TABLE chunk(
  id INTEGER PRIMARY KEY,
  data BLOB NOT NULL);
CREATE TABLE large_reference(
  version INTEGER NOT NULL,
  large INTEGER NOT NULL,
  PRIMARY KEY(version, large)) WITHOUT ROWID;

CREATE TABLE log(
  position INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  folder INTEGER NOT NULL,
  old_folder INTEGER NOT NULL,
  session INTEGER NOT NULL,
  messages);

CREATE TABLE name(
  id INTEGER PRIMARY KEY,
  guid BLOB NOT NULL,
  name NOT NULL,
  UNIQUE(guid, name));

CREATE TABLE link(
  winner INTEGER NOT NULL,
  copy INTEGER NOT NULL,
  made INTEGER NOT NULL,
  PRIMARY KEY(winner, copy)) WITHOUT ROWID;
CREATE INDEX link_by_copy ON link(copy);

CREATE TABLE lease(
  id INTEGER PRIMARY KEY,
  taken INTEGER NOT NULL,
  until INTEGER NOT NULL);
)sql";

constexpr UpgradeStep kSteps[] = {
    {2,
     "ALTER TABLE message ADD COLUMN subject_key BLOB;"
     "ALTER TABLE message ADD COLUMN sender_key BLOB;"
     "ALTER TABLE message ADD COLUMN to_key BLOB;"
     "ALTER TABLE counters ADD COLUMN collation INTEGER NOT NULL DEFAULT 0"},
};

constexpr char kBegin[] = "BEGIN IMMEDIATE";
constexpr char kCommit[] = "COMMIT";
constexpr char kRollback[] = "ROLLBACK";
constexpr char kReadApplication[] = "PRAGMA application_id";
constexpr char kReadVersion[] = "PRAGMA user_version";
constexpr char kCountTables[] = "SELECT count(*) FROM sqlite_schema";

// PRAGMA takes no parameters, so the number is written out.
Status set_pragma(Connection& connection, const char* name, std::int64_t value) {
  char sql[64];
  std::snprintf(sql, sizeof sql, "PRAGMA %s = %lld", name, static_cast<long long>(value));
  return connection.run_once(sql);
}

Status fill_schema(Connection& connection) {
  TRY_SET(const std::int64_t tables, connection.number(kCountTables));
  if (tables != 0)
    return Error{Code::collision, "There is already something at " + connection.path() + ".", {}};
  TRY(connection.run_once(kTables));
  TRY(set_pragma(connection, "application_id", kApplicationId));
  TRY(set_pragma(connection, "user_version", kSchemaVersion));
  return connection.run(kCommit);
}

Status run_steps(Connection& connection, std::span<const UpgradeStep> steps) {
  // Another process may have upgraded the file before the lock was ours.
  TRY_SET(const std::int64_t version, connection.number(kReadVersion));
  for (const UpgradeStep& step : steps) {
    if (step.to <= version) continue;
    TRY(connection.run_once(step.sql));
    TRY(set_pragma(connection, "user_version", step.to));
  }
  return connection.run(kCommit);
}

template <class Work>
Status in_transaction(Connection& connection, Work work) {
  TRY(connection.run(kBegin));
  Status status = work();
  if (!status.ok() && connection.in_transaction()) (void)connection.run(kRollback);
  return status;
}

Error foreign_file(const std::string& path) {
  return {Code::not_a_store, path + " is a database of another program, not a Postroom store.", {}};
}

}  // namespace

std::span<const UpgradeStep> upgrade_steps() { return kSteps; }

Status create_schema(Connection& connection, int page_size) {
  TRY(set_pragma(connection, "page_size", page_size));
  // Lets reclaim_space() give pages back in short steps while others work; costs no measurable time.
  TRY(connection.run_once("PRAGMA auto_vacuum = INCREMENTAL"));
  return in_transaction(connection, [&] { return fill_schema(connection); });
}

Result<std::int64_t> read_schema_version(Connection& connection, std::int64_t newest) {
  TRY_SET(const std::int64_t application, connection.number(kReadApplication));
  if (application != kApplicationId) return foreign_file(connection.path());
  TRY_SET(const std::int64_t version, connection.number(kReadVersion));
  if (version < 1)
    return Error{Code::corrupt, connection.path() + " has no schema version; restore a backup.", {}};
  if (version > newest) return newer_format_error(connection.path());
  return version;
}

Status upgrade_schema(Connection& connection, std::span<const UpgradeStep> steps) {
  return in_transaction(connection, [&] { return run_steps(connection, steps); });
}

}  // namespace postroom::storage
