// Searching all folders: docs/api.md "Lists".
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_search_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
