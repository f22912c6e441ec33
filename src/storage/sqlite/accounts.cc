#include <mutex>

#include "base/try.h"
#include "storage/account_errors.h"
#include "storage/sqlite/accounts_schema.h"
#include "storage/sqlite/errors.h"
#include "storage/sqlite/sqlite_accounts.h"

namespace postroom::storage {
namespace {

constexpr char kBegin[] = "BEGIN IMMEDIATE";
constexpr char kCommit[] = "COMMIT";
constexpr char kRollback[] = "ROLLBACK";

#define ACCOUNT_COLUMNS "id, name, who, password_hash, is_administrator, is_disabled, created"
constexpr char kAccounts[] = "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY name";
constexpr char kAccount[] = "SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = ?";
constexpr char kAccountNamed[] = "SELECT " ACCOUNT_COLUMNS " FROM account WHERE name = ?";
#undef ACCOUNT_COLUMNS
constexpr char kInsertAccount[] =
    "INSERT INTO account(name, who, password_hash, is_administrator, is_disabled, created)"
    " VALUES(?, ?, ?, ?, ?, ?) RETURNING id";
constexpr char kSetPasswordHash[] = "UPDATE account SET password_hash = ? WHERE id = ?";
constexpr char kSetDisabled[] = "UPDATE account SET is_disabled = ? WHERE id = ?";
constexpr char kSetAdministrator[] = "UPDATE account SET is_administrator = ? WHERE id = ?";
constexpr char kRemoveAccount[] = "DELETE FROM account WHERE id = ?";
constexpr char kRemoveGrants[] = "DELETE FROM store_grant WHERE account = ?";
constexpr char kRemoveCredentials[] = "DELETE FROM credential WHERE account = ?";
constexpr char kRemoveSessions[] = "DELETE FROM credential WHERE account = ? AND kind = ? AND id <> ?";

constexpr char kAllGrants[] = "SELECT account, store, rights FROM store_grant ORDER BY account, store";
constexpr char kGrants[] = "SELECT account, store, rights FROM store_grant WHERE account = ? ORDER BY store";
constexpr char kPutGrant[] =
    "INSERT OR REPLACE INTO store_grant(account, store, rights) SELECT id, ?, ? FROM account WHERE id = ?";
constexpr char kRemoveGrant[] = "DELETE FROM store_grant WHERE account = ? AND store = ?";

#define CREDENTIAL_COLUMNS "id, account, kind, secret_hash, label, rights, created, last_used, expires"
constexpr char kCredentials[] =
    "SELECT " CREDENTIAL_COLUMNS " FROM credential WHERE account = ? AND kind = ? ORDER BY id";
constexpr char kFindCredential[] = "SELECT " CREDENTIAL_COLUMNS " FROM credential WHERE secret_hash = ?";
#undef CREDENTIAL_COLUMNS
constexpr char kInsertCredential[] =
    "INSERT INTO credential(account, kind, secret_hash, label, rights, created, last_used, expires)"
    " SELECT id, ?, ?, ?, ?, ?, ?, ? FROM account WHERE id = ? RETURNING id";
constexpr char kTouchCredential[] = "UPDATE credential SET last_used = ?, expires = ? WHERE id = ?";
constexpr char kRemoveCredential[] = "DELETE FROM credential WHERE id = ?";
constexpr char kRemoveExpired[] = "DELETE FROM credential WHERE expires <= ?";

void read(Statement& row, AccountRecord& record) {
  row.read(record.id, record.name, record.who, record.password_hash, record.is_administrator,
           record.is_disabled, record.created);
}

void read(Statement& row, GrantRecord& record) { row.read(record.account, record.store, record.rights); }

void read(Statement& row, CredentialRecord& record) {
  row.read(record.id, record.account, record.kind, record.secret_hash, record.label, record.rights,
           record.created, record.last_used, record.expires);
}

Status need_change(std::int64_t changed, Error (*missing)()) {
  return changed > 0 ? ok_status() : Status(missing());
}

class SqliteAccounts final : public Accounts {
 public:
  SqliteAccounts(std::unique_ptr<Connection> writer, std::unique_ptr<Connection> reader)
      : writer_(std::move(writer)), reader_(std::move(reader)) {}

  Result<std::vector<AccountRecord>> accounts() override { return rows<AccountRecord>(kAccounts); }
  Result<std::optional<AccountRecord>> account(std::int64_t id) override {
    return row<AccountRecord>(kAccount, id);
  }
  Result<std::optional<AccountRecord>> account_named(std::string_view name) override {
    return row<AccountRecord>(kAccountNamed, name);
  }

  Result<std::int64_t> insert_account(const AccountRecord& record) override {
    return write([&]() -> Result<std::int64_t> {
      return writer_->number(kInsertAccount, record.name, record.who, record.password_hash,
                             record.is_administrator, record.is_disabled, record.created);
    });
  }

  Status set_password_hash(std::int64_t account, std::string_view hash, std::int64_t kept) override {
    return write([&]() -> Status {
      TRY_SET(const std::int64_t changed, writer_->change(kSetPasswordHash, hash, account));
      TRY(need_change(changed, no_account_error));
      return writer_->run(kRemoveSessions, account, CredentialKind::session, kept);
    });
  }

  Status set_disabled(std::int64_t account, bool is_disabled) override {
    return write([&]() -> Status {
      TRY_SET(const std::int64_t changed, writer_->change(kSetDisabled, is_disabled, account));
      TRY(need_change(changed, no_account_error));
      return is_disabled ? writer_->run(kRemoveSessions, account, CredentialKind::session, 0) : ok_status();
    });
  }

