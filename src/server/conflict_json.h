// Why a save was refused, and what differs between two versions, as the API shows them.
#pragma once

#include <postroom/conflict.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "server/message_json.h"

namespace postroom::server {

// How the three sides of units are shown: where the long values of each are to be had.
struct Sides {
  Showing base, theirs, mine;
};
Result<boost::json::array> units_json(const Sides& sides, const std::vector<Unit>& units);

// The members of an object_changed problem, without braces.
Result<std::string> conflict_members(Call& call, const Conflict& conflict);

}  // namespace postroom::server
