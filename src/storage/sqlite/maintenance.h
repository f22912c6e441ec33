// Looking after a store: verify, backup, reclaim_space. Each uses connections of its own and lets others work
// on.
#pragma once

#include "storage/engine.h"
#include "storage/sqlite/committer.h"

namespace postroom::storage {

// As Engine::verify(), in one read transaction of `connection`.
Result<std::vector<std::string>> verify_store(Connection& connection);

// As Engine::backup().
Status back_up_store(const ConnectionOptions& options, const std::string& destination,
                     const Progress& progress);

// As Engine::reclaim_space().
Status reclaim_store_space(const ConnectionOptions& options, Committer& committer, const Progress& progress);

}  // namespace postroom::storage
