// Who has which message open: docs/api.md "Presence".
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_presence_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
