// The provider's own section of the profile, through the host.
#pragma once

#include <mapi/mapispi.h>

#include "mapi/profile_settings.h"
#include "mapi/ref.h"

namespace postroom::mapi {

// What the profile says. Without a host, or a section: nothing is taken over. `section`: the provider's UID;
// null: its own.
Answer read_profile(const Memory& memory, IMAPISupport* support, ProfileSettings& settings);

// What the host shows of the store: PR_DISPLAY_NAME, PR_ENTRYID, PR_RECORD_KEY and PR_PROVIDER_DISPLAY
// ("Implementing Service Provider Logon" in the Outlook MAPI reference).
struct ShownStore {
  std::string display_name;
  Bytes entry_id;  // wrapped; empty where it cannot be
  Bytes record_key;
};
HRESULT write_shown(const Memory& memory, const ShownStore& shown, IMAPIProp& section);

// The store's entry ID as clients get it: wrapped by the host, as it is where there is none that does that.
HRESULT wrap_store_entry_id(const Memory& memory, IMAPISupport* support, Bytes& id);

}  // namespace postroom::mapi
