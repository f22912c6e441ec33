// GET, POST, PATCH and DELETE of messages, and what a reading pane shows of one.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_message_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
