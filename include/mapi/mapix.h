// mapix.h: what a client asks of MAPI: starting it, logging on to a session, and the objects of a session.
//
// The functions themselves are given as types only: a program loads them from the MAPI it runs with.
#pragma once

#include "mapix_addressbook.h"
#include "mapix_administration.h"
#include "mapix_memory.h"
#include "mapix_session.h"

using FLAGS = ULONG;

// MAPILogonEx. MAPI_UNICODE, MAPI_NT_SERVICE and MAPI_USE_DEFAULT go with them.
#define MAPI_LOGON_UI 0x00000001
#define MAPI_NEW_SESSION 0x00000002
#define MAPI_APP_PROFILE 0x00000004
#define MAPI_ALLOW_OTHERS 0x00000008
#define MAPI_EXPLICIT_PROFILE 0x00000010
#define MAPI_EXTENDED 0x00000020
#define MAPI_FORCE_DOWNLOAD 0x00001000
#define MAPI_SERVICE_UI_ALWAYS 0x00002000
#define MAPI_NO_MAIL 0x00008000
#define MAPI_PASSWORD_UI 0x00020000
#define MAPI_TIMEOUT_SHORT 0x00100000
#define MAPI_BG_SESSION 0x00200000
#define MAPI_SIMPLE_DEFAULT (MAPI_LOGON_UI | MAPI_FORCE_DOWNLOAD | MAPI_ALLOW_OTHERS)
#define MAPI_SIMPLE_EXPLICIT (MAPI_NEW_SESSION | MAPI_FORCE_DOWNLOAD | MAPI_EXPLICIT_PROFILE)

// What MAPIInitialize takes. MAPI_NT_SERVICE goes with its flags.
struct MAPIINIT_0 {
  ULONG ulVersion;
  ULONG ulFlags;
};
using LPMAPIINIT_0 = MAPIINIT_0*;
using MAPIINIT = MAPIINIT_0;
using LPMAPIINIT = MAPIINIT*;

#define MAPI_INIT_VERSION 0
#define MAPI_MULTITHREAD_NOTIFICATIONS 0x00000001
#define MAPI_NO_COINIT 0x00000008

using MAPIINITIALIZE = HRESULT(LPVOID lpMapiInit);
using LPMAPIINITIALIZE = MAPIINITIALIZE*;
using MAPIUNINITIALIZE = void();
using LPMAPIUNINITIALIZE = MAPIUNINITIALIZE*;
// Both texts are in the width that MAPI_UNICODE says; the password is null.
using MAPILOGONEX = HRESULT(ULONG_PTR ulUIParam, LPTSTR lpszProfileName, LPTSTR lpszPassword, ULONG ulFlags,
                            LPMAPISESSION* lppSession);
using LPMAPILOGONEX = MAPILOGONEX*;
using MAPIADMINPROFILES = HRESULT(ULONG ulFlags, LPPROFADMIN* lppProfAdmin);
using LPMAPIADMINPROFILES = MAPIADMINPROFILES*;
