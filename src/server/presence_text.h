// Presence as servers tell each other of it: one text for one change. Pure.
#pragma once

#include <optional>
#include <string>

#include "server/presence.h"

namespace postroom::server {

std::string to_text(const PresenceChange& change);
// Nothing for what is none: anybody may have made it up.
std::optional<PresenceChange> parse_presence_change(const std::string& text);

}  // namespace postroom::server
