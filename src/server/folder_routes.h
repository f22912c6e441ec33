// Folders: docs/api.md "Folders".
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_folder_routes(http::Router& router, const std::shared_ptr<Service>& service);

inline constexpr std::uint64_t kMaxFolderBody = 16 << 20;  // bytes of JSON: a condition can have 8 MiB

}  // namespace postroom::server
