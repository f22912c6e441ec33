// The tables of a database: made once for all of its stores, and its accounts, and upgraded step by step.
// docs/schema.md explains them.
#pragma once

#include "storage/postgres/connection.h"
#include "storage/postgres/postgres_engine.h"

#include <optional>
#include <span>

namespace postroom::storage::postgres {

inline constexpr std::int64_t kSchemaVersion = 3;

struct UpgradeStep {
  std::int64_t to;
  const char* sql;
};
std::span<const UpgradeStep> upgrade_steps();  // in order

// Nothing if the database has no Postroom tables.
Result<std::optional<std::int64_t>> find_schema_version(Connection& connection);
// Code::not_a_store without tables, newer_format if they are newer than this program, read_only if older.
Status check_schema(Connection& connection);
// Makes the tables, or does nothing where they are already. In one transaction, under a lock.
Result<PostgresTables> make_schema(Connection& connection);
// To this program's version; does nothing where they are at it.
Status upgrade_schema(Connection& connection, std::span<const UpgradeStep> steps);

}  // namespace postroom::storage::postgres
