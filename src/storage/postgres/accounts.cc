#include "base/try.h"
#include "storage/account_errors.h"
#include "storage/postgres/address.h"
#include "storage/postgres/connection_pool.h"
#include "storage/postgres/errors.h"
#include "storage/postgres/postgres_accounts.h"
#include "storage/postgres/schema.h"

namespace postroom::storage {
namespace postgres {
namespace {

#define ACCOUNT_COLUMNS "id, name, who, password_hash, is_administrator, is_disabled, created"
const Sql kAccounts("SELECT " ACCOUNT_COLUMNS " FROM postroom_accounts.account ORDER BY name",
                    Scope::session);
const Sql kAccount("SELECT " ACCOUNT_COLUMNS " FROM postroom_accounts.account WHERE id = $1", Scope::session);
const Sql kAccountNamed("SELECT " ACCOUNT_COLUMNS " FROM postroom_accounts.account WHERE name = $1",
                        Scope::session);
#undef ACCOUNT_COLUMNS
const Sql kInsertAccount(
    "INSERT INTO postroom_accounts.account(name, who, password_hash, is_administrator, is_disabled, created)"
    " VALUES($1, $2, $3, $4, $5, $6) RETURNING id",
    Scope::session);
const Sql kSetPasswordHash("UPDATE postroom_accounts.account SET password_hash = $2 WHERE id = $1",
                           Scope::session);
const Sql kSetDisabled("UPDATE postroom_accounts.account SET is_disabled = $2 WHERE id = $1", Scope::session);
const Sql kSetAdministrator("UPDATE postroom_accounts.account SET is_administrator = $2 WHERE id = $1",
                            Scope::session);
const Sql kRemoveAccount("DELETE FROM postroom_accounts.account WHERE id = $1", Scope::session);
const Sql kRemoveSessions(
    "DELETE FROM postroom_accounts.credential WHERE account = $1 AND kind = $2 AND id <> $3", Scope::session);

const Sql kAllGrants(
    "SELECT account, store, rights FROM postroom_accounts.store_grant ORDER BY account, store",
    Scope::session);
const Sql kGrants(
    "SELECT account, store, rights FROM postroom_accounts.store_grant WHERE account = $1 ORDER BY store",
    Scope::session);
// The account is locked, so that it is there for as long as what belongs to it comes in.
const Sql kPutGrant(
    "INSERT INTO postroom_accounts.store_grant(account, store, rights)"
    " SELECT id, $2, $3 FROM postroom_accounts.account WHERE id = $1 FOR KEY SHARE"
    " ON CONFLICT(account, store) DO UPDATE SET rights = excluded.rights",
    Scope::session);
const Sql kRemoveGrant("DELETE FROM postroom_accounts.store_grant WHERE account = $1 AND store = $2",
                       Scope::session);

#define CREDENTIAL_COLUMNS "id, account, kind, secret_hash, label, rights, created, last_used, expires"
const Sql kCredentials("SELECT " CREDENTIAL_COLUMNS
                       " FROM postroom_accounts.credential WHERE account = $1 AND kind = $2 ORDER BY id",
                       Scope::session);
const Sql kFindCredential("SELECT " CREDENTIAL_COLUMNS
                          " FROM postroom_accounts.credential WHERE secret_hash = $1",
                          Scope::session);
#undef CREDENTIAL_COLUMNS
const Sql kInsertCredential(
    "INSERT INTO postroom_accounts.credential"
    "(account, kind, secret_hash, label, rights, created, last_used, expires)"
    " SELECT id, $2, $3, $4, $5, $6, $7, $8 FROM postroom_accounts.account WHERE id = $1 FOR KEY SHARE "
    "RETURNING id",
    Scope::session);
const Sql kTouchCredential(
    "UPDATE postroom_accounts.credential SET last_used = $2, expires = $3 WHERE id = $1", Scope::session);
const Sql kRemoveCredential("DELETE FROM postroom_accounts.credential WHERE id = $1", Scope::session);
const Sql kRemoveExpired("DELETE FROM postroom_accounts.credential WHERE expires <= $1", Scope::session);

const Sql kAnything("SELECT 1", Scope::session);

constexpr char kReadOnlyServer[] = "25006";  // SQLSTATE: it was the primary and is no more

void read(Rows& row, AccountRecord& record) {
  row.read(record.id, record.name, record.who, record.password_hash, record.is_administrator,
           record.is_disabled, record.created);
}

void read(Rows& row, GrantRecord& record) { row.read(record.account, record.store, record.rights); }

void read(Rows& row, CredentialRecord& record) {
  row.read(record.id, record.account, record.kind, record.secret_hash, record.label, record.rights,
           record.created, record.last_used, record.expires);
}

Status need_change(std::int64_t changed, Error (*missing)()) {
  return changed > 0 ? ok_status() : Status(missing());
}

// What one call queues before it flushes is one transaction of the server's.
class PostgresAccounts final : public Accounts {
 public:
  explicit PostgresAccounts(ConnectionOptions options)
      : options_(std::move(options)), connections_(options_) {}

