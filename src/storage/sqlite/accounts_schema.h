// The tables of a file of accounts (docs/schema.md) and their version.
#pragma once

#include "storage/sqlite/connection.h"

namespace postroom::storage {

inline constexpr std::int64_t kAccountsApplicationId = 0x50737441;  // "PstA", in every such file's header
inline constexpr std::int64_t kAccountsVersion = 1;                 // PRAGMA user_version of a current file
inline constexpr FileFormat kAccountsFormat{kAccountsApplicationId, kAccountsVersion, "accounts file"};

// Makes the tables in an empty file that nobody else knows of yet.
Status create_accounts_schema(Connection& connection);

}  // namespace postroom::storage
