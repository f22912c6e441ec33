// GET and PATCH of a message's state: what changes without a new version. GET of its body as a reading pane
// shows it.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_state_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
