#include "storage/sqlite/accounts_schema.h"

namespace postroom::storage {
namespace {

// AUTOINCREMENT: an id is never used again, so that what is left of an account is never another one's. Every
// line is explained in docs/schema.md; change both.
constexpr char kTables[] = R"sql(
PRAGMA application_id = 1349743681;
PRAGMA user_version = 1;

CREATE TABLE account(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  who TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  is_administrator INTEGER NOT NULL,
  is_disabled INTEGER NOT NULL,
  created INTEGER NOT NULL);

CREATE TABLE store_grant(
  account INTEGER NOT NULL,
  store TEXT NOT NULL,
  rights INTEGER NOT NULL,
  PRIMARY KEY(account, store)) WITHOUT ROWID;

CREATE TABLE credential(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  secret_hash BLOB NOT NULL UNIQUE,
  label TEXT NOT NULL,
  rights INTEGER NOT NULL,
  created INTEGER NOT NULL,
  last_used INTEGER NOT NULL,
  expires INTEGER);
CREATE INDEX credential_by_account ON credential(account, kind);
CREATE INDEX credential_by_expiry ON credential(expires) WHERE expires IS NOT NULL;
)sql";
static_assert(kAccountsApplicationId == 1349743681 && kAccountsVersion == 1);

}  // namespace

Status create_accounts_schema(Connection& connection) { return connection.run_once(kTables); }

}  // namespace postroom::storage
