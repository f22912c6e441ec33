// mapispi_transport.h: what the spooler asks of a transport provider, and of a hook that looks at each
// message.
#pragma once

#include "mapidefs.h"
#include "mapispi_support.h"

// TransportLogon, to the transport.
#define LOGON_NO_DIALOG ((ULONG)0x00000001)
#define LOGON_NO_CONNECT ((ULONG)0x00000004)
#define LOGON_NO_INBOUND ((ULONG)0x00000008)
#define LOGON_NO_OUTBOUND ((ULONG)0x00000010)
// and from it: which of Idle, Poll and name resolution it wants.
#define LOGON_SP_IDLE ((ULONG)0x00010000)
#define LOGON_SP_POLL ((ULONG)0x00020000)
#define LOGON_SP_RESOLVE ((ULONG)0x00040000)

// TransportNotify.
#define NOTIFY_ABORT_DEFERRED ((ULONG)0x40000000)
#define NOTIFY_CANCEL_MESSAGE ((ULONG)0x80000000)
#define NOTIFY_BEGIN_INBOUND ((ULONG)0x00000001)
#define NOTIFY_END_INBOUND ((ULONG)0x00010000)
#define NOTIFY_BEGIN_OUTBOUND ((ULONG)0x00000002)
#define NOTIFY_END_OUTBOUND ((ULONG)0x00020000)
#define NOTIFY_BEGIN_INBOUND_FLUSH ((ULONG)0x00000004)
#define NOTIFY_END_INBOUND_FLUSH ((ULONG)0x00040000)
#define NOTIFY_BEGIN_OUTBOUND_FLUSH ((ULONG)0x00000008)
#define NOTIFY_END_OUTBOUND_FLUSH ((ULONG)0x00080000)

// TransportLogoff, and the shutdown of a transport.
#define LOGOFF_NORMAL ((ULONG)0x00000001)
#define LOGOFF_HURRY ((ULONG)0x80000000)
#define DEINIT_NORMAL ((ULONG)0x00000001)
#define DEINIT_HURRY ((ULONG)0x80000000)

// SubmitMessage: the message was deferred before.
#define BEGIN_DEFERRED ((ULONG)0x00000001)

// Out of EndMessage.
#define END_RESEND_NOW ((ULONG)0x00010000)
#define END_RESEND_LATER ((ULONG)0x00020000)
#define END_DONT_RESEND ((ULONG)0x00040000)

// What ulFlags of OPTIONDATA says the options are for.
#define OPTION_TYPE_RECIPIENT ((ULONG)0x00000001)
#define OPTION_TYPE_MESSAGE ((ULONG)0x00000002)

// The options that a transport has for one type of address, with the function that shows them.
struct OPTIONDATA {
  ULONG ulFlags;
  LPGUID lpRecipGUID;
  LPTSTR lpszAdrType;
  LPTSTR lpszDLLName;
  ULONG ulOrdinal;
  ULONG cbOptionsData;
  LPBYTE lpbOptionsData;
  ULONG cOptionsProps;
  LPSPropValue lpOptionsProps;
};
using LPOPTIONDATA = OPTIONDATA*;

using OPTIONCALLBACK = SCODE(HINSTANCE hInst, LPMALLOC lpMalloc, ULONG ulFlags, ULONG cbOptionData,
                             LPBYTE lpbOptionData, LPMAPISUP lpMAPISup, LPMAPIPROP lpDataSource,
                             LPMAPIPROP* lppWrappedSource, LPMAPIERROR* lppMAPIError);

struct IXPProvider;
using LPXPPROVIDER = IXPProvider*;
struct IXPLogon;
using LPXPLOGON = IXPLogon*;
struct ISpoolerHook;
using LPSPOOLERHOOK = ISpoolerHook*;
struct IMAPISession;
using LPMAPISESSION = IMAPISession*;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct IXPProvider : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE Shutdown(ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE TransportLogon(LPMAPISUP lpMAPISup, ULONG_PTR ulUIParam,
                                                   LPTSTR lpszProfileName, ULONG* lpulFlags,
                                                   LPMAPIERROR* lppMAPIError, LPXPLOGON* lppXPLogon) = 0;
};

