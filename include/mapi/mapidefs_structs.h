// mapidefs_structs.h: what MAPI's methods exchange: entry IDs, property values, rows, restrictions, orders,
// notifications. Layouts are those of the documentation on a platform with pointers of 64 bits.
#pragma once

#include "mapidefs_values.h"

struct MAPIUID {
  BYTE ab[16];
};
using LPMAPIUID = MAPIUID*;
constexpr bool IsEqualMAPIUID(const MAPIUID& a, const MAPIUID& b) {
  for (int i = 0; i < 16; ++i) {
    if (a.ab[i] != b.ab[i]) return false;
  }
  return true;
}

// Arrays at the end of a structure are as long as the count before them says; MAPI_DIM is what C++ allows to
// write.
#ifndef MAPI_DIM
#define MAPI_DIM 1
#endif

struct ENTRYID {
  BYTE abFlags[4];
  BYTE ab[MAPI_DIM];
};
using LPENTRYID = ENTRYID*;
#define CbNewENTRYID(cb) (offsetof(ENTRYID, ab) + (cb))
#define CbENTRYID(cb) (offsetof(ENTRYID, ab) + (cb))
#define SizedENTRYID(cb, name) \
  struct {                     \
    BYTE abFlags[4];           \
    BYTE ab[cb];               \
  } name

struct FLATENTRY {
  ULONG cb;
  BYTE abEntry[MAPI_DIM];
};
using LPFLATENTRY = FLATENTRY*;
#define CbNewFLATENTRY(cb) (offsetof(FLATENTRY, abEntry) + (cb))
#define CbFLATENTRY(entry) (offsetof(FLATENTRY, abEntry) + (entry)->cb)
struct FLATENTRYLIST {
  ULONG cEntries;
  ULONG cbEntries;
  BYTE abEntries[MAPI_DIM];
};
using LPFLATENTRYLIST = FLATENTRYLIST*;
#define CbNewFLATENTRYLIST(cb) (offsetof(FLATENTRYLIST, abEntries) + (cb))
#define CbFLATENTRYLIST(list) (offsetof(FLATENTRYLIST, abEntries) + (list)->cbEntries)
struct MTSID {
  ULONG cb;
  BYTE ab[MAPI_DIM];
};
using LPMTSID = MTSID*;
#define CbNewMTSID(cb) (offsetof(MTSID, ab) + (cb))
struct FLATMTSIDLIST {
  ULONG cMTSIDs;
  ULONG cbMTSIDs;
  BYTE abMTSIDs[MAPI_DIM];
};
using LPFLATMTSIDLIST = FLATMTSIDLIST*;
#define CbNewFLATMTSIDLIST(cb) (offsetof(FLATMTSIDLIST, abMTSIDs) + (cb))

// Property tags
struct SPropTagArray {
  ULONG cValues;
  ULONG aulPropTag[MAPI_DIM];
};
using LPSPropTagArray = SPropTagArray*;
#define CbNewSPropTagArray(count) (offsetof(SPropTagArray, aulPropTag) + (count) * sizeof(ULONG))
#define CbSPropTagArray(array) CbNewSPropTagArray((array)->cValues)
#define SizedSPropTagArray(count, name) \
  struct SPropTagArray_##name {         \
    ULONG cValues;                      \
    ULONG aulPropTag[count];            \
  } name

// Property values
struct SBinary {
  ULONG cb;
  LPBYTE lpb;
};
using LPSBinary = SBinary*;

#define MAPI_VALUE_ARRAY(name, type, member) \
  struct name {                              \
    ULONG cValues;                           \
    type* member;                            \
  }
