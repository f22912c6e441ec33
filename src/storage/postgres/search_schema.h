// The tables of the search index (docs/schema.md). They are no part of the schema's version: a database where
// they cannot be made has everything but a search index.
#pragma once

#include "storage/postgres/connection.h"

namespace postroom::storage::postgres {

// Makes them where that is possible and they are not there. Fails only where the database cannot be asked.
Status make_search_tables(Connection& connection);

// Why this database has no search index, and what to do about it; empty if it has.
Result<std::string> search_obstacle(Connection& connection);

// Inside a transaction that holds the store's row: some of the store's rows in these tables, as far as they
// are there. How many went.
Result<std::int64_t> remove_search_rows(Connection& connection, std::int64_t limit);

}  // namespace postroom::storage::postgres