  // Whether the tables are there.
  Status check() {
    return reading([](Connection& connection) { return check_schema(connection); });
  }

  Result<std::vector<AccountRecord>> accounts() override { return rows<AccountRecord>(kAccounts); }
  Result<std::optional<AccountRecord>> account(std::int64_t id) override {
    return row<AccountRecord>(kAccount, id);
  }
  Result<std::optional<AccountRecord>> account_named(std::string_view name) override {
    return row<AccountRecord>(kAccountNamed, name);
  }

  Result<std::int64_t> insert_account(const AccountRecord& record) override {
    return writing([&](Connection& connection) {
      return connection.number(kInsertAccount, record.name, record.who, record.password_hash,
                               record.is_administrator, record.is_disabled, record.created);
    });
  }

  Status set_password_hash(std::int64_t account, std::string_view hash, std::int64_t kept) override {
    return writing([&](Connection& connection) -> Status {
      Rows updated;
      connection.queue_into(updated, kSetPasswordHash, account, hash);
      connection.queue(kRemoveSessions, account, CredentialKind::session, kept);
      TRY(connection.flush());
      return need_change(updated.changed(), no_account_error);
    });
  }

  Status set_disabled(std::int64_t account, bool is_disabled) override {
    return writing([&](Connection& connection) -> Status {
      Rows updated;
      connection.queue_into(updated, kSetDisabled, account, is_disabled);
      if (is_disabled) connection.queue(kRemoveSessions, account, CredentialKind::session, 0);
      TRY(connection.flush());
      return need_change(updated.changed(), no_account_error);
    });
  }

  Status set_administrator(std::int64_t account, bool is_administrator) override {
    return change(no_account_error, kSetAdministrator, account, is_administrator);
  }
  Status remove_account(std::int64_t id) override { return change(no_account_error, kRemoveAccount, id); }

  Result<std::vector<GrantRecord>> grants() override { return rows<GrantRecord>(kAllGrants); }
  Result<std::vector<GrantRecord>> grants(std::int64_t account) override {
    return rows<GrantRecord>(kGrants, account);
  }
  Status put_grant(const GrantRecord& grant) override {
    return change(no_account_error, kPutGrant, grant.account, grant.store, grant.rights);
  }
  Status remove_grant(std::int64_t account, std::string_view store) override {
    return change(no_grant_error, kRemoveGrant, account, store);
  }

  Result<std::vector<CredentialRecord>> credentials(std::int64_t account, CredentialKind kind) override {
    return rows<CredentialRecord>(kCredentials, account, kind);
  }
  Result<std::optional<CredentialRecord>> find_credential(ByteView secret_hash) override {
    return row<CredentialRecord>(kFindCredential, secret_hash);
  }

  Result<std::int64_t> insert_credential(const CredentialRecord& record) override {
    return writing([&](Connection& connection) -> Result<std::int64_t> {
      TRY_SET(const std::int64_t id, connection.number(kInsertCredential, record.account, record.kind,
                                                       record.secret_hash, record.label, record.rights,
                                                       record.created, record.last_used, record.expires));
      TRY(need_change(id, no_account_error));
      return id;
    });
  }

