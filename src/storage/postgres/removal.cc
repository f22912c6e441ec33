#include "storage/removal.h"

#include "base/try.h"
#include "storage/postgres/address.h"
#include "storage/postgres/errors.h"
#include "storage/postgres/search_schema.h"
#include "storage/postgres/store_row.h"
#include "storage/postgres/transaction.h"
#include "storage/postgres/writer.h"
#include "storage/store_keys.h"

namespace postroom::storage {
namespace postgres {
namespace {

constexpr std::int64_t kRows = 1'000;  // of one table in one transaction
constexpr std::int64_t kChunks = 50;   // these are large

constexpr std::string_view kMark = kRemovedKey;

const Sql kMayDelete(
    "SELECT coalesce(bool_and(has_table_privilege(oid, 'DELETE')), false)::int::bigint FROM pg_class"
    " WHERE relnamespace = to_regnamespace('postroom') AND relkind IN ('r', 'p')",
    Scope::session);
const Sql kBegin("BEGIN ISOLATION LEVEL READ COMMITTED", Scope::session);
const Sql kCommit("COMMIT", Scope::session);
// Whatever the server believes about tables that it has no statistics of yet: each step reads what it
// removes.
const Sql kFollowKeys(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),"
    " set_config('enable_sort', 'off', true), set_config('jit', 'off', true)",
    Scope::session);
// Who has this lock is alone in writing to the store, also to its large values.
const Sql kLock("SELECT store_id FROM postroom.store WHERE store_id = $1 FOR UPDATE");
// Not so once somebody else has finished the removal, and perhaps made another store of that name.
const Sql kIsMarked("SELECT count(*) FROM postroom.setting WHERE store_id = $1 AND key = $2");
const Sql kCount(
    "SELECT (SELECT count(*) FROM postroom.message WHERE store_id = $1)"
    " + (SELECT count(*) FROM postroom.version WHERE store_id = $1)"
    " + (SELECT count(*) FROM postroom.chunk WHERE store_id = $1)"
    " + (SELECT count(*) FROM postroom.log WHERE store_id = $1)");

// The first rows of a table, as one range of its key.
const Sql kRemoveChunks(
    "DELETE FROM postroom.chunk WHERE store_id = $1 AND (large, number) <="
    " (SELECT large, number FROM (SELECT large, number FROM postroom.chunk WHERE store_id = $1"
    " ORDER BY large, number LIMIT $2) first ORDER BY large DESC, number DESC LIMIT 1)");
const Sql kRemoveReferences(
    "DELETE FROM postroom.large_reference WHERE store_id = $1 AND (version, large) <="
    " (SELECT version, large FROM (SELECT version, large FROM postroom.large_reference WHERE store_id = $1"
    " ORDER BY version, large LIMIT $2) first ORDER BY version DESC, large DESC LIMIT 1)");
const Sql kRemoveLarge(
    "DELETE FROM postroom.large_value WHERE store_id = $1 AND id <="
    " (SELECT id FROM (SELECT id FROM postroom.large_value WHERE store_id = $1"
    " ORDER BY id LIMIT $2) first ORDER BY id DESC LIMIT 1)");
const Sql kRemoveVersions(
    "DELETE FROM postroom.version WHERE store_id = $1 AND change_number <="
    " (SELECT change_number FROM (SELECT change_number FROM postroom.version WHERE store_id = $1"
    " ORDER BY change_number LIMIT $2) first ORDER BY change_number DESC LIMIT 1)");
const Sql kRemoveMessages(
    "DELETE FROM postroom.message WHERE store_id = $1 AND id <="
    " (SELECT id FROM (SELECT id FROM postroom.message WHERE store_id = $1"
    " ORDER BY id LIMIT $2) first ORDER BY id DESC LIMIT 1)");
const Sql kRemoveFolders(
    "DELETE FROM postroom.folder WHERE store_id = $1 AND id <="
    " (SELECT id FROM (SELECT id FROM postroom.folder WHERE store_id = $1"
    " ORDER BY id LIMIT $2) first ORDER BY id DESC LIMIT 1)");
const Sql kRemoveLog(
    "DELETE FROM postroom.log WHERE store_id = $1 AND position <="
    " (SELECT position FROM (SELECT position FROM postroom.log WHERE store_id = $1"
    " ORDER BY position LIMIT $2) first ORDER BY position DESC LIMIT 1)");
const Sql kRemoveNames(
    "DELETE FROM postroom.name WHERE store_id = $1 AND id <="
    " (SELECT id FROM (SELECT id FROM postroom.name WHERE store_id = $1"
    " ORDER BY id LIMIT $2) first ORDER BY id DESC LIMIT 1)");
const Sql kRemoveLinks(
    "DELETE FROM postroom.link WHERE store_id = $1 AND (winner, copy) <="
    " (SELECT winner, copy FROM (SELECT winner, copy FROM postroom.link WHERE store_id = $1"
    " ORDER BY winner, copy LIMIT $2) first ORDER BY winner DESC, copy DESC LIMIT 1)");
const Sql kRemoveLeases(
    "DELETE FROM postroom.lease WHERE store_id = $1 AND id <="
    " (SELECT id FROM (SELECT id FROM postroom.lease WHERE store_id = $1"
    " ORDER BY id LIMIT $2) first ORDER BY id DESC LIMIT 1)");
// All but the mark.
const Sql kRemoveSettings(
    "DELETE FROM postroom.setting WHERE store_id = $1 AND key <> $3 AND key <="
    " (SELECT key FROM (SELECT key FROM postroom.setting WHERE store_id = $1 AND key <> $3"
    " ORDER BY key LIMIT $2) first ORDER BY key DESC LIMIT 1)");
const Sql kRemoveMark("DELETE FROM postroom.setting WHERE store_id = $1");
const Sql kRemoveStore("DELETE FROM postroom.store WHERE store_id = $1");

const Sql* const kOfTables[] = {&kRemoveReferences, &kRemoveLarge,   &kRemoveVersions,
                                &kRemoveMessages,   &kRemoveFolders, &kRemoveLog,
                                &kRemoveNames,      &kRemoveLinks,   &kRemoveLeases};

// Of the first tables that have any.
Result<std::int64_t> remove_rows(Connection& connection) {
  TRY_SET(std::int64_t removed, connection.change(kRemoveChunks, kChunks));
  if (removed > 0) return removed;
  TRY_SET(removed, remove_search_rows(connection, kRows));
  if (removed > 0) return removed;
  for (const Sql* const sql : kOfTables) {
    TRY_SET(const std::int64_t more, connection.change(*sql, kRows));
    removed += more;
    if (removed >= kRows) return removed;
  }
  TRY_SET(const std::int64_t settings, connection.change(kRemoveSettings, kRows, kMark));
  return removed + settings;
}

// One transaction, of a bounded size. How many rows went; 0: the store's own was the last.
Result<std::int64_t> remove_some(Connection& connection) {
  connection.queue(kBegin);
  connection.queue(kFollowKeys);
  connection.queue(kLock);
  TRY(connection.flush());
  TRY_SET(const bool marked, connection.number(kIsMarked, kMark));
  TRY_SET(const std::int64_t removed, marked ? remove_rows(connection) : 0);
  if (marked && removed == 0) {
    connection.queue(kRemoveMark);
    connection.queue(kRemoveStore);
  }
  connection.queue(kCommit);
  TRY(connection.flush());
  return removed;
}

Status check_rights(Connection& connection) {
  TRY_SET(const bool writable, takes_writes(connection));
  if (!writable) return read_only_error(connection.where());
  TRY_SET(const std::int64_t may_delete, connection.number(kMayDelete));
  if (may_delete != 0) return ok_status();
  return Error{Code::no_access,
               "This user may not remove " + connection.where() +
                   "; it needs the right DELETE on every table of the schema “postroom”.",
               {}};
}

Error interrupted_error(const Connection& connection, const Error& cause) {
  return {cause.code,
          "The removal of " + connection.where() + " was interrupted; the same command goes on with it.",
          cause.message + (cause.detail.empty() ? "" : " " + cause.detail)};
}

Status mark(Connection& connection) {
  PostgresTransaction transaction(connection);
  transaction.begin(make_token());
  TRY(mark_removed(transaction));
  return transaction.commit();
}

Status remove_rest(Connection& connection, const Progress& progress) {
  TRY_SET(const std::int64_t total, connection.number(kCount));
  for (std::int64_t done = 0;;) {
    TRY_SET(const std::int64_t removed, remove_some(connection));
    if (removed == 0) return ok_status();
    done = std::min(done + removed, total);
    if (progress) progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
  }
}

}  // namespace
}  // namespace postgres

using namespace postgres;

Status remove_postgres_store(const std::string& address, const Progress& progress) {
  TRY_SET(const ConnectionOptions options, parse_postgres_address(address, StoreNeeded::yes));
  TRY_SET(const auto connection, connect_to_store(options));
  TRY(check_rights(*connection));
  TRY(mark(*connection));
  const Status removed = remove_rest(*connection, progress);
  return removed.ok() ? ok_status() : interrupted_error(*connection, removed.error());
}

}  // namespace postroom::storage
