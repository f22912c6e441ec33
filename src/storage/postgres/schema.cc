#include "storage/postgres/schema.h"

#include <charconv>

#include "base/try.h"
#include "storage/postgres/accounts_schema.h"
#include "storage/postgres/errors.h"

namespace postroom::storage::postgres {
namespace {

// Every key begins with store_id, so that the tables can be spread by it. Text of the domain is bytea: it may
// hold NUL, and no collation of the database ever orders it. docs/schema.md explains each line; change both.
constexpr char kTables[] = R"sql(
CREATE SCHEMA postroom;

CREATE TABLE postroom.store(
  store_id bigint NOT NULL,
  name bytea NOT NULL,
  last_id bigint NOT NULL,
  last_large bigint NOT NULL,
  change_number bigint NOT NULL,
  read_state bigint NOT NULL,
  log_position bigint NOT NULL,
  log_start bigint NOT NULL,
  token bigint NOT NULL,
  collation_id bigint NOT NULL DEFAULT 0,
  PRIMARY KEY(store_id)) WITH (fillfactor = 40);

CREATE TABLE postroom.setting(
  store_id bigint NOT NULL,
  key bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY(store_id, key));

CREATE TABLE postroom.folder(
  store_id bigint NOT NULL,
  id bigint NOT NULL,
  parent bigint NOT NULL,
  kind smallint NOT NULL,
  name bytea NOT NULL,
  properties bytea NOT NULL,
  created bigint NOT NULL,
  modified bigint NOT NULL,
  content_count bigint NOT NULL,
  unread_count bigint NOT NULL,
  associated_count bigint NOT NULL,
  deleted_count bigint NOT NULL,
  log_position bigint NOT NULL,
  PRIMARY KEY(store_id, id)) WITH (fillfactor = 70);

CREATE TABLE postroom.message(
  store_id bigint NOT NULL,
  id bigint NOT NULL,
  folder bigint NOT NULL,
  version bigint NOT NULL,
  change_number bigint NOT NULL,
  read_state bigint NOT NULL,
  log_position bigint NOT NULL,
  size bigint NOT NULL,
  date bigint NOT NULL,
  created bigint NOT NULL,
  modified bigint NOT NULL,
  deleted bigint,
  history_count bigint NOT NULL,
  history_bytes bigint NOT NULL,
  flags integer NOT NULL,
  status integer NOT NULL,
  importance integer NOT NULL,
  list smallint NOT NULL,
  has_attachments smallint NOT NULL,
  message_class bytea NOT NULL,
  subject bytea NOT NULL,
  sender bytea NOT NULL,
  display_to bytea NOT NULL,
  subject_key bytea NOT NULL DEFAULT '',
  sender_key bytea NOT NULL DEFAULT '',
  to_key bytea NOT NULL DEFAULT '',
  PRIMARY KEY(store_id, id)) WITH (fillfactor = 85);
CREATE INDEX message_by_date ON postroom.message(store_id, folder, list, date, id);

CREATE TABLE postroom.version(
  store_id bigint NOT NULL,
  change_number bigint NOT NULL,
  message bigint NOT NULL,
  number bigint NOT NULL,
  saved bigint NOT NULL,
  session bigint NOT NULL,
  kind smallint NOT NULL,
  who bytea NOT NULL,
  client bytea NOT NULL,
  content bytea NOT NULL,
  source bytea NOT NULL,
  PRIMARY KEY(store_id, change_number),
  UNIQUE(store_id, message, number));
ALTER TABLE postroom.version ALTER source SET STORAGE EXTERNAL;
DO $$ BEGIN
  ALTER TABLE postroom.version ALTER content SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;  -- a server built without it
END $$;

CREATE TABLE postroom.large_value(
  store_id bigint NOT NULL,
  id bigint NOT NULL,
  hash bytea,
  size bigint NOT NULL,
  reference_count bigint NOT NULL,
  unreferenced bigint,
  PRIMARY KEY(store_id, id),
  UNIQUE(store_id, hash));
CREATE INDEX large_value_unreferenced ON postroom.large_value(store_id, unreferenced) WHERE reference_count = 0;

CREATE TABLE postroom.chunk(
  store_id bigint NOT NULL,
  large bigint NOT NULL,
  number bigint NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY(store_id, large, number));
ALTER TABLE postroom.chunk ALTER data SET STORAGE EXTERNAL;

CREATE TABLE postroom.large_reference(
  store_id bigint NOT NULL,
  version bigint NOT NULL,
  large bigint NOT NULL,
  PRIMARY KEY(store_id, version, large));

CREATE TABLE postroom.log(
  store_id bigint NOT NULL,
  position bigint NOT NULL,
  folder bigint NOT NULL,
  old_folder bigint NOT NULL,
  session bigint NOT NULL,
  token bigint NOT NULL,
  kind smallint NOT NULL,
  messages bytea NOT NULL,
  PRIMARY KEY(store_id, position));

CREATE TABLE postroom.name(
  store_id bigint NOT NULL,
  id bigint NOT NULL,
  guid bytea NOT NULL,
  number bigint,
  name bytea,
  PRIMARY KEY(store_id, id),
  UNIQUE(store_id, guid, number),
  UNIQUE(store_id, guid, name));

CREATE TABLE postroom.link(
  store_id bigint NOT NULL,
  winner bigint NOT NULL,
  copy bigint NOT NULL,
  made bigint NOT NULL,
  PRIMARY KEY(store_id, winner, copy));
CREATE INDEX link_by_copy ON postroom.link(store_id, copy);

CREATE TABLE postroom.lease(
  store_id bigint NOT NULL,
  id bigint NOT NULL,
  taken bigint NOT NULL,
  until bigint NOT NULL,
  PRIMARY KEY(store_id, id));

COMMENT ON SCHEMA postroom IS '3';
)sql";

constexpr UpgradeStep kSteps[] = {
    {2,
     "ALTER TABLE postroom.message ADD subject_key bytea NOT NULL DEFAULT '',"
     " ADD sender_key bytea NOT NULL DEFAULT '', ADD to_key bytea NOT NULL DEFAULT '';"
     "ALTER TABLE postroom.store ADD collation_id bigint NOT NULL DEFAULT 0"},
    {3, kAccountTables},
};

const Sql kFindVersion(
    "SELECT obj_description(to_regnamespace('postroom'), 'pg_namespace')::bytea"
    " WHERE to_regnamespace('postroom') IS NOT NULL",
    Scope::session);
// The key is "Postroom" in ASCII. Held until the transaction ends.
constexpr char kLockSchema[] = "SELECT pg_advisory_xact_lock(5800090034936246125)";

Result<std::int64_t> parse_version(const std::string& text, const std::string& where) {
  std::int64_t version = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), version);
  if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && version > 0) return version;
  return Error{Code::corrupt,
               "The schema “postroom” of " + where + " does not say its version; its comment should.",
               {}};
}

