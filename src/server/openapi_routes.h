// GET /api/v1/openapi.json: what the API takes and answers, for programs.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_openapi_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
