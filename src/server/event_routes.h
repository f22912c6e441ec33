// The stream of a store's events: docs/api.md "Events".
#pragma once

#include "server/call.h"

namespace postroom::server {

// Makes Service::events and Service::presence, of which each change goes to the streams.
void make_events(Service& service);

void add_event_routes(http::Router& router, const std::shared_ptr<Service>& service);

}  // namespace postroom::server
