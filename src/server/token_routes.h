// GET, POST and DELETE /tokens: one's own.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_token_routes(http::Router& router, const std::shared_ptr<Service>& service);

inline constexpr std::uint64_t kMaxTokenBody = 8 << 10;  // bytes

}  // namespace postroom::server
