// Which of the profile's sections is the provider's.
#pragma once

#include <mapi/mapispi.h>

#include "mapi/memory.h"
#include "mapi/ref.h"

namespace postroom::mapi {

// For writing. By the provider table of the service where there is an admin object, else as the caller's own
// section.
HRESULT open_provider_section(const Memory& memory, IMAPISupport* support, IProviderAdmin* admin,
                              Ref<IProfSect>& section);

}  // namespace postroom::mapi