// A transport that a session has started. A message reference is the transport's own number for a message
// under way.
struct IXPLogon : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE AddressTypes(ULONG* lpulFlags, ULONG* lpcAdrType,
                                                 LPTSTR** lpppszAdrTypeArray, ULONG* lpcMAPIUID,
                                                 LPMAPIUID** lpppUIDArray) = 0;
  virtual HRESULT STDMETHODCALLTYPE RegisterOptions(ULONG* lpulFlags, ULONG* lpcOptions,
                                                    LPOPTIONDATA* lppOptions) = 0;
  virtual HRESULT STDMETHODCALLTYPE TransportNotify(ULONG* lpulFlags, LPVOID* lppvData) = 0;
  virtual HRESULT STDMETHODCALLTYPE Idle(ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE TransportLogoff(ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE SubmitMessage(ULONG ulFlags, LPMESSAGE lpMessage, ULONG_PTR* lpulMsgRef,
                                                  ULONG_PTR* lpulReturnParm) = 0;
  virtual HRESULT STDMETHODCALLTYPE EndMessage(ULONG_PTR ulMsgRef, ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE Poll(ULONG* lpulIncoming) = 0;
  virtual HRESULT STDMETHODCALLTYPE StartMessage(ULONG ulFlags, LPMESSAGE lpMessage,
                                                 ULONG_PTR* lpulMsgRef) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenStatusEntry(LPCIID lpInterface, ULONG ulFlags, ULONG* lpulObjType,
                                                    LPMAPISTATUS* lppEntry) = 0;
  virtual HRESULT STDMETHODCALLTYPE ValidateState(ULONG_PTR ulUIParam, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE FlushQueues(ULONG_PTR ulUIParam, ULONG cbTargetTransport,
                                                LPENTRYID lpTargetTransport, ULONG ulFlags) = 0;
};

// Out of a hook: delete the message, and call no further hook.
#define HOOK_DELETE ((ULONG)0x00000001)
#define HOOK_CANCEL ((ULONG)0x00000002)

// Looks at each message on its way in or out and may name another folder for it.
struct ISpoolerHook : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE InboundMsgHook(LPMESSAGE lpMessage, LPMAPIFOLDER lpFolder, LPMDB lpMDB,
                                                   ULONG* lpulFlags, ULONG* lpcbEntryID,
                                                   LPBYTE* lppEntryID) = 0;
  virtual HRESULT STDMETHODCALLTYPE OutboundMsgHook(LPMESSAGE lpMessage, LPMAPIFOLDER lpFolder, LPMDB lpMDB,
                                                    ULONG* lpulFlags, ULONG* lpcbEntryID,
                                                    LPBYTE* lppEntryID) = 0;
};

#pragma GCC diagnostic pop

// The entry points.
using XPPROVIDERINIT = HRESULT(HINSTANCE hInstance, LPMALLOC lpMalloc, LPALLOCATEBUFFER lpAllocateBuffer,
                               LPALLOCATEMORE lpAllocateMore, LPFREEBUFFER lpFreeBuffer, ULONG ulFlags,
                               ULONG ulMAPIVer, ULONG* lpulProviderVer, LPXPPROVIDER* lppXPProvider);
using LPXPPROVIDERINIT = XPPROVIDERINIT*;

// Which hook is asked for.
#define HOOK_INBOUND ((ULONG)0x00000200)
#define HOOK_OUTBOUND ((ULONG)0x00000400)

using HPPROVIDERINIT = HRESULT(LPMAPISESSION lpSession, HINSTANCE hInstance,
                               LPALLOCATEBUFFER lpAllocateBuffer, LPALLOCATEMORE lpAllocateMore,
                               LPFREEBUFFER lpFreeBuffer, LPMAPIUID lpSectionUID, ULONG ulFlags,
                               LPSPOOLERHOOK* lppSpoolerHook);
using LPHPPROVIDERINIT = HPPROVIDERINIT*;

extern "C" XPPROVIDERINIT XPProviderInit;
extern "C" HPPROVIDERINIT HPProviderInit;
