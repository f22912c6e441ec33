// The accounts that a command works on.
#pragma once

#include <optional>
#include <string>

#include "accounts/directory.h"
#include "cli/arguments.h"
#include "cli/surroundings.h"
#include "open/accounts.h"

namespace postroom::cli {

struct AccountsArguments {
  std::optional<std::string> address;

  void declare(Arguments& arguments);  // --accounts
  // Code::invalid_argument if neither that nor POSTROOM_ACCOUNTS says where they are.
  Result<accounts::Directory> open(const Surroundings& around, MakeAccounts make = MakeAccounts::no) const;
};

// "read-only" or "read-write".
const char* rights_word(Rights rights);

}  // namespace postroom::cli
