// From an opened engine to a Store.
#pragma once

#include <postroom/store.h>

#include "storage/engine.h"

namespace postroom::store {

// Gives an empty engine its identity and default folders, in one commit. Code::collision if it is not empty.
Status fill(storage::Engine& engine, const Session& session);
// fill(), and opens it.
Result<Store> create(std::unique_ptr<storage::Engine> engine, const Session& session);

// Code::not_a_store if create(), or the copy that it is, was never finished; not_found if it has moved
// elsewhere.
Result<Store> open(std::unique_ptr<storage::Engine> engine);

}  // namespace postroom::store
