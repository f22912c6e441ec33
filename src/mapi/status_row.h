// The store's row in the host's status table ("IMAPISupport::ModifyStatusRow" in the Outlook MAPI reference;
// row 32). Whether the store can be reached is looked at when somebody asks (IMAPIStatus::ValidateState);
// nothing watches it in between.
#pragma once

#include "mapi/store_context.h"

namespace postroom::mapi {

// Adds the row at logon. Without a host, and with one that has no such table, there is nothing to do.
HRESULT add_status_row(StoreContext& context);

// Looks whether the store answers, and tells the host if that has changed. The Error is why it does not.
Status check_status(StoreContext& context);

// PR_DISPLAY_NAME of the store; what stands for it where the store does not answer.
std::string display_name(StoreContext& context);

// PR_RESOURCE_FLAGS: it names no sender, and without submission it cannot be the default store.
inline constexpr ULONG kResourceFlags = STATUS_NO_PRIMARY_IDENTITY | STATUS_NO_DEFAULT_STORE;
// PR_RESOURCE_METHODS: of those of IMAPIStatus, the one that does something.
inline constexpr ULONG kResourceMethods = STATUS_VALIDATE_STATE;

}  // namespace postroom::mapi
