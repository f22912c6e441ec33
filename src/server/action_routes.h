// POST /messages/actions: one thing done to many messages, in one commit.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_action_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
