// What went wrong, as MAPI tells it to people ("MAPIERROR" in the Outlook MAPI reference).
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/result.h>

#include "mapi/memory.h"
#include "mapi/text.h"

namespace postroom::mapi {

// The caller's, freed with one call of MAPIFreeBuffer.
LPMAPIERROR make_mapi_error(const Memory& memory, const Error& error, HRESULT result, Width width);

}  // namespace postroom::mapi
