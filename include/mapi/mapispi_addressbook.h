// mapispi_addressbook.h: what MAPI asks of an address book provider.
#pragma once

#include "mapidefs.h"
#include "mapispi_support.h"

struct IABProvider;
using LPABPROVIDER = IABProvider*;
struct IABLogon;
using LPABLOGON = IABLogon*;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// Shutdown comes first in the table, as in every other provider; the documentation's list has it last.
struct IABProvider : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE Shutdown(ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE Logon(LPMAPISUP lpMAPISup, ULONG_PTR ulUIParam, LPTSTR lpszProfileName,
                                          ULONG ulFlags, ULONG* lpulcbSecurity, LPBYTE* lppbSecurity,
                                          LPMAPIERROR* lppMAPIError, LPABLOGON* lppABLogon) = 0;
};

// An address book that a session has opened.
struct IABLogon : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  virtual HRESULT STDMETHODCALLTYPE Logoff(ULONG ulFlags) = 0;
  // A null entry ID opens the root container.
  virtual HRESULT STDMETHODCALLTYPE OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface,
                                              ULONG ulFlags, ULONG* lpulObjType, LPUNKNOWN* lppUnk) = 0;
  virtual HRESULT STDMETHODCALLTYPE CompareEntryIDs(ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2,
                                                    LPENTRYID lpEntryID2, ULONG ulFlags,
                                                    ULONG* lpulResult) = 0;
  virtual HRESULT STDMETHODCALLTYPE Advise(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulEventMask,
                                           LPMAPIADVISESINK lpAdviseSink, ULONG_PTR* lpulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE Unadvise(ULONG_PTR ulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenStatusEntry(LPCIID lpInterface, ULONG ulFlags, ULONG* lpulObjType,
                                                    LPMAPISTATUS* lppEntry) = 0;
  // For an entry of another address book that was made from this one's template.
  virtual HRESULT STDMETHODCALLTYPE OpenTemplateID(ULONG cbTemplateID, LPENTRYID lpTemplateID,
                                                   ULONG ulTemplateFlags, LPMAPIPROP lpMAPIPropData,
                                                   LPCIID lpInterface, LPMAPIPROP* lppMAPIPropNew,
                                                   LPMAPIPROP lpMAPIPropSibling) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetOneOffTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  virtual HRESULT STDMETHODCALLTYPE PrepareRecips(ULONG ulFlags, LPSPropTagArray lpPropTagArray,
                                                  LPADRLIST lpRecipList) = 0;
};

#pragma GCC diagnostic pop

// The entry point.
using ABPROVIDERINIT = HRESULT(HINSTANCE hInstance, LPMALLOC lpMalloc, LPALLOCATEBUFFER lpAllocateBuffer,
                               LPALLOCATEMORE lpAllocateMore, LPFREEBUFFER lpFreeBuffer, ULONG ulFlags,
                               ULONG ulMAPIVer, ULONG* lpulProviderVer, LPABPROVIDER* lppABProvider);
using LPABPROVIDERINIT = ABPROVIDERINIT*;

extern "C" ABPROVIDERINIT ABProviderInit;
