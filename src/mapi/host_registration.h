// What the host is told when a store has been opened for the first time in its session.
#pragma once

#include "mapi/objects.h"

namespace postroom::mapi {

// Fills the profile section, registers the UID that all entry IDs begin with, and adds the status row. What a
// host answers MAPI_E_NO_SUPPORT to it does without, and so it does with a profile that may not be written.
// ModifyProfile is not called: opening a store does not make it one of the profile.
HRESULT register_with_host(StoreContext& context);

}  // namespace postroom::mapi
