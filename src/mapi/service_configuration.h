// Configuring the message service: its settings go into the provider's profile section, with what hosts show
// of the store. There is no dialog.
#pragma once

#include <mapi/mapispi.h>

#include <span>

namespace postroom::mapi {

struct ServiceRequest {
  IMAPISupport* support = nullptr;  // null: entry IDs are not wrapped, memory is that of the process
  IProviderAdmin* admin = nullptr;  // null: the support object finds the section
  ULONG flags = 0;
  std::span<const SPropValue> values;
};

// MSG_SERVICE_CREATE. S_OK where the profile has all that is needed already, as mapisvc.inf may bring it;
// otherwise MAPI_E_UNCONFIGURED, with and without leave to show a dialog.
HRESULT create_service(const ServiceRequest& request, LPMAPIERROR* error);

// MSG_SERVICE_CONFIGURE. Takes over the values, and opens the store for what is shown of it; a store that is
// not there is made ("Implementing a Configuration Interface for Message Store Providers" in the Outlook MAPI
// reference), unless it is for reading only. If that fails nothing is written. Without values the profile is
// only completed. MAPI_E_UNCONFIGURED: address or name is missing, or is none. MAPI_E_NO_SUPPORT: a dialog is
// demanded, and there are no values that would make it needless. MAPI_E_NO_ACCESS: values, but
// MSG_SERVICE_UI_READ_ONLY. `error` may be null.
HRESULT configure_service(const ServiceRequest& request, LPMAPIERROR* error);

}  // namespace postroom::mapi
