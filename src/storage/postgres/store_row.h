// The row of a store: making it, and finding it.
#pragma once

#include "storage/postgres/connection.h"

namespace postroom::storage::postgres {

// Of a transaction, in the rows that it writes: random, never 0.
std::int64_t make_token();

// Makes an empty store, and gives the connection it was made on. Code::collision if it is there already;
// not_a_store if the database has no Postroom tables. Where the connection is lost with the answer, another
// one asks, for as long as the options' patience; outcome_unknown only if that cannot tell.
Result<std::unique_ptr<Connection>> make_store(const ConnectionOptions& options);

// A connection to the database that has the store. Code::not_found if there is none.
Result<std::unique_ptr<Connection>> find_store(const ConnectionOptions& options);

}  // namespace postroom::storage::postgres
