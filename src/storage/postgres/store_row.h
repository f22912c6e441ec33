// The row of a store: making it, and finding it.
#pragma once

#include "storage/postgres/connection_pool.h"

namespace postroom::storage::postgres {

// Of a transaction, in the rows that it writes: random, never 0.
std::int64_t make_token();

// What the database takes up on its server's disk, with all of its stores.
Result<std::int64_t> size_of_database(Connection& connection);

// Makes an empty store, and says where. Code::collision if it is there already; not_a_store if the database
// has no Postroom tables. Where the connection is lost with the answer, another one asks, for as long as the
// options' patience; outcome_unknown only if that cannot tell.
Result<std::string> make_store(const ConnectionOptions& options,
                               const std::shared_ptr<ConnectionPool>& connections);

// Where a store was found. Code::not_found if it is not there.
struct StorePlace {
  std::string where;  // for errors
  bool takes_writes = false;
};
Result<StorePlace> find_store(const ConnectionOptions& options,
                              const std::shared_ptr<ConnectionPool>& connections);

// A connection of its own to the database that has the store.
Result<std::unique_ptr<Connection>> connect_to_store(const ConnectionOptions& options);

}  // namespace postroom::storage::postgres
