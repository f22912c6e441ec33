// Messages with the copies that were saved elsewhere, and what becomes of the two.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_conflict_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
