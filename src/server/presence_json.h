// Presence in the words of the API: docs/api.md "Presence".
#pragma once

#include <boost/json/object.hpp>

#include "http/event_stream.h"
#include "server/presence.h"

namespace postroom::server {

boost::json::object presence_json(MessageId message, const std::vector<Presence::Person>& people);
http::ServerEvent presence_event(MessageId message, const std::vector<Presence::Person>& people);

}  // namespace postroom::server
