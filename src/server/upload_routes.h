// Files in parts: docs/api.md "Attachments and uploads".
#pragma once

#include "server/call.h"

namespace postroom::server {

void add_upload_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
