// Accounts and signing in. Rules live here; storage/accounts.h keeps the records. Thread-safe; copies are the
// same one.
#pragma once

#include <postroom/session.h>

#include <memory>

#include "accounts/attempts.h"
#include "accounts/identity.h"
#include "accounts/naming.h"
#include "accounts/passwords.h"
#include "storage/accounts.h"

namespace postroom::accounts {

struct Token {
  std::int64_t id = 0;
  std::string label;
  Rights rights = Rights::read_write;
  FileTime created, last_used;
  std::optional<FileTime> expires;
};

struct NewSecret {
  std::int64_t id = 0;
  std::string secret;  // shown once; only its hash is kept
};

struct DirectoryOptions {
  PasswordCost cost;
  std::chrono::seconds session_idle = std::chrono::hours(24 * 7);  // unused for longer: signed out
  std::chrono::seconds session_age = std::chrono::hours(24 * 30);  // signed out whatever happens
  AttemptLimits attempts;
};

class Directory {
 public:
  Directory(std::shared_ptr<storage::Accounts> records, std::shared_ptr<const Clock> clock,
            std::shared_ptr<Random> random, DirectoryOptions options = {});

  // Accounts. Code::invalid_argument says what is wrong with a name, `who` or password; collision for one
  // that is taken.
  Result<std::vector<Account>> list();
  Result<Account> find(std::string_view name);  // Code::not_found
  // Without a password only tokens lead in.
  Result<Account> add(std::string name, std::string who, std::optional<std::string_view> password,
                      bool is_administrator = false);
  // Ends the sessions of the account but `kept`, an Identity::credential; its tokens stay.
  Status set_password(std::string_view name, std::string_view password, std::int64_t kept = 0);
  // Who is disabled is signed out; tokens are refused until the account is enabled again.
  Status set_disabled(std::string_view name, bool is_disabled);
  Status set_administrator(std::string_view name, bool is_administrator);
  Status remove(std::string_view name);
  Status grant(std::string_view name, std::string_view store, Rights rights);
  Status revoke(std::string_view name, std::string_view store);
  // Who has a grant on the store, in order of name: those whom rights and presence may name.
  Result<std::vector<Account>> members(std::string_view store);

  // Signing in. Code::no_access if name and password do not go together, the account is disabled, or there is
  // none: it is not told which, and takes as long. Code::busy after too many attempts for this name or from
  // this peer; the message says when to try again, and attempt_wait() too. The name may be in large letters.
  // An account that has kMaxSessions loses the one that was not used for the longest time.
  struct SignedIn {
    Identity identity;
    std::string secret;  // for the cookie
  };
  Result<SignedIn> sign_in(std::string_view name, std::string_view password, std::string_view peer,
                           std::string_view browser);
  // Whether they go together, as sign_in() says it: before somebody changes a password.
  Status check_password(std::string_view name, std::string_view password, std::string_view peer);
  // How long the next attempt has to wait; nothing if it need not.
  std::optional<std::chrono::seconds> attempt_wait(std::string_view name, std::string_view peer);
  // Does nothing if the session has ended. Code::invalid_argument for a token.
  Status sign_out(const Identity& identity);

  // Who brings this secret. Null for one that is unknown, revoked, expired, or of a disabled account. What
  // is known is remembered for kRememberedFor, so that requests cost no look-up; what this process changes is
  // seen at once.
  Result<KnownIdentity> identify(std::string_view secret, storage::CredentialKind kind);

  // The same where it is remembered, without looking anything up: waits for no disk. Null: identify() knows.
  KnownIdentity recall(std::string_view secret, storage::CredentialKind kind);

  Result<std::vector<Token>> tokens(std::string_view name);
  // Code::invalid_argument for a label or time that will not do, too_big past kMaxTokens.
  Result<NewSecret> add_token(std::string_view name, std::string label, Rights rights,
                              std::optional<FileTime> expires = std::nullopt);
  Status remove_token(std::string_view name, std::int64_t id);  // Code::not_found

  // Sessions and tokens that have expired, and returns how many: for a server to do now and then.
  Result<std::int64_t> remove_expired();

 private:
  struct Inside;
  std::shared_ptr<Inside> inside_;
};

inline constexpr std::size_t kMaxTokens = 100;             // of one account
inline constexpr std::size_t kMaxSessions = 100;           // of one account
inline constexpr std::chrono::seconds kRememberedFor{5};   // another process's revocation is seen after that
inline constexpr std::chrono::seconds kUseNotedEvery{60};  // how often Token::last_used moves, at most

}  // namespace postroom::accounts
