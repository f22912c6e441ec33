// The versions of a message: listing, reading, comparing and restoring them.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_history_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
