// IMSProvider ("IMSProvider : IUnknown" in the Outlook MAPI reference): one for each session of a host.
#pragma once

#include <mapi/mapispi.h>

#include "mapi/memory.h"
#include "mapi/ref.h"

namespace postroom::mapi {

// `allocator` may be null.
Ref<IMSProvider> make_provider(const Memory& memory, Ref<IMalloc> allocator);

}  // namespace postroom::mapi
