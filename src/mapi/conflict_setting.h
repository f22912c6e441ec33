// IPostroomLogon (postroom_mapi.h), which store and logon give out beside their own interface.
#pragma once

#include <mapi/postroom_mapi.h>

#include "mapi/objects.h"

namespace postroom::mapi {

// What QueryInterface of `owner` answers for it: a part of the owner, which it keeps alive and leads back to.
HRESULT query_conflict_setting(const SharedContext& context, IUnknown& owner, REFIID iid, LPVOID* object);

}  // namespace postroom::mapi
