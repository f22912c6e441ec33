// GET, PUT and DELETE of one property of a message, as bytes.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_property_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
