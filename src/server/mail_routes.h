// Mail in and out: docs/api.md "Mail in and out", and a message as it came.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_mail_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
