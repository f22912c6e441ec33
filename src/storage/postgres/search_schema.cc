#include "storage/postgres/search_schema.h"

#include "base/try.h"

namespace postroom::storage::postgres {
namespace {

// Nothing here is text of the domain but `text`, which is folded and without NUL, and never sorted. The
// operator classes are named with the schema that the extensions are in, whatever the search path.
constexpr char kTables[] = R"sql(
BEGIN;
SELECT pg_advisory_xact_lock(5800090034936246126);
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE IF NOT EXISTS postroom.search_state(
  store_id bigint NOT NULL,
  position bigint NOT NULL,
  scanned bigint NOT NULL,
  mark bytea NOT NULL,
  made_by bytea NOT NULL,
  making bigint NOT NULL,
  entries bigint NOT NULL,
  holder bigint NOT NULL,
  held_until timestamptz NOT NULL,
  PRIMARY KEY(store_id)) WITH (fillfactor = 50);

CREATE TABLE IF NOT EXISTS postroom.search_text(
  store_id bigint NOT NULL,
  version bigint NOT NULL,
  message bigint NOT NULL,
  text text COLLATE "C" NOT NULL,
  PRIMARY KEY(store_id, version));
DO $$ BEGIN
  ALTER TABLE postroom.search_text ALTER text SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;  -- a server built without it
END $$;
DO $$ BEGIN
  EXECUTE format(
    'CREATE INDEX IF NOT EXISTS search_text_grams ON postroom.search_text'
    ' USING gin(store_id %I.int8_ops, text %I.gin_trgm_ops)',
    (SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'btree_gin'),
    (SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'pg_trgm'));
END $$;
COMMIT;
)sql";

const Sql kAreThere(
    "SELECT count(*) FROM pg_class WHERE oid IN"
    " (to_regclass('postroom.search_state'), to_regclass('postroom.search_text'))",
    Scope::session);
// pg_trgm takes for letters what the ctype does: under C nothing beyond ASCII.
const Sql kEncoding(
    "SELECT pg_encoding_to_char(encoding)::text::bytea FROM pg_database WHERE datname = current_database()",
    Scope::session);
const Sql kPlainCtype(
    "SELECT count(*) FROM pg_database WHERE datname = current_database() AND datctype IN ('C', 'POSIX')",
    Scope::session);
const Sql kExtensions("SELECT count(*) FROM pg_available_extensions WHERE name IN ('pg_trgm', 'btree_gin')",
                      Scope::session);

const Sql kRemoveTexts(
    "DELETE FROM postroom.search_text WHERE store_id = $1 AND version <="
    " (SELECT version FROM (SELECT version FROM postroom.search_text WHERE store_id = $1"
    " ORDER BY version LIMIT $2) first ORDER BY version DESC LIMIT 1)");
const Sql kRemoveState("DELETE FROM postroom.search_state WHERE store_id = $1");

Result<bool> are_there(Connection& connection) {
  TRY_SET(const std::int64_t tables, connection.number(kAreThere));
  return tables == 2;
}

// What stands in the way, whoever asks.
Result<std::string> unsuitable(Connection& connection) {
  TRY_SET(Rows rows, connection.query(kEncoding));
  std::string encoding;
  if (rows.next()) rows.read(encoding);
  if (encoding != "UTF8") {
    return "the database's encoding is " + encoding + "; a search index needs a database in UTF8";
  }
  TRY_SET(const std::int64_t plain, connection.number(kPlainCtype));
  if (plain != 0) {
    return std::string(
        "the database's ctype is C, which knows only ASCII letters; a search index needs another one, "
        "such as C.UTF-8");
  }
  TRY_SET(const std::int64_t extensions, connection.number(kExtensions));
  if (extensions < 2) {
    return std::string(
        "the server lacks the extensions pg_trgm and btree_gin; install PostgreSQL's contrib package");
  }
  return std::string();
}

}  // namespace

Status make_search_tables(Connection& connection) {
  TRY_SET(const bool there, are_there(connection));
  if (there) return ok_status();
  TRY_SET(const std::string obstacle, unsuitable(connection));
  if (!obstacle.empty()) return ok_status();
  const Status made = connection.run_script(kTables);
  if (made.ok()) return made;
  if (connection.is_lost()) return made;
  (void)connection.run_script("ROLLBACK");  // not by this user, then: search_obstacle() says so
  return ok_status();
}

Result<std::string> search_obstacle(Connection& connection) {
  TRY_SET(const bool there, are_there(connection));
  if (there) return std::string();
  TRY_SET(std::string obstacle, unsuitable(connection));
  if (!obstacle.empty()) return obstacle;
  return std::string("its tables are not there; run “postroom engine upgrade” as the owner of the database");
}

Result<std::int64_t> remove_search_rows(Connection& connection, std::int64_t limit) {
  TRY_SET(const bool there, are_there(connection));
  if (!there) return 0;
  TRY_SET(const std::int64_t texts, connection.change(kRemoveTexts, limit));
  TRY_SET(const std::int64_t states, connection.change(kRemoveState));
  return texts + states;
}

}  // namespace postroom::storage::postgres
