// What IMSProvider::Logon answers when a store does not open. It decides what becomes of the whole service:
// most errors disable it for the session, MAPI_E_FAILONEPROVIDER does not ("IMSProvider::Logon" in the
// Outlook MAPI reference; row 23).
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/open.h>

namespace postroom::mapi {

// MAPI_E_UNCONFIGURED: the address is none, so the service has to be configured. MAPI_E_FAILONEPROVIDER: the
// database wants a password, or another one, or what is in the way may pass. MAPI_E_LOGON_FAILED: somebody
// would have to be asked for another place, and there is no dialog that could.
HRESULT logon_error(const Error& error, AddressKind kind);

}  // namespace postroom::mapi
