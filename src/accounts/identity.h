// Accounts and identities: values.
#pragma once

#include <postroom/session.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "storage/accounts.h"

namespace postroom::accounts {

struct Account {
  std::int64_t id = 0;
  std::string name;  // what one signs in with
  std::string who;   // the person, as others read it in histories and rights: Session::who
  bool is_administrator = false;
  bool is_disabled = false;
  FileTime created;
  std::map<std::string, Rights, std::less<>> stores;  // by the name of the store
};

// Who stands behind a request.
struct Identity {
  Account account;
  Rights rights = Rights::read_write;  // of the credential; what a store allows may be less
  storage::CredentialKind kind = storage::CredentialKind::session;
  std::int64_t credential = 0;
  std::optional<FileTime> expires;  // of a token; a session's moves while it is used
  std::string csrf;           // of a session: what unsafe requests have to bring beside the cookie
  std::uint64_t session = 0;  // Session::id: stays the same for one credential
};

// Shared by all requests of who is known; null: nobody.
using KnownIdentity = std::shared_ptr<const Identity>;

}  // namespace postroom::accounts
