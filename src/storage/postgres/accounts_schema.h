// The tables of accounts, which are the database's and not a store's: docs/schema.md explains each line;
// change both.
#pragma once

namespace postroom::storage::postgres {

// In a schema of their own: who was given rights on all tables of “postroom” shall not read hashes of
// passwords, or make administrators. Also what upgrades version 2 (schema.cc); later versions change it there
// by steps of their own.
inline constexpr char kAccountTables[] = R"sql(
CREATE SCHEMA postroom_accounts;

CREATE TABLE postroom_accounts.account(
  id bigint GENERATED ALWAYS AS IDENTITY,
  name bytea NOT NULL,
  who bytea NOT NULL,
  password_hash bytea NOT NULL,
  is_administrator smallint NOT NULL,
  is_disabled smallint NOT NULL,
  created bigint NOT NULL,
  PRIMARY KEY(id),
  UNIQUE(name),
  UNIQUE(who));

CREATE TABLE postroom_accounts.store_grant(
  account bigint NOT NULL REFERENCES postroom_accounts.account ON DELETE CASCADE,
  store bytea NOT NULL,
  rights smallint NOT NULL,
  PRIMARY KEY(account, store));

CREATE TABLE postroom_accounts.credential(
  id bigint GENERATED ALWAYS AS IDENTITY,
  account bigint NOT NULL REFERENCES postroom_accounts.account ON DELETE CASCADE,
  kind smallint NOT NULL,
  secret_hash bytea NOT NULL,
  label bytea NOT NULL,
  rights smallint NOT NULL,
  created bigint NOT NULL,
  last_used bigint NOT NULL,
  expires bigint,
  PRIMARY KEY(id),
  UNIQUE(secret_hash)) WITH (fillfactor = 70);
CREATE INDEX credential_by_account ON postroom_accounts.credential(account, kind);
CREATE INDEX credential_by_expiry ON postroom_accounts.credential(expires) WHERE expires IS NOT NULL;
)sql";

}  // namespace postroom::storage::postgres