MAPI_VALUE_ARRAY(SShortArray, SHORT, lpi);
MAPI_VALUE_ARRAY(SLongArray, LONG, lpl);
MAPI_VALUE_ARRAY(SRealArray, float, lpflt);
MAPI_VALUE_ARRAY(SDoubleArray, double, lpdbl);
MAPI_VALUE_ARRAY(SCurrencyArray, CURRENCY, lpcur);
MAPI_VALUE_ARRAY(SAppTimeArray, double, lpat);
MAPI_VALUE_ARRAY(SDateTimeArray, FILETIME, lpft);
MAPI_VALUE_ARRAY(SBinaryArray, SBinary, lpbin);
MAPI_VALUE_ARRAY(SLPSTRArray, LPSTR, lppszA);
MAPI_VALUE_ARRAY(SWStringArray, LPWSTR, lppszW);
MAPI_VALUE_ARRAY(SGuidArray, GUID, lpguid);
MAPI_VALUE_ARRAY(SLargeIntegerArray, LARGE_INTEGER, lpli);
#undef MAPI_VALUE_ARRAY
using ENTRYLIST = SBinaryArray;
using LPENTRYLIST = ENTRYLIST*;

union __UPV {  // named so in the documentation
  SHORT i;
  LONG l;
  ULONG ul;
  float flt;
  double dbl;
  USHORT b;
  CURRENCY cur;
  double at;
  FILETIME ft;
  LPSTR lpszA;
  SBinary bin;
  LPWSTR lpszW;
  LPGUID lpguid;
  LARGE_INTEGER li;
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
  SCODE err;
  LONG x;
};
using _PV = __UPV;
// The texts of a property in the width of TCHAR.
#ifdef UNICODE
#define LPSZ lpszW
#define LPPSZ lppszW
#define MVSZ MVszW
#else
#define LPSZ lpszA
#define LPPSZ lppszA
#define MVSZ MVszA
#endif

struct SPropValue {
  ULONG ulPropTag;
  ULONG dwAlignPad;
  __UPV Value;
};
using LPSPropValue = SPropValue*;

struct SPropProblem {
  ULONG ulIndex;
  ULONG ulPropTag;
  SCODE scode;
};
using LPSPropProblem = SPropProblem*;
struct SPropProblemArray {
  ULONG cProblem;
  SPropProblem aProblem[MAPI_DIM];
};
using LPSPropProblemArray = SPropProblemArray*;
#define CbNewSPropProblemArray(count) (offsetof(SPropProblemArray, aProblem) + (count) * sizeof(SPropProblem))
#define CbSPropProblemArray(array) CbNewSPropProblemArray((array)->cProblem)
#define SizedSPropProblemArray(count, name) \
  struct SPropProblemArray_##name {         \
    ULONG cProblem;                         \
    SPropProblem aProblem[count];           \
  } name

struct MAPINAMEID {
  LPGUID lpguid;
  ULONG ulKind;
  union {
    LONG lID;
    LPWSTR lpwstrName;
  } Kind;
};
using LPMAPINAMEID = MAPINAMEID*;

struct MAPIERROR {
  ULONG ulVersion;
  LPTSTR lpszError;
  LPTSTR lpszComponent;
  ULONG ulLowLevelError;
  ULONG ulContext;
};
using LPMAPIERROR = MAPIERROR*;

// Rows, and recipients as rows
struct ADRENTRY {
  ULONG ulReserved1;
  ULONG cValues;
  LPSPropValue rgPropVals;
};
using LPADRENTRY = ADRENTRY*;
struct ADRLIST {
  ULONG cEntries;
  ADRENTRY aEntries[MAPI_DIM];
};
using LPADRLIST = ADRLIST*;
#define CbNewADRLIST(count) (offsetof(ADRLIST, aEntries) + (count) * sizeof(ADRENTRY))
#define CbADRLIST(list) CbNewADRLIST((list)->cEntries)
#define SizedADRLIST(count, name) \
  struct ADRLIST_##name {         \
    ULONG cEntries;               \
    ADRENTRY aEntries[count];     \
  } name

struct SRow {
  ULONG ulAdrEntryPad;
  ULONG cValues;
  LPSPropValue lpProps;
};
using LPSRow = SRow*;
struct SRowSet {
  ULONG cRows;
  SRow aRow[MAPI_DIM];
};
using LPSRowSet = SRowSet*;
#define CbNewSRowSet(count) (offsetof(SRowSet, aRow) + (count) * sizeof(SRow))
#define CbSRowSet(set) CbNewSRowSet((set)->cRows)
#define SizedSRowSet(count, name) \
  struct SRowSet_##name {         \
    ULONG cRows;                  \
    SRow aRow[count];             \
  } name

