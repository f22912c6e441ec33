// Addresses: postgresql://[user[:password]@][host[:port][,…]][/database]?store=NAME[&…]. What libpq knows
// stays for libpq (its documentation, "Connection URIs"); `store`, `pooled` (yes or no) and
// `patience` (milliseconds; ConnectionOptions) are Postroom's own.
#pragma once

#include "storage/postgres/connection.h"
#include "storage/postgres/postgres_engine.h"

namespace postroom::storage::postgres {

inline constexpr std::size_t kMaxStoreName = 200;  // bytes
inline constexpr std::chrono::milliseconds kMaxPatience = std::chrono::hours(1);

// Code::invalid_argument says which part is wrong. `store` may be left out of the address of a whole
// database. Of several hosts the one that takes writes is wanted (ConnectionOptions::host).
enum class StoreNeeded { no, yes };
Result<ConnectionOptions> parse_postgres_address(std::string_view address, StoreNeeded needed);

// The id of the store with that name: so there is no table of names that all stores share. Two names may have
// the same id, once in 2^63 pairs; then the second cannot be made.
std::int64_t store_id_of(std::string_view name);

}  // namespace postroom::storage::postgres
