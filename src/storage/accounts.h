// The port for accounts: who may sign in, to which stores, with which sessions and tokens. storage/sqlite
// keeps them in a small file of their own, storage/postgres in the database of the stores;
// conformance_accounts.h says the same in tests that both pass. Secrets come here as hashes only. No rules
// here: src/accounts has them.
//
// Every call is one transaction of its own, durable when it returns; several processes work on the same
// accounts. Thread-safe. Names and labels are text of any kind, in order of their bytes.
#pragma once

#include <postroom/bytes.h>
#include <postroom/session.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace postroom::storage {

struct AccountRecord {
  std::int64_t id = 0;        // assigned by insert_account, never used again
  std::string name;           // what one signs in with; unique
  std::string who;            // Session::who; unique, never changes
  std::string password_hash;  // of libsodium's crypto_pwhash_str; empty: nobody can sign in with a password
  bool is_administrator = false;
  bool is_disabled = false;
  FileTime created;
  friend bool operator==(const AccountRecord&, const AccountRecord&) = default;
};

struct GrantRecord {
  std::int64_t account = 0;
  std::string store;  // the name by which the server knows it
  Rights rights = Rights::read_write;
  friend bool operator==(const GrantRecord&, const GrantRecord&) = default;
};

enum class CredentialKind : std::uint8_t { session = 0, token = 1 };  // stored; never change

// A browser's session or a program's token.
struct CredentialRecord {
  std::int64_t id = 0;  // assigned by insert_credential, never used again
  std::int64_t account = 0;
  CredentialKind kind = CredentialKind::session;
  Bytes secret_hash;  // unique, not empty; how one is found
  std::string label;  // of a token what its owner calls it, of a session the browser
  Rights rights = Rights::read_write;
  FileTime created, last_used;
  std::optional<FileTime> expires;
  friend bool operator==(const CredentialRecord&, const CredentialRecord&) = default;
};

class Accounts {
 public:
  virtual ~Accounts() = default;

  // In order of name.
  virtual Result<std::vector<AccountRecord>> accounts() = 0;
  virtual Result<std::optional<AccountRecord>> account(std::int64_t id) = 0;
  virtual Result<std::optional<AccountRecord>> account_named(std::string_view name) = 0;
  // Code::collision if the name or `who` is taken. Returns the id; that of the record is not looked at.
  virtual Result<std::int64_t> insert_account(const AccountRecord& record) = 0;
  // Code::not_found. The account's sessions, but the one with the id `kept`, end with the old password.
  virtual Status set_password_hash(std::int64_t account, std::string_view hash, std::int64_t kept = 0) = 0;
  // Code::not_found. Who is disabled loses the sessions.
  virtual Status set_disabled(std::int64_t account, bool is_disabled) = 0;
  virtual Status set_administrator(std::int64_t account, bool is_administrator) = 0;  // Code::not_found
  // With its grants and credentials. Code::not_found.
  virtual Status remove_account(std::int64_t id) = 0;

  // All, in order of account and store.
  virtual Result<std::vector<GrantRecord>> grants() = 0;
  // In order of store.
  virtual Result<std::vector<GrantRecord>> grants(std::int64_t account) = 0;
  // In place of the account's grant on that store. Code::not_found if there is no such account.
  virtual Status put_grant(const GrantRecord& grant) = 0;
  virtual Status remove_grant(std::int64_t account, std::string_view store) = 0;  // Code::not_found

  // In order of id.
  virtual Result<std::vector<CredentialRecord>> credentials(std::int64_t account, CredentialKind kind) = 0;
  virtual Result<std::optional<CredentialRecord>> find_credential(ByteView secret_hash) = 0;
  // Code::collision for the hash, not_found if there is no such account. Returns the id, as insert_account().
  virtual Result<std::int64_t> insert_credential(const CredentialRecord& record) = 0;
  // Does nothing if it is no more.
  virtual Status touch_credential(std::int64_t id, FileTime last_used, std::optional<FileTime> expires) = 0;
  virtual Status remove_credential(std::int64_t id) = 0;  // Code::not_found
  virtual Result<std::int64_t> remove_expired_credentials(
      FileTime now) = 0;  // those that expire then or before
};

}  // namespace postroom::storage