// The tables are the database's, not the store's.
std::string database_of(const Connection& connection) {
  const std::string& store = connection.options().store;
  const std::string prefix = store.empty() ? "" : "store " + store + " at ";
  return "the database " + connection.where().substr(prefix.size());
}

// One transaction, under the lock.
Status run_locked(Connection& connection, const std::string& sql) {
  Status status =
      connection.run_script((std::string("BEGIN; ") + kLockSchema + "; " + sql + "COMMIT").c_str());
  if (!status.ok() && !connection.is_lost()) (void)connection.run_script("ROLLBACK");
  return status;
}

}  // namespace

std::span<const UpgradeStep> upgrade_steps() { return kSteps; }

Result<std::optional<std::int64_t>> find_schema_version(Connection& connection) {
  TRY_SET(Rows rows, connection.query(kFindVersion));
  std::optional<std::int64_t> version;
  if (!rows.next()) return version;
  std::string text;
  rows.read(text);
  TRY_SET(version, parse_version(text, connection.where()));
  return version;
}

Status check_schema(Connection& connection) {
  TRY_SET(const auto version, find_schema_version(connection));
  if (!version) return no_tables_error(database_of(connection));
  if (*version > kSchemaVersion) return newer_format_error(database_of(connection));
  if (*version < kSchemaVersion) {
    return Error{Code::read_only,
                 "The tables of " + database_of(connection) +
                     " were made by an older Postroom; run “postroom engine upgrade” with this address.",
                 {}};
  }
  return ok_status();
}

Result<PostgresTables> make_schema(Connection& connection) {
  TRY_SET(const auto version, find_schema_version(connection));
  if (!version) {
    const Status made = run_locked(connection, std::string(kTables) + kAccountTables);
    if (made.ok()) return PostgresTables::made;
    // Somebody else may have made them while this waited for the lock.
    TRY_SET(const auto now, find_schema_version(connection));
    if (!now) return made.error();
  }
  TRY(check_schema(connection));
  return PostgresTables::were_there;
}

Status upgrade_schema(Connection& connection, std::span<const UpgradeStep> steps) {
  TRY_SET(const auto version, find_schema_version(connection));
  if (!version) return no_tables_error(database_of(connection));
  std::string sql;
  for (const UpgradeStep& step : steps) {
    if (step.to <= *version) continue;
    // Fails where somebody else has upgraded meanwhile, and nothing is done twice.
    sql += "DO $$ BEGIN IF obj_description('postroom'::regnamespace, 'pg_namespace')::bigint >= " +
           std::to_string(step.to) + " THEN RAISE EXCEPTION 'already upgraded'; END IF; END $$; ";
    sql += step.sql;
    sql += "; COMMENT ON SCHEMA postroom IS '" + std::to_string(step.to) + "'; ";
  }
  if (sql.empty()) return check_schema(connection);
  Status upgraded = run_locked(connection, sql);
  if (upgraded.ok()) return upgraded;
  TRY_SET(const auto now, find_schema_version(connection));
  return now > version ? check_schema(connection) : upgraded;
}

}  // namespace postroom::storage::postgres
