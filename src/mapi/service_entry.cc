// MSGServiceEntry, which libpostroom_mapi.so exports ("MSGSERVICEENTRY" in the Outlook MAPI reference; row
// 37).
#include <mapi/postroom_mapi.h>

#include "mapi/no_throw.h"
#include "mapi/service_configuration.h"

using namespace postroom::mapi;

HRESULT MSGServiceEntry(HINSTANCE, LPMALLOC, LPMAPISUP support, ULONG_PTR, ULONG flags, ULONG context,
                        ULONG count, LPSPropValue values, LPPROVIDERADMIN admin, LPMAPIERROR* error) {
  return without_throwing([&]() -> HRESULT {
    if (error) *error = nullptr;
    if (count > 0 && !values) return MAPI_E_INVALID_PARAMETER;
    const ServiceRequest request{support, admin, flags, {values, values ? count : 0}};
    switch (context) {
      // The store is what other clients have, too: with the service only the profile's way to it goes.
      case MSG_SERVICE_INSTALL:
      case MSG_SERVICE_UNINSTALL:
      case MSG_SERVICE_DELETE:
        return S_OK;
      case MSG_SERVICE_CREATE:
        return create_service(request, error);
      case MSG_SERVICE_CONFIGURE:
        return configure_service(request, error);
      // One service, one provider: who wants another store adds the service once more.
      case MSG_SERVICE_PROVIDER_CREATE:
      case MSG_SERVICE_PROVIDER_DELETE:
        return MAPI_E_NO_SUPPORT;
      default:
        return MAPI_E_INVALID_PARAMETER;
    }
  });
}
