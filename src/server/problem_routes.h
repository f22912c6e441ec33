// GET /problems/{name}: what the `type` of a problem document refers to.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_problem_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