// Orders
struct SSortOrder {
  ULONG ulPropTag;
  ULONG ulOrder;
};
using LPSSortOrder = SSortOrder*;
struct SSortOrderSet {
  ULONG cSorts;
  ULONG cCategories;
  ULONG cExpanded;
  SSortOrder aSort[MAPI_DIM];
};
using LPSSortOrderSet = SSortOrderSet*;
#define CbNewSSortOrderSet(count) (offsetof(SSortOrderSet, aSort) + (count) * sizeof(SSortOrder))
#define CbSSortOrderSet(set) CbNewSSortOrderSet((set)->cSorts)
#define SizedSSortOrderSet(count, name) \
  struct SSortOrderSet_##name {         \
    ULONG cSorts;                       \
    ULONG cCategories;                  \
    ULONG cExpanded;                    \
    SSortOrder aSort[count];            \
  } name

using BOOKMARK = ULONG_PTR;
#define BOOKMARK_BEGINNING (static_cast<BOOKMARK>(0))
#define BOOKMARK_CURRENT (static_cast<BOOKMARK>(1))
#define BOOKMARK_END (static_cast<BOOKMARK>(2))

// Restrictions
struct SRestriction;
using LPSRestriction = SRestriction*;
struct SAndRestriction {
  ULONG cRes;
  LPSRestriction lpRes;
};
struct SOrRestriction {
  ULONG cRes;
  LPSRestriction lpRes;
};
struct SNotRestriction {
  ULONG ulReserved;
  LPSRestriction lpRes;
};
struct SContentRestriction {
  ULONG ulFuzzyLevel;
  ULONG ulPropTag;
  LPSPropValue lpProp;
};
struct SPropertyRestriction {
  ULONG relop;
  ULONG ulPropTag;
  LPSPropValue lpProp;
};
struct SComparePropsRestriction {
  ULONG relop;
  ULONG ulPropTag1;
  ULONG ulPropTag2;
};
struct SBitMaskRestriction {
  ULONG relBMR;
  ULONG ulPropTag;
  ULONG ulMask;
};
struct SSizeRestriction {
  ULONG relop;
  ULONG ulPropTag;
  ULONG cb;
};
struct SExistRestriction {
  ULONG ulReserved1;
  ULONG ulPropTag;
  ULONG ulReserved2;
};
struct SSubRestriction {
  ULONG ulSubObject;
  LPSRestriction lpRes;
};
struct SCommentRestriction {
  ULONG cValues;
  LPSRestriction lpRes;
  LPSPropValue lpProp;
};
struct SAnnotationRestriction {
  ULONG cValues;
  LPSRestriction lpRes;
  LPSPropValue lpProp;
};
struct SCountRestriction {
  ULONG ulCount;
  LPSRestriction lpRes;
};
struct SRestriction {
  ULONG rt;
  union {
    SComparePropsRestriction resCompareProps;
    SAndRestriction resAnd;
    SOrRestriction resOr;
    SNotRestriction resNot;
    SContentRestriction resContent;
    SPropertyRestriction resProperty;
    SBitMaskRestriction resBitMask;
    SSizeRestriction resSize;
    SExistRestriction resExist;
    SSubRestriction resSub;
    SCommentRestriction resComment;
    SAnnotationRestriction resAnnotation;
    SCountRestriction resCount;
  } res;
};