  Status touch_credential(std::int64_t id, FileTime last_used, std::optional<FileTime> expires) override {
    return writing([&](Connection& connection) -> Status {
      TRY(connection.change(kTouchCredential, id, last_used, expires));
      return ok_status();
    });
  }
  Status remove_credential(std::int64_t id) override {
    return change(no_credential_error, kRemoveCredential, id);
  }
  Result<std::int64_t> remove_expired_credentials(FileTime now) override {
    return writing([&](Connection& connection) { return connection.change(kRemoveExpired, now); });
  }

 private:
  using Time = std::chrono::steady_clock::time_point;

  template <class Record, class... Values>
  Result<std::vector<Record>> rows(const Sql& sql, const Values&... values) {
    return reading([&](Connection& connection) -> Result<std::vector<Record>> {
      TRY_SET(Rows found, connection.query(sql, values...));
      std::vector<Record> records;
      while (found.next()) read(found, records.emplace_back());
      return records;
    });
  }

  template <class Record, class... Values>
  Result<std::optional<Record>> row(const Sql& sql, const Values&... values) {
    TRY_SET(auto found, rows<Record>(sql, values...));
    return found.empty() ? std::optional<Record>() : std::optional(std::move(found.front()));
  }

  // One statement that has to change something.
  template <class... Values>
  Status change(Error (*missing)(), const Sql& sql, const Values&... values) {
    return writing([&](Connection& connection) -> Status {
      TRY_SET(const std::int64_t changed, connection.change(sql, values...));
      return need_change(changed, missing);
    });
  }

  // A lost connection may have been idle for long, and nothing is changed by asking again.
  template <class Work>
  auto reading(Work work) -> decltype(work(std::declval<Connection&>())) {
    TRY_SET(auto lent, borrow(Purpose::reading));
    auto done = work(*lent.connection);
    if (!done.ok() && lent.connection->is_lost() && lent.origin == ConnectionPool::Origin::idle) {
      if (auto other = connections_.replace(options_); other.ok()) {
        lent.connection = std::move(other).value();
        done = work(*lent.connection);
      }
    }
    connections_.give_back(std::move(lent.connection), Purpose::reading);
    return done;
  }

  template <class Work>
  auto writing(Work work) -> decltype(work(std::declval<Connection&>())) {
    TRY_SET(auto connection, borrow_for_writing());
    auto done = work(*connection);
    if (!done.ok()) {
      // What became of it only a look at the accounts would tell.
      if (connection->is_lost()) done = outcome_unknown_error(connection->where(), done.error().detail);
      if (connection->last_state() == kReadOnlyServer) connection.reset();
    }
    connections_.give_back(std::move(connection), Purpose::writing);
    return done;
  }

  // One that answers: what is lost with a connection that was idle has changed nothing yet.
  Result<std::unique_ptr<Connection>> borrow_for_writing() {
    TRY_SET(auto lent, borrow(Purpose::writing));
    if (lent.origin == ConnectionPool::Origin::opened || lent.connection->query(kAnything).ok())
      return std::move(lent.connection);
    connections_.give_back(nullptr, Purpose::writing);
    TRY_SET(auto another, borrow(Purpose::writing));
    return std::move(another.connection);
  }

  Result<ConnectionPool::Lent> borrow(Purpose purpose) {
    return connections_.borrow(options_, purpose, std::chrono::steady_clock::now() + options_.patience);
  }

  const ConnectionOptions options_;
  ConnectionPool connections_;
};

}  // namespace
}  // namespace postgres

Result<std::unique_ptr<Accounts>> open_postgres_accounts(const std::string& address) {
  TRY_SET(auto options, postgres::parse_postgres_address(address, postgres::StoreNeeded::no));
  if (!options.store.empty()) {
    return Error{
        Code::invalid_argument,
        "Accounts belong to a database and not to one of its stores; leave “store=” out of the address.",
        {}};
  }
  auto accounts = std::make_unique<postgres::PostgresAccounts>(std::move(options));
  TRY(accounts->check());
  return std::unique_ptr<Accounts>(std::move(accounts));
}

}  // namespace postroom::storage
