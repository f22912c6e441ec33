// IUnknown, the root of every MAPI interface, IMalloc, and the macros in which interfaces and their functions are
// written.
//
// An interface is a struct of pure virtual functions with single inheritance and without a virtual destructor: its
// virtual table holds the documented methods in the documented order and nothing else. Objects end by Release.
#pragma once

#include "mapicom_results.h"

// Calling conventions are the platform's own, so the words for them are empty.
#define STDMETHODCALLTYPE
#define STDMETHODVCALLTYPE
#define STDAPICALLTYPE
#define STDMAPIINITCALLTYPE
#ifndef WINAPI
#define WINAPI
#endif
#ifndef CALLBACK
#define CALLBACK
#endif
#ifndef PASCAL
#define PASCAL
#endif

#define STDMETHODIMP HRESULT
#define STDMETHODIMP_(type) type
#define STDMETHOD(method) virtual HRESULT method
#define STDMETHOD_(type, method) virtual type method
#define STDAPI extern "C" HRESULT
#define STDAPI_(type) extern "C" type
#define PURE = 0
#define THIS_
#define THIS void

// The same for MAPI.
#define MAPIMETHOD(method) virtual HRESULT method
#define MAPIMETHOD_(type, method) virtual type method
#define BEGIN_INTERFACE
#define DECLARE_MAPI_INTERFACE(name) struct name
#define DECLARE_MAPI_INTERFACE_(name, base) struct name : public base
#define DECLARE_MAPI_INTERFACE_PTR(name, pointer) \
  struct name;                                    \
  using pointer = name*

DEFINE_OLEGUID(IID_IUnknown, 0x00000000, 0, 0);
DEFINE_OLEGUID(IID_IClassFactory, 0x00000001, 0, 0);
DEFINE_OLEGUID(IID_IMalloc, 0x00000002, 0, 0);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct IUnknown {
  // Gives another interface of the same object, with one reference added, or E_NOINTERFACE and a null pointer.
  virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void** ppvObj) = 0;
  // Both return the new count, which is for diagnosis only. The object is gone when it falls to 0.
  virtual ULONG STDMETHODCALLTYPE AddRef() = 0;
  virtual ULONG STDMETHODCALLTYPE Release() = 0;
};
using LPUNKNOWN = IUnknown*;

struct IClassFactory : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* pUnkOuter, REFIID riid, void** ppvObject) = 0;
  virtual HRESULT STDMETHODCALLTYPE LockServer(BOOL fLock) = 0;
};
using LPCLASSFACTORY = IClassFactory*;

// A heap. GetSize and DidAlloc may answer -1 where the heap cannot tell; Free takes a null pointer.
struct IMalloc : public IUnknown {
  virtual void* STDMETHODCALLTYPE Alloc(SIZE_T cb) = 0;
  virtual void* STDMETHODCALLTYPE Realloc(void* pv, SIZE_T cb) = 0;
  virtual void STDMETHODCALLTYPE Free(void* pv) = 0;
  virtual SIZE_T STDMETHODCALLTYPE GetSize(void* pv) = 0;
  virtual int STDMETHODCALLTYPE DidAlloc(void* pv) = 0;
  virtual void STDMETHODCALLTYPE HeapMinimize() = 0;
};
using LPMALLOC = IMalloc*;

#pragma GCC diagnostic pop
