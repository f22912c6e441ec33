// Stores on the tests' PostgreSQL servers.
#pragma once

#include "support/ground.h"

namespace postroom::testing {

// On the server that all tests of a run share.
std::unique_ptr<Ground> postgres_ground(Place place);
// On one that this program alone uses.
std::unique_ptr<Ground> own_postgres_ground(Place place);

}  // namespace postroom::testing
