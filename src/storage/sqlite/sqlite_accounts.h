// Accounts in a SQLite file of their own (docs/schema.md), for any number of processes of one machine. Only
// its owner may read it. While it is open there are `-wal` and `-shm` files beside it.
#pragma once

#include "storage/accounts.h"

namespace postroom::storage {

enum class IfNoAccounts { fail, make };

// Code::not_found, not_a_store (a store is no file of accounts), newer_format, corrupt, no_access and
// read_only say what is in the way; nothing is changed then. A process that ends while it makes the file
// leaves at most `path`.partial-XXXXXX.
Result<std::unique_ptr<Accounts>> open_sqlite_accounts(const std::string& path, IfNoAccounts if_none);

}  // namespace postroom::storage
