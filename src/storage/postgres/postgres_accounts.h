// Accounts in the tables of a PostgreSQL database (docs/schema.md), for any number of processes and machines.
// The twin of sqlite_accounts.h.
#pragma once

#include "storage/accounts.h"

namespace postroom::storage {

// `address` as in address.h, without a store. Code::not_a_store if the database has no Postroom tables;
// newer_format, read_only (they are older ones), no_access and io_error say what is in the way.
Result<std::unique_ptr<Accounts>> open_postgres_accounts(const std::string& address);

}  // namespace postroom::storage
