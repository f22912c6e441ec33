// Status objects and rows, the administration of a service's providers, and fast shutdown.
#pragma once

#include "mapidefs_identifiers.h"
#include "mapidefs_property.h"

// PR_RESOURCE_TYPE.
#define MAPI_STORE_PROVIDER 33U
#define MAPI_AB 34U
#define MAPI_AB_PROVIDER 35U
#define MAPI_TRANSPORT_PROVIDER 36U
#define MAPI_SPOOLER 37U
#define MAPI_PROFILE_PROVIDER 38U
#define MAPI_SUBSYSTEM 39U
#define MAPI_HOOK_PROVIDER 40U

// PR_RESOURCE_METHODS.
#define STATUS_VALIDATE_STATE 0x00000001U
#define STATUS_SETTINGS_DIALOG 0x00000002U
#define STATUS_CHANGE_PASSWORD 0x00000004U
#define STATUS_FLUSH_QUEUES 0x00000008U

// PR_RESOURCE_FLAGS.
#define STATUS_DEFAULT_OUTBOUND 0x00000001U
#define STATUS_DEFAULT_STORE 0x00000002U
#define STATUS_PRIMARY_IDENTITY 0x00000004U
#define STATUS_SIMPLE_STORE 0x00000008U
#define STATUS_XP_PREFER_LAST 0x00000010U
#define STATUS_NO_PRIMARY_IDENTITY 0x00000020U
#define STATUS_NO_DEFAULT_STORE 0x00000040U
#define STATUS_TEMP_SECTION 0x00000080U
#define STATUS_OWN_STORE 0x00000100U
#define STATUS_NEED_IPM_TREE 0x00000800U
#define STATUS_PRIMARY_STORE 0x00001000U
#define STATUS_SECONDARY_STORE 0x00002000U

// PR_STATUS_CODE; from INBOUND on those of transports alone.
#define STATUS_AVAILABLE 0x00000001U
#define STATUS_OFFLINE 0x00000002U
#define STATUS_FAILURE 0x00000004U
#define STATUS_INBOUND_ENABLED 0x00010000U
#define STATUS_INBOUND_ACTIVE 0x00020000U
#define STATUS_INBOUND_FLUSH 0x00040000U
#define STATUS_OUTBOUND_ENABLED 0x00100000U
#define STATUS_OUTBOUND_ACTIVE 0x00200000U
#define STATUS_OUTBOUND_FLUSH 0x00400000U
#define STATUS_REMOTE_ACCESS 0x00800000U

// ValidateState.
#define SUPPRESS_UI 0x00000001U
#define REFRESH_XP_HEADER_CACHE 0x00010000U
#define PROCESS_XP_HEADER_CACHE 0x00020000U
#define FORCE_XP_CONNECT 0x00040000U
#define FORCE_XP_DISCONNECT 0x00080000U
#define CONFIG_CHANGED 0x00100000U
#define ABORT_XP_HEADER_OPERATION 0x00200000U
#define SHOW_XP_SESSION_UI 0x00400000U
// SettingsDialog.
#define UI_READONLY 0x00000001U
// FlushQueues.
#define FLUSH_UPLOAD 0x00000002U
#define FLUSH_DOWNLOAD 0x00000004U
#define FLUSH_FORCE 0x00000008U
#define FLUSH_NO_UI 0x00000010U
#define FLUSH_ASYNC_OK 0x00000020U

// Longest names and passwords of profiles, in characters without the end.
#define cchProfileNameMax 64
#define cchProfilePassMax 64

// Whether configuring a service may or must ask a person (IProviderAdmin, IMsgServiceAdmin).
#define UI_SERVICE 0x00000002U
#define SERVICE_UI_ALWAYS 0x00000002U
#define UI_CURRENT_PROVIDER_FIRST 0x00000004U
#define SERVICE_UI_ALLOWED 0x00000010U

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// How a provider, or a part of MAPI, is doing. PR_RESOURCE_METHODS says which of its methods do something.
struct IMAPIStatus : public IMAPIProp {
  virtual HRESULT STDMETHODCALLTYPE ValidateState(ULONG_PTR ulUIParam, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE SettingsDialog(ULONG_PTR ulUIParam, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE ChangePassword(LPTSTR lpOldPass, LPTSTR lpNewPass, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE FlushQueues(ULONG_PTR ulUIParam, ULONG cbTargetTransport,
                                                LPENTRYID lpTargetTransport, ULONG ulFlags) = 0;
};

// The providers of one message service in a profile.
struct IProviderAdmin : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetProviderTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  virtual HRESULT STDMETHODCALLTYPE CreateProvider(LPTSTR lpszProvider, ULONG cValues, LPSPropValue lpProps,
                                                   ULONG_PTR ulUIParam, ULONG ulFlags, MAPIUID* lpUID) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteProvider(LPMAPIUID lpUID) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenProfileSection(LPMAPIUID lpUID, LPCIID lpInterface, ULONG ulFlags,
                                                       LPPROFSECT* lppProfSect) = 0;
};

// For a client that is about to end without releasing everything: of the session, and what it asks of each
// provider. After NotifyProcessShutdown nothing may be lost when the process goes.
struct IMAPIClientShutdown : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE QueryFastShutdown() = 0;
  virtual HRESULT STDMETHODCALLTYPE NotifyProcessShutdown() = 0;
  virtual HRESULT STDMETHODCALLTYPE DoFastShutdown() = 0;
};
struct IMAPIProviderShutdown : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE QueryFastShutdown() = 0;
  virtual HRESULT STDMETHODCALLTYPE NotifyProcessShutdown() = 0;
  virtual HRESULT STDMETHODCALLTYPE DoFastShutdown() = 0;
};

#pragma GCC diagnostic pop
