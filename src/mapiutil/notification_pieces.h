// What a notification points to.
#pragma once

#include "mapiutil/pieces.h"

namespace postroom::mapiutil {

// Results as move_pieces of a value; MAPI_E_INVALID_TYPE also for an event that nobody knows.
SCODE move_pieces(NOTIFICATION& notification, PieceMover& mover);

}  // namespace postroom::mapiutil
