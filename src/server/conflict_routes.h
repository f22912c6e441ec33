// Messages with the copies that were saved elsewhere, and what becomes of the two.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_conflict_routes(http::Router& router, const std::shared_ptr<Service>& service);

inline constexpr std::size_t kMaxConflictPairs = 500;  // of one answer; the others come when some are settled
inline constexpr std::size_t kMaxConflictBytes = 32 << 20;  // of the pairs; no more are shown once they are so long

}  // namespace postroom::server
