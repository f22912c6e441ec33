// Whether all of something has arrived where it is copied to.
#pragma once

#include "mapi/memory.h"

namespace postroom::mapi {

// The answer to two steps of one copy: a failure, or else a warning, or S_OK.
HRESULT worse(HRESULT one, HRESULT other);

// CopyTo of a whole object but for `excluded`, which may be null. MAPI_W_PARTIAL_COMPLETION also where the
// target has refused a property.
HRESULT copy_whole(const Memory& memory, IMAPIProp& from, LPSPropTagArray excluded, REFIID iid,
                   LPMAPIPROP to);

// What is left of one stream, committed to the other. MAPI_E_NOT_ENOUGH_DISK where that has no room.
HRESULT copy_bytes(IStream& from, IStream& to);

}  // namespace postroom::mapi
