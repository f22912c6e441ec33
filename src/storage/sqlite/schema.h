// The tables (docs/schema.md), their version, and how an older file becomes a current one.
#pragma once

#include "storage/sqlite/connection.h"

#include <span>

namespace postroom::storage {

inline constexpr std::int64_t kApplicationId = 0x50737452;  // "PstR", in every store's header
inline constexpr std::int64_t kSchemaVersion = 2;           // PRAGMA user_version of a current file
inline constexpr FileFormat kStoreFormat{kApplicationId, kSchemaVersion, "store"};

// Turns a file of version `to` - 1 into one of version `to`.
struct UpgradeStep {
  std::int64_t to;
  const char* sql;  // one or more statements
};

// In order, without gaps, ending with kSchemaVersion. Steps are never changed once released.
std::span<const UpgradeStep> upgrade_steps();

// Makes the tables in an empty file that is not yet in WAL mode.
Status create_schema(Connection& connection, int page_size);

// The version of the file. Code::not_a_store if it is another application's or empty, newer_format past
// `newest`.
Result<std::int64_t> read_schema_version(Connection& connection, std::int64_t newest = kSchemaVersion);

// Runs the steps after the file's version, all in one transaction; on failure nothing is changed.
Status upgrade_schema(Connection& connection, std::span<const UpgradeStep> steps);

}  // namespace postroom::storage
