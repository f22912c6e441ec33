// IMSLogon ("IMSLogon : IUnknown" in the Outlook MAPI reference): the side of an open store that the host
// talks to.
#pragma once

#include <mapi/mapispi.h>

#include "mapi/objects.h"

namespace postroom::mapi {

Ref<IMSLogon> make_logon(SharedContext context);

}  // namespace postroom::mapi
