// POST /stores/{store}/batch: many requests in one, each answered by itself.
#pragma once

#include "server/call.h"

namespace postroom::server {

// `inside` has the routes that the requests may be for.
void add_batch_routes(http::Router& router, const std::shared_ptr<Service>& service,
                      std::shared_ptr<const http::Router> inside);

}  // namespace postroom::server
