// IMAPIProp, which every object with properties has, IProfSect, which has no more, and IMAPIProgress, which
// copies report to.
#pragma once

#include "mapidefs_flags.h"
#include "mapidefs_values.h"

// SaveChanges. Bits; test them one by one.
#define KEEP_OPEN_READONLY 0x00000001U
#define KEEP_OPEN_READWRITE 0x00000002U
#define FORCE_SAVE 0x00000004U
#define SPAMFILTER_ONSAVE 0x00000080U
#define NON_EMS_XP_SAVE 0x00001000U

// OpenProperty: the stream begins at the end of the value.
#define STREAM_APPEND 0x00000004U

// GetNamesFromIDs.
#define MAPI_NO_STRINGS 0x00000001U
#define MAPI_NO_IDS 0x00000002U

// IMAPIProgress: the object was made by whom the user sees, not by one that it calls.
#define MAPI_TOP_LEVEL 0x00000001U

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct IMAPIProgress : public IUnknown {
  // The value rises from the minimum to the maximum; the counts are of objects, 0 where ulFlags lacks
  // MAPI_TOP_LEVEL.
  virtual HRESULT STDMETHODCALLTYPE Progress(ULONG ulValue, ULONG ulCount, ULONG ulTotal) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetFlags(ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetMax(ULONG* lpulMax) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetMin(ULONG* lpulMin) = 0;
  // Null pointers leave what is set.
  virtual HRESULT STDMETHODCALLTYPE SetLimits(LPULONG lpulMin, LPULONG lpulMax, LPULONG lpulFlags) = 0;
};

struct IMAPIProp : public IUnknown {
  // About the last call on this object that failed with hResult; null where there is nothing to tell.
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  // MAPI_E_OBJECT_CHANGED and MAPI_E_OBJECT_DELETED store nothing and leave the object open with its edits.
  virtual HRESULT STDMETHODCALLTYPE SaveChanges(ULONG ulFlags) = 0;
  // All properties with a null list. MAPI_W_ERRORS_RETURNED where some came back as PT_ERROR.
  virtual HRESULT STDMETHODCALLTYPE GetProps(LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG* lpcValues,
                                             LPSPropValue* lppPropArray) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetPropList(ULONG ulFlags, LPSPropTagArray* lppPropTagArray) = 0;
  // As a stream, storage, table or embedded message, whichever lpiid asks for.
  virtual HRESULT STDMETHODCALLTYPE OpenProperty(ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions,
                                                 ULONG ulFlags, LPUNKNOWN* lppUnk) = 0;
  // S_OK even where single properties failed; a null lppProblems says that the caller does not ask which.
  virtual HRESULT STDMETHODCALLTYPE SetProps(ULONG cValues, LPSPropValue lpPropArray,
                                             LPSPropProblemArray* lppProblems) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteProps(LPSPropTagArray lpPropTagArray,
                                                LPSPropProblemArray* lppProblems) = 0;
  // Everything but what is excluded, with the objects inside it.
  virtual HRESULT STDMETHODCALLTYPE CopyTo(ULONG ciidExclude, LPCIID rgiidExclude,
                                           LPSPropTagArray lpExcludeProps, ULONG_PTR ulUIParam,
                                           LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj,
                                           ULONG ulFlags, LPSPropProblemArray* lppProblems) = 0;
  virtual HRESULT STDMETHODCALLTYPE CopyProps(LPSPropTagArray lpIncludeProps, ULONG_PTR ulUIParam,
                                              LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj,
                                              ULONG ulFlags, LPSPropProblemArray* lppProblems) = 0;
  // All named properties with a null *lppPropTags, those of one set with lpPropSetGuid.
  virtual HRESULT STDMETHODCALLTYPE GetNamesFromIDs(LPSPropTagArray* lppPropTags, LPGUID lpPropSetGuid,
                                                    ULONG ulFlags, ULONG* lpcPropNames,
                                                    LPMAPINAMEID** lpppPropNames) = 0;
  // Tags of PT_UNSPECIFIED in the order of the names. MAPI_CREATE makes those that are new.
  virtual HRESULT STDMETHODCALLTYPE GetIDsFromNames(ULONG cPropNames, LPMAPINAMEID* lppPropNames,
                                                    ULONG ulFlags, LPSPropTagArray* lppPropTags) = 0;
};

// A section of a profile. Not transacted; secure properties (0x67F0 to 0x67FF) are answered only when asked
// for by tag.
struct IProfSect : public IMAPIProp {};

#pragma GCC diagnostic pop
