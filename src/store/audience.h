// Which events a session may hear of.
#pragma once

#include <postroom/events.h>

#include "store/permissions.h"

namespace postroom::store {

// For each event whether the session hears of it. Of messages: where it may read the folder that they are in, or that
// they have been moved out of. Of a folder: where the folder is shown to it; of a folder's end and move: where the one
// above is. Copies tell the numbers of the originals, and of their folder, even where that is not open to the session.
// What happened in a folder that is gone by now is told to those alone from whom nothing is kept: nobody
// knows that folder's rights any more, and its end is told in any case.
Result<std::vector<bool>> audible(Permissions& permissions, const std::vector<Event>& events);

}  // namespace postroom::store