  Status set_administrator(std::int64_t account, bool is_administrator) override {
    return change(no_account_error, kSetAdministrator, is_administrator, account);
  }

  Status remove_account(std::int64_t id) override {
    return write([&]() -> Status {
      TRY_SET(const std::int64_t removed, writer_->change(kRemoveAccount, id));
      TRY(need_change(removed, no_account_error));
      TRY(writer_->run(kRemoveGrants, id));
      return writer_->run(kRemoveCredentials, id);
    });
  }

  Result<std::vector<GrantRecord>> grants() override { return rows<GrantRecord>(kAllGrants); }
  Result<std::vector<GrantRecord>> grants(std::int64_t account) override {
    return rows<GrantRecord>(kGrants, account);
  }
  Status put_grant(const GrantRecord& grant) override {
    return change(no_account_error, kPutGrant, grant.store, grant.rights, grant.account);
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
    return write([&]() -> Result<std::int64_t> {
      TRY_SET(const std::int64_t id,
              writer_->number(kInsertCredential, record.kind, record.secret_hash, record.label, record.rights,
                              record.created, record.last_used, record.expires, record.account));
      TRY(need_change(id, no_account_error));
      return id;
    });
  }

  Status touch_credential(std::int64_t id, FileTime last_used, std::optional<FileTime> expires) override {
    return write([&] { return writer_->run(kTouchCredential, last_used, expires, id); });
  }
  Status remove_credential(std::int64_t id) override {
    return change(no_credential_error, kRemoveCredential, id);
  }
  Result<std::int64_t> remove_expired_credentials(FileTime now) override {
    return write([&] { return writer_->change(kRemoveExpired, now); });
  }

 private:
  template <class Record, class... Values>
  Result<std::vector<Record>> rows(const char* sql, const Values&... values) {
    const std::lock_guard lock(reading_);
    TRY_SET(Statement statement, reader_->prepare(sql));
    statement.bind(values...);
    std::vector<Record> found;
    while (true) {
      TRY_SET(const bool is_row, statement.step());
      if (!is_row) return found;
      read(statement, found.emplace_back());
    }
  }

  template <class Record, class... Values>
  Result<std::optional<Record>> row(const char* sql, const Values&... values) {
    TRY_SET(auto found, rows<Record>(sql, values...));
    return found.empty() ? std::optional<Record>() : std::optional(std::move(found.front()));
  }

  // In a transaction of its own.
  template <class Work>
  auto write(Work work) -> decltype(work()) {
    const std::lock_guard lock(writing_);
    TRY(writer_->run(kBegin));
    auto done = work();
    if (done.ok()) {
      if (Status committed = commit(); !committed.ok()) done = std::move(committed).error();
    }
    if (!done.ok() && writer_->in_transaction()) (void)writer_->run(kRollback);
    return done;
  }

  // One statement that has to change something.
  template <class... Values>
  Status change(Error (*missing)(), const char* sql, const Values&... values) {
    return write([&]() -> Status {
      TRY_SET(const std::int64_t changed, writer_->change(sql, values...));
      return need_change(changed, missing);
    });
  }

  // After a failed write of the log it is not known whether a crash would bring it back.
  Status commit() {
    Status committed = writer_->run(kCommit);
    if (committed.ok() || committed.error().code != Code::io_error) return committed;
    return lost_track_error(writer_->path(), committed.error().detail);
  }

  std::mutex writing_, reading_;  // each for its connection
  const std::unique_ptr<Connection> writer_, reader_;
};

// With a log, readers of this and other processes never wait for writers. What is removed is a password's or
// token's hash, so it is overwritten as well.
constexpr const char* kWriterSettings[] = {"PRAGMA journal_mode = WAL", "PRAGMA secure_delete = ON"};

// The header was right, so what SQLite cannot make sense of is damage.
Error as_damage(Error error) {
  if (error.code == Code::not_a_store) error.code = Code::corrupt;
  return error;
}

Status make_file(const std::string& path) {
  TRY_SET(const std::string made, free_path(path));
  TRY_SET(PartialFile file, PartialFile::make(made));
  {
    TRY_SET(const auto connection,
            Connection::open({.path = file.path(), .vfs = {}}, ConnectionKind::writer));
    TRY(create_accounts_schema(*connection));
  }
  return file.publish();
}

Result<std::unique_ptr<Accounts>> open_file(const std::string& path) {
  const ConnectionOptions options{.path = path, .vfs = {}};
  TRY_SET(auto writer, Connection::open(options, ConnectionKind::writer));
  for (const char* const sql : kWriterSettings) TRY(writer->run_once(sql));
  TRY_SET(auto reader, Connection::open(options, ConnectionKind::reader));
  return std::unique_ptr<Accounts>(std::make_unique<SqliteAccounts>(std::move(writer), std::move(reader)));
}

}  // namespace

Result<std::unique_ptr<Accounts>> open_sqlite_accounts(const std::string& path, IfNoAccounts if_none) {
  auto found = find_file(path, kAccountsFormat);
  if (!found.ok() && found.error().code == Code::not_found && if_none == IfNoAccounts::make) {
    // Another process may have made it meanwhile.
    if (const Status made = make_file(path); !made.ok() && made.error().code != Code::collision)
      return made.error();
    found = find_file(path, kAccountsFormat);
  }
  TRY_SET(const std::string file, std::move(found));
  TRY(check_header(file, {}, kAccountsFormat));
  if (!is_writable(file)) {
    return Error{
        Code::no_access, path + " cannot be written; check the permissions of the file and its folder.", {}};
  }
  auto opened = open_file(file);
  if (!opened.ok()) return as_damage(std::move(opened).error());
  return opened;
}

}  // namespace postroom::storage
