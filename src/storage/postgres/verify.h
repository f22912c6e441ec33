// Looking after a store: what is wrong with its rows.
#pragma once

#include "storage/postgres/connection.h"

namespace postroom::storage::postgres {

// As Engine::verify(), as of one moment, on a connection of its own; others work on.
Result<std::vector<std::string>> verify_store(ConnectionOptions options);

}  // namespace postroom::storage::postgres
