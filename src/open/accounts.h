// From an address to accounts.
#pragma once

#include <memory>
#include <string>

#include "storage/accounts.h"

namespace postroom {

enum class MakeAccounts { no, if_there_are_none };

// The path of a file, or postgresql://…/database: the accounts of a database are beside its stores, made with
// `postroom engine init`, whatever `make` says. Code::not_found, not_a_store, newer_format, corrupt,
// no_access and read_only say what is in the way; invalid_argument also for an address with a store in it.
Result<std::shared_ptr<storage::Accounts>> open_accounts(const std::string& address, MakeAccounts make);

}  // namespace postroom
