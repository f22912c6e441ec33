// Property values, lists of tags, the problems of single properties, names of named properties, extended
// errors.
#pragma once

#include "mapidefs_declarations.h"
#include "mapidefs_types.h"

struct SPropTagArray {
  ULONG cValues;
  ULONG aulPropTag[1];
};
using LPSPropTagArray = SPropTagArray*;
#define CbNewSPropTagArray(count) (offsetof(SPropTagArray, aulPropTag) + (count) * sizeof(ULONG))
#define CbSPropTagArray(array) CbNewSPropTagArray((array)->cValues)
#define SizedSPropTagArray(count, name) \
  struct SPropTagArray_of_##name {      \
    ULONG cValues;                      \
    ULONG aulPropTag[count];            \
  } name

struct SBinary {
  ULONG cb;
  LPBYTE lpb;
};
using LPSBinary = SBinary*;

struct SShortArray {
  ULONG cValues;
  SHORT* lpi;
};
struct SLongArray {
  ULONG cValues;
  LONG* lpl;
};
struct SRealArray {
  ULONG cValues;
  float* lpflt;
};
struct SDoubleArray {
  ULONG cValues;
  double* lpdbl;
};
struct SCurrencyArray {
  ULONG cValues;
  CURRENCY* lpcur;
};
struct SAppTimeArray {
  ULONG cValues;
  double* lpat;
};
struct SDateTimeArray {
  ULONG cValues;
  FILETIME* lpft;
};
struct SBinaryArray {
  ULONG cValues;
  SBinary* lpbin;
};
struct SLPSTRArray {
  ULONG cValues;
  LPSTR* lppszA;
};
struct SWStringArray {
  ULONG cValues;
  LPWSTR* lppszW;
};
struct SGuidArray {
  ULONG cValues;
  GUID* lpguid;
};
struct SLargeIntegerArray {
  ULONG cValues;
  LARGE_INTEGER* lpli;
};

// Entry IDs of several objects.
using ENTRYLIST = SBinaryArray;
using LPENTRYLIST = ENTRYLIST*;

// The value; which member holds it is said by the type in the tag.
union _PV {
  SHORT i;           // PT_I2
  LONG l;            // PT_LONG
  ULONG ul;          // the same, unsigned
  float flt;         // PT_R4
  double dbl;        // PT_DOUBLE
  USHORT b;          // PT_BOOLEAN, 0 or 1
  CURRENCY cur;      // PT_CURRENCY
  double at;         // PT_APPTIME, days since 1899-12-30
  FILETIME ft;       // PT_SYSTIME
  LPSTR lpszA;       // PT_STRING8
  SBinary bin;       // PT_BINARY
  LPWSTR lpszW;      // PT_UNICODE
  LPGUID lpguid;     // PT_CLSID
  LARGE_INTEGER li;  // PT_I8
  SShortArray MVi;
  SLongArray MVl;
  SRealArray MVflt;
  SDoubleArray MVdbl;
  SCurrencyArray MVcur;
  SAppTimeArray MVat;
  SDateTimeArray MVft;
  SBinaryArray MVbin;
  SLPSTRArray MVszA;
  SWStringArray MVszW;
  SGuidArray MVguid;
  SLargeIntegerArray MVli;
  SCODE err;  // PT_ERROR: why there is no value
  LONG x;     // PT_NULL and PT_OBJECT, which have none
};
using __UPV = _PV;

struct SPropValue {
  ULONG ulPropTag;
  ULONG dwAlignPad;
  _PV Value;
};
using LPSPropValue = SPropValue*;

// What went wrong with one property of a call that else succeeded; the index counts in the caller's list.
struct SPropProblem {
  ULONG ulIndex;
  ULONG ulPropTag;
  SCODE scode;
};
using LPSPropProblem = SPropProblem*;
struct SPropProblemArray {
  ULONG cProblem;
  SPropProblem aProblem[1];
};
using LPSPropProblemArray = SPropProblemArray*;
#define CbNewSPropProblemArray(count) (offsetof(SPropProblemArray, aProblem) + (count) * sizeof(SPropProblem))
#define CbSPropProblemArray(array) CbNewSPropProblemArray((array)->cProblem)
#define SizedSPropProblemArray(count, name) \
  struct SPropProblemArray_of_##name {      \
    ULONG cProblem;                         \
    SPropProblem aProblem[count];           \
  } name

// The name of a named property: a set, and a number or a text in it.
#define MNID_ID 0U
#define MNID_STRING 1U
struct MAPINAMEID {
  LPGUID lpguid;
  ULONG ulKind;
  union {
    LONG lID;
    LPWSTR lpwstrName;
  } Kind;
};
using LPMAPINAMEID = MAPINAMEID*;

// What GetLastError tells of an object's previous error. Freed as one buffer; the texts are wide where the
// call asked for MAPI_UNICODE.
#define MAPI_ERROR_VERSION 0x00000000U
struct MAPIERROR {
  ULONG ulVersion;
  LPTSTR lpszError;
  LPTSTR lpszComponent;
  ULONG ulLowLevelError;
  ULONG ulContext;
};
using LPMAPIERROR = MAPIERROR*;
