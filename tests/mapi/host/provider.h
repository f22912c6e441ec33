// The provider's shared object, loaded as a host loads it: by its exports alone.
#pragma once

#include <mapi/mapispi.h>
#include <mapi/postroom_mapi.h>

#include "mapi/host/com.h"

namespace mapi_host {

struct Exports {
  LPMSPROVIDERINIT init = nullptr;
  LPMSGSERVICEENTRY service_entry = nullptr;
  LPPOSTROOMSTOREENTRYID store_entry_id = nullptr;
};
// Loaded once in a process; stays.
const Exports& exports();

// MSProviderInit with the host's allocators.
Ptr<IMSProvider> new_provider();

}  // namespace mapi_host
