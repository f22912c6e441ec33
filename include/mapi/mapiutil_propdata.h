// mapiutil_propdata.h: an object of properties in memory, whose owner decides what others may change.
#pragma once

#include "mapidefs.h"

// What others may do to the object or to one property, and, of a property, whether it has changed.
#define IPROP_READONLY ((ULONG)0x00000001)
#define IPROP_READWRITE ((ULONG)0x00000002)
#define IPROP_CLEAN ((ULONG)0x00010000)
#define IPROP_DIRTY ((ULONG)0x00020000)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// Everything is IPROP_READWRITE at first. Setting or deleting a property makes it IPROP_DIRTY.
struct IPropData : public IMAPIProp {
  virtual HRESULT STDMETHODCALLTYPE HrSetObjAccess(ULONG ulAccess) = 0;
  // One entry of rgulAccess per tag.
  virtual HRESULT STDMETHODCALLTYPE HrSetPropAccess(LPSPropTagArray lpPropTagArray, ULONG* rgulAccess) = 0;
  // A null *lppPropTagArray asks for every property; in the answer, 0 stands for one that was deleted. Of a
  // property that has changed only IPROP_DIRTY is told, of any other only its access. Both arrays are the
  // caller's to free.
  virtual HRESULT STDMETHODCALLTYPE HrGetPropAccess(LPSPropTagArray* lppPropTagArray,
                                                    ULONG** lprgulAccess) = 0;
  // Adds properties of type PT_OBJECT, which SetProps cannot.
  virtual HRESULT STDMETHODCALLTYPE HrAddObjProps(LPSPropTagArray lpPropTagArray,
                                                  LPSPropProblemArray* lppProblems) = 0;
};
using LPPROPDATA = IPropData*;

#pragma GCC diagnostic pop

// A new object with one reference. lpInterface is IID_IMAPIPropData, lpvReserved null.
extern "C" SCODE CreateIProp(LPCIID lpInterface, ALLOCATEBUFFER* lpAllocateBuffer,
                             ALLOCATEMORE* lpAllocateMore, FREEBUFFER* lpFreeBuffer, LPVOID lpvReserved,
                             LPPROPDATA* lppPropData);
