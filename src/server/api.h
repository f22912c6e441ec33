// The whole JSON API in a router.
#pragma once

#include "server/call.h"

namespace postroom::server {

// Each group of routes is a file pair: x_routes.h. The router may be moved afterwards.
void add_api(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
