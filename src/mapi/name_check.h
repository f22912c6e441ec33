// Named properties that come in for parts of a message; the message itself checks its own.
#pragma once

#include "mapi/object_state.h"

namespace postroom::mapi {

// Code::invalid_argument for the id of a named property that nobody has registered.
Status check_name(const ObjectState& state, PropertyTag tag);

}  // namespace postroom::mapi
