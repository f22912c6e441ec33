// mapispi_service.h: how a message service, the group of providers that a user installs as one, is
// configured.
#pragma once

#include "mapidefs.h"
#include "mapispi_support.h"

// ulFlags of the entry point: whether it may or must show its dialog, and what that may do.
// SERVICE_UI_ALWAYS, SERVICE_UI_ALLOWED and UI_CURRENT_PROVIDER_FIRST (mapidefs_status.h) go with them.
#define MSG_SERVICE_UI_READ_ONLY 0x00000008
#define SERVICE_LOGON_FAILED 0x00000020

// ulContext: what is being done to the service.
#define MSG_SERVICE_INSTALL 0x00000001
#define MSG_SERVICE_CREATE 0x00000002
#define MSG_SERVICE_CONFIGURE 0x00000003
#define MSG_SERVICE_DELETE 0x00000004
#define MSG_SERVICE_UNINSTALL 0x00000005
#define MSG_SERVICE_PROVIDER_CREATE 0x00000006
#define MSG_SERVICE_PROVIDER_DELETE 0x00000007

// The entry point, exported under the name that PR_SERVICE_ENTRY_NAME gives; Postroom's is in
// postroom_mapi.h. lpProps are settings for MSG_SERVICE_CONFIGURE: where they are valid and no dialog is
// demanded, none is shown.
using MSGSERVICEENTRY = HRESULT(HINSTANCE hInstance, LPMALLOC lpMalloc, LPMAPISUP lpMAPISup,
                                ULONG_PTR ulUIParam, ULONG ulFlags, ULONG ulContext, ULONG cValues,
                                LPSPropValue lpProps, LPPROVIDERADMIN lpProviderAdmin,
                                LPMAPIERROR* lppMapiError);
using LPMSGSERVICEENTRY = MSGSERVICEENTRY*;
