// POST /sign-in, /sign-out and /password, GET /session.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_sign_in_routes(http::Router& router, const std::shared_ptr<Service>& service);

inline constexpr std::uint64_t kMaxSignInBody = 8 << 10;  // bytes

}  // namespace postroom::server
