// Rights on folders, and the people that they can be given to: docs/api.md "Folders", docs/rights.md.
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_rights_routes(http::Router& router, const std::shared_ptr<Service>& service);

inline constexpr std::uint64_t kMaxRightsBody = 1 << 20;  // bytes of JSON

}  // namespace postroom::server
