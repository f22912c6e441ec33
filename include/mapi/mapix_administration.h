// mapix_administration.h: profiles, and the message services in one of them.
#pragma once

#include "mapidefs.h"

// CreateProfile: with the services of the [Default Services] section of mapisvc.inf.
#define MAPI_DEFAULT_SERVICES 0x00000001

// PR_RESOURCE_FLAGS of a message service.
#define SERVICE_DEFAULT_STORE 0x00000001
#define SERVICE_SINGLE_COPY 0x00000002
#define SERVICE_CREATE_WITH_STORE 0x00000004
#define SERVICE_PRIMARY_IDENTITY 0x00000008
#define SERVICE_NO_PRIMARY_IDENTITY 0x00000020

struct IProfAdmin;
using LPPROFADMIN = IProfAdmin*;
struct IMsgServiceAdmin;
using LPSERVICEADMIN = IMsgServiceAdmin*;
struct IMsgServiceAdmin2;
using LPSERVICEADMIN2 = IMsgServiceAdmin2*;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// Texts are in the width that the call's MAPI_UNICODE flag says. Passwords are null.
struct IProfAdmin : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetProfileTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  virtual HRESULT STDMETHODCALLTYPE CreateProfile(LPTSTR lpszProfileName, LPTSTR lpszPassword,
                                                  ULONG_PTR ulUIParam, ULONG ulFlags) = 0;
  // One that is in use goes when its last user has logged off.
  virtual HRESULT STDMETHODCALLTYPE DeleteProfile(LPTSTR lpszProfileName, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE ChangeProfilePassword(LPTSTR lpszProfileName, LPTSTR lpszOldPassword,
                                                          LPTSTR lpszNewPassword, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE CopyProfile(LPTSTR lpszOldProfileName, LPTSTR lpszOldPassword,
                                                LPTSTR lpszNewProfileName, ULONG_PTR ulUIParam,
                                                ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE RenameProfile(LPTSTR lpszOldProfileName, LPTSTR lpszOldPassword,
                                                  LPTSTR lpszNewProfileName, ULONG_PTR ulUIParam,
                                                  ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetDefaultProfile(LPTSTR lpszProfileName, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE AdminServices(LPTSTR lpszProfileName, LPTSTR lpszPassword,
                                                  ULONG_PTR ulUIParam, ULONG ulFlags,
                                                  LPSERVICEADMIN* lppServiceAdmin) = 0;
};

// A service is known by the UID that is in PR_SERVICE_UID of the service table.
struct IMsgServiceAdmin : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetMsgServiceTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  virtual HRESULT STDMETHODCALLTYPE CreateMsgService(LPTSTR lpszService, LPTSTR lpszDisplayName,
                                                     ULONG_PTR ulUIParam, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteMsgService(LPMAPIUID lpUID) = 0;
  virtual HRESULT STDMETHODCALLTYPE CopyMsgService(LPMAPIUID lpUID, LPTSTR lpszDisplayName,
                                                   LPCIID lpInterfaceToCopy, LPCIID lpInterfaceDst,
                                                   LPVOID lpObjectDst, ULONG_PTR ulUIParam,
                                                   ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE RenameMsgService(LPMAPIUID lpUID, ULONG ulFlags,
                                                     LPTSTR lpszDisplayName) = 0;
  // Calls the service's entry point with MSG_SERVICE_CONFIGURE and these settings.
  virtual HRESULT STDMETHODCALLTYPE ConfigureMsgService(LPMAPIUID lpUID, ULONG_PTR ulUIParam, ULONG ulFlags,
                                                        ULONG cValues, LPSPropValue lpProps) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenProfileSection(LPMAPIUID lpUID, LPCIID lpInterface, ULONG ulFlags,
                                                       LPPROFSECT* lppProfSect) = 0;
  virtual HRESULT STDMETHODCALLTYPE MsgServiceTransportOrder(ULONG cUID, LPMAPIUID lpUIDList,
                                                             ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE AdminProviders(LPMAPIUID lpUID, ULONG ulFlags,
                                                   LPPROVIDERADMIN* lppProviderAdmin) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetPrimaryIdentity(LPMAPIUID lpUID, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetProviderTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
};

struct IMsgServiceAdmin2 : public IMsgServiceAdmin {
  // As CreateMsgService, and says which service it made.
  virtual HRESULT STDMETHODCALLTYPE CreateMsgServiceEx(LPTSTR lpszService, LPTSTR lpszDisplayName,
                                                       ULONG_PTR ulUIParam, ULONG ulFlags,
                                                       LPMAPIUID lpuidService) = 0;
};

#pragma GCC diagnostic pop
