// mapispi_store.h: what MAPI asks of a message store provider.
#pragma once

#include "mapidefs.h"
#include "mapispi_support.h"

struct IMSProvider;
using LPMSPROVIDER = IMSProvider*;
struct IMSLogon;
using LPMSLOGON = IMSLogon*;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// One per session, however many stores the session opens.
struct IMSProvider : public IUnknown {
  // After the last logon has been released. *lpulFlags is 0 in and out.
  virtual HRESULT STDMETHODCALLTYPE Shutdown(ULONG* lpulFlags) = 0;
  // Opens a store for a client: a logon object for MAPI and a store object for the client, made and freed as
  // a pair. For a store that is open in this session already only the store is given, *lppMSLogon is null.
  // The bytes of *lppbSpoolSecurity reach SpoolerLogon in another process, so they hold no pointers.
  virtual HRESULT STDMETHODCALLTYPE Logon(LPMAPISUP lpMAPISup, ULONG_PTR ulUIParam, LPTSTR lpszProfileName,
                                          ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulFlags,
                                          LPCIID lpInterface, ULONG* lpcbSpoolSecurity,
                                          LPBYTE* lppbSpoolSecurity, LPMAPIERROR* lppMAPIError,
                                          LPMSLOGON* lppMSLogon, LPMDB* lppMDB) = 0;
  // The same for the spooler.
  virtual HRESULT STDMETHODCALLTYPE SpoolerLogon(LPMAPISUP lpMAPISup, ULONG_PTR ulUIParam,
                                                 LPTSTR lpszProfileName, ULONG cbEntryID, LPENTRYID lpEntryID,
                                                 ULONG ulFlags, LPCIID lpInterface, ULONG cbSpoolSecurity,
                                                 LPBYTE lpbSpoolSecurity, LPMAPIERROR* lppMAPIError,
                                                 LPMSLOGON* lppMSLogon, LPMDB* lppMDB) = 0;
  // Of two stores' own entry IDs, not wrapped ones; no store need be open.
  virtual HRESULT STDMETHODCALLTYPE CompareStoreIDs(ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2,
                                                    LPENTRYID lpEntryID2, ULONG ulFlags,
                                                    ULONG* lpulResult) = 0;
};

// The side of an open store that MAPI talks to.
struct IMSLogon : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  virtual HRESULT STDMETHODCALLTYPE Logoff(ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface,
                                              ULONG ulFlags, ULONG* lpulObjType, LPUNKNOWN* lppUnk) = 0;
  virtual HRESULT STDMETHODCALLTYPE CompareEntryIDs(ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2,
                                                    LPENTRYID lpEntryID2, ULONG ulFlags,
                                                    ULONG* lpulResult) = 0;
  virtual HRESULT STDMETHODCALLTYPE Advise(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulEventMask,
                                           LPMAPIADVISESINK lpAdviseSink, ULONG_PTR* lpulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE Unadvise(ULONG_PTR ulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenStatusEntry(LPCIID lpInterface, ULONG ulFlags, ULONG* lpulObjType,
                                                    LPVOID* lppEntry) = 0;
};

#pragma GCC diagnostic pop

// The entry point. A new provider object with every call, also in one process.
using MSPROVIDERINIT = HRESULT(HINSTANCE hInstance, LPMALLOC lpMalloc, LPALLOCATEBUFFER lpAllocateBuffer,
                               LPALLOCATEMORE lpAllocateMore, LPFREEBUFFER lpFreeBuffer, ULONG ulFlags,
                               ULONG ulMAPIVer, ULONG* lpulProviderVer, LPMSPROVIDER* lppMSProvider);
using LPMSPROVIDERINIT = MSPROVIDERINIT*;

extern "C" MSPROVIDERINIT MSProviderInit;
