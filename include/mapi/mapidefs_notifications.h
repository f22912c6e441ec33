// Notifications: the kinds of event, what is told of each, and the sink that hears of it.
#pragma once

#include "mapidefs_identifiers.h"
#include "mapidefs_rows.h"

// Masks for Advise, and ulEventType of what comes.
#define fnevCriticalError 0x00000001U
#define fnevNewMail 0x00000002U
#define fnevObjectCreated 0x00000004U
#define fnevObjectDeleted 0x00000008U
#define fnevObjectModified 0x00000010U
#define fnevObjectMoved 0x00000020U
#define fnevObjectCopied 0x00000040U
#define fnevSearchComplete 0x00000080U
#define fnevTableModified 0x00000100U
#define fnevStatusObjectModified 0x00000200U
#define fnevIndexing 0x00010000U
#define fnevReservedForMapi 0x40000000U
#define fnevExtended 0x80000000U

// TABLE_NOTIFICATION::ulTableEvent.
#define TABLE_CHANGED 1U
#define TABLE_ERROR 2U
#define TABLE_ROW_ADDED 3U
#define TABLE_ROW_DELETED 4U
#define TABLE_ROW_MODIFIED 5U
#define TABLE_SORT_DONE 6U
#define TABLE_RESTRICT_DONE 7U
#define TABLE_SETCOL_DONE 8U
#define TABLE_RELOAD 9U

// fnevCriticalError.
struct ERROR_NOTIFICATION {
  ULONG cbEntryID;
  LPENTRYID lpEntryID;
  SCODE scode;
  ULONG ulFlags;
  LPMAPIERROR lpMAPIError;
};

// fnevNewMail. The class is wide where ulFlags has MAPI_UNICODE.
struct NEWMAIL_NOTIFICATION {
  ULONG cbEntryID;
  LPENTRYID lpEntryID;
  ULONG cbParentID;
  LPENTRYID lpParentID;
  ULONG ulFlags;
  LPTSTR lpszMessageClass;
  ULONG ulMessageFlags;
};

// fnevObject... and fnevSearchComplete. The old IDs are of a move or copy; the tags of a change, as far as
// known.
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

// fnevTableModified. propIndex is PR_INSTANCE_KEY of the row, propPrior that of the row before it or PR_NULL.
struct TABLE_NOTIFICATION {
  ULONG ulTableEvent;
  HRESULT hResult;
  SPropValue propIndex;
  SPropValue propPrior;
  SRow row;
  ULONG ulPad;
};

// fnevExtended, fnevIndexing: as the provider has defined it.
struct EXTENDED_NOTIFICATION {
  ULONG ulEvent;
  ULONG cb;
  LPBYTE pbEventParameters;
};

// fnevStatusObjectModified.
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

// What HrAllocAdviseSink makes a sink of.
using NOTIFCALLBACK = LONG STDAPICALLTYPE(LPVOID lpvContext, ULONG cNotification,
                                          LPNOTIFICATION lpNotifications);
using LPNOTIFCALLBACK = NOTIFCALLBACK*;
#define CALLBACK_DISCONTINUE 0x80000000U  // its answer: nobody else is to hear of it

// Data of an fnevIndexing notification: which process is to do the indexing.
#define INDEXING_SEARCH_OWNER 0x00000001U

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct IMAPIAdviseSink : public IUnknown {
  // May come on any thread. The notifications are only lent: copy what is to last, change and free nothing.
  virtual ULONG STDMETHODCALLTYPE OnNotify(ULONG cNotif, LPNOTIFICATION lpNotifications) = 0;
};

#pragma GCC diagnostic pop
