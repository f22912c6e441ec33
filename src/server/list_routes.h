// Contents of folders, page by page: docs/api.md "Lists".
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_list_routes(http::Router& router, const std::shared_ptr<Service>& service);

inline constexpr std::int64_t kUsualPageRows = 50;
inline constexpr std::size_t kMaxListSortKeys = 6;  // so that a place in the order fits into an address

}  // namespace postroom::server