// Notifications
struct ERROR_NOTIFICATION {
  ULONG cbEntryID;
  LPENTRYID lpEntryID;
  SCODE scode;
  ULONG ulFlags;
  LPMAPIERROR lpMAPIError;
};
struct NEWMAIL_NOTIFICATION {
  ULONG cbEntryID;
  LPENTRYID lpEntryID;
  ULONG cbParentID;
  LPENTRYID lpParentID;
  ULONG ulFlags;
  LPTSTR lpszMessageClass;
  ULONG ulMessageFlags;
};
struct OBJECT_NOTIFICATION {
  ULONG cbEntryID;
  LPENTRYID lpEntryID;
  ULONG ulObjType;
  ULONG cbParentID;
  LPENTRYID lpParentID;
  ULONG cbOldID;
  LPENTRYID lpOldID;
  ULONG cbOldParentID;
  LPENTRYID lpOldParentID;
  LPSPropTagArray lpPropTagArray;
};
struct TABLE_NOTIFICATION {
  ULONG ulTableEvent;
  HRESULT hResult;
  SPropValue propIndex;
  SPropValue propPrior;
  SRow row;
  ULONG ulPad;
};
struct EXTENDED_NOTIFICATION {
  ULONG ulEvent;
  ULONG cb;
  LPBYTE pbEventParameters;
};
struct STATUS_OBJECT_NOTIFICATION {
  ULONG cbEntryID;
  LPENTRYID lpEntryID;
  ULONG cValues;
  LPSPropValue lpPropVals;
};
struct NOTIFICATION {
  ULONG ulEventType;
  ULONG ulAlignPad;
  union {
    ERROR_NOTIFICATION err;
    NEWMAIL_NOTIFICATION newmail;
    OBJECT_NOTIFICATION obj;
    TABLE_NOTIFICATION tab;
    EXTENDED_NOTIFICATION ext;
    STATUS_OBJECT_NOTIFICATION statobj;
  } info;
};
using LPNOTIFICATION = NOTIFICATION*;

// Display tables
struct DTBLPAGE {
  ULONG ulbLpszLabel;
  ULONG ulFlags;
  ULONG ulbLpszComponent;
  ULONG ulContext;
};
using LPDTBLPAGE = DTBLPAGE*;
struct DTPAGE;

// Memory
using ALLOCATEBUFFER = SCODE(ULONG cbSize, LPVOID* lppBuffer);
using LPALLOCATEBUFFER = ALLOCATEBUFFER*;
using ALLOCATEMORE = SCODE(ULONG cbSize, LPVOID lpObject, LPVOID* lppBuffer);
using LPALLOCATEMORE = ALLOCATEMORE*;
using FREEBUFFER = ULONG(LPVOID lpBuffer);
using LPFREEBUFFER = FREEBUFFER*;

// Callbacks
struct IMAPIAdviseSink;
using NOTIFCALLBACK = LONG(LPVOID lpvContext, ULONG cNotification, LPNOTIFICATION lpNotifications);
using LPNOTIFCALLBACK = NOTIFCALLBACK*;
struct IMAPITable;
using CALLERRELEASE = void(ULONG ulCallerData, LPVOID lpTblData, IMAPITable* lpVue);
using LPCALLERRELEASE = CALLERRELEASE*;

// Dialogs of the address book (IAddrBook::Address)
using ACCELERATEABSDI = BOOL(ULONG_PTR ulUIParam, LPVOID lpvmsg);
using LPFNABSDI = ACCELERATEABSDI*;
using DISMISSMODELESS = void(ULONG_PTR ulUIParam, LPVOID lpvContext);
using LPFNDISMISS = DISMISSMODELESS*;
using FNBUTTON = SCODE(ULONG_PTR ulUIParam, LPVOID lpvContext, ULONG cbEntryID, LPENTRYID lpSelection,
                       ULONG ulFlags);
using LPFNBUTTON = FNBUTTON*;
struct ADRPARM {
  ULONG cbABContEntryID;
  LPENTRYID lpABContEntryID;
  ULONG ulFlags;
  LPVOID lpReserved;
  ULONG ulHelpContext;
  LPTSTR lpszHelpFileName;
  LPFNABSDI lpfnABSDI;
  LPFNDISMISS lpfnDismiss;
  LPVOID lpvDismissContext;
  LPTSTR lpszCaption;
  LPTSTR lpszNewEntryTitle;
  LPTSTR lpszDestWellsTitle;
  ULONG cDestFields;
  ULONG nDestFieldFocus;
  LPTSTR* lppszDestTitles;
  ULONG* lpulDestComps;
  LPSRestriction lpContRestriction;
  LPSRestriction lpHierRestriction;
};
using LPADRPARM = ADRPARM*;
