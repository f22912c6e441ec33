// The stores of the caller: GET /stores and /stores/{store}.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_stores_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
