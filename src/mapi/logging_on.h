// Logging on to a store ("IMSProvider::Logon" in the Outlook MAPI reference; rows 21 to 23, 26, 30 and 145).
#pragma once

#include <mapi/mapispi.h>
#include <postroom/open.h>

#include <optional>

#include "mapi/profile_settings.h"
#include "mapi/store_object.h"

namespace postroom::mapi {

struct LogonRequest {
  IMAPISupport* support = nullptr;  // null: no host, no profile
  std::optional<ByteView> entry_id;
  ULONG flags = 0;
};

// What of the provider object a logon needs, longer than it lasts.
struct LogonPlace {
  const Memory& memory;
  const std::shared_ptr<OpenStores>& stores;
  const SharedConnections& connections;
};

struct LogonOutcome {
  HRESULT result = S_OK;
  std::optional<Error> why;  // it failed, for people
  Ref<StoreObject> store;
  Ref<IMSLogon> logon;  // null where the store was open already
};

// One at a time in a provider object. The store is never made here: configuring the service does that.
LogonOutcome log_on(const LogonPlace& place, const LogonRequest& request);

}  // namespace postroom::mapi
