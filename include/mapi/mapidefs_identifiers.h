// Identifiers: of providers (MAPIUID), of objects (ENTRYID), and the flat forms of the latter that hold their
// length.
#pragma once

#include "mapidefs_declarations.h"

// The 16 bytes of a GUID in the order in which they are stored.
struct MAPIUID {
  BYTE ab[16];
};
using LPMAPIUID = MAPIUID*;

constexpr bool operator==(const MAPIUID& a, const MAPIUID& b) {
  for (int i = 0; i < 16; ++i)
    if (a.ab[i] != b.ab[i]) return false;
  return true;
}
constexpr bool operator!=(const MAPIUID& a, const MAPIUID& b) { return !(a == b); }
constexpr bool IsEqualMAPIUID(const MAPIUID* lpuid1, const MAPIUID* lpuid2) { return *lpuid1 == *lpuid2; }

// How long and for whom an entry ID can be used: abFlags[0]. None for one that is permanent, all for one of a
// table's rows that lives as long as the session. Only the provider reads what follows.
#define MAPI_SHORTTERM 0x80U
#define MAPI_NOTRECIP 0x40U
#define MAPI_THISSESSION 0x20U
#define MAPI_NOW 0x10U
#define MAPI_NOTRESERVED 0x08U
#define MAPI_COMPOUND 0x80U  // in abFlags[1]

struct ENTRYID {
  BYTE abFlags[4];
  BYTE ab[1];
};
using LPENTRYID = ENTRYID*;

// `cb` counts the bytes after abFlags.
#define CbNewENTRYID(cb) (offsetof(ENTRYID, ab) + (cb))
#define CbENTRYID(cb) CbNewENTRYID(cb)
#define SizedENTRYID(cb, name) \
  struct ENTRYID_of_##name {   \
    BYTE abFlags[4];           \
    BYTE ab[cb];               \
  } name

// Recipients whom no address book has: their entry IDs are this MAPIUID, a version, flags and three texts.
#define MAPI_ONE_OFF_UID \
  { 0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02 }
#define MAPI_ONE_OFF_NO_RICH_INFO 0x0001U
#define MAPI_ONE_OFF_UNICODE 0x8000U

struct FLATENTRY {
  ULONG cb;
  BYTE abEntry[1];
};
using LPFLATENTRY = FLATENTRY*;
#define CbNewFLATENTRY(cb) (offsetof(FLATENTRY, abEntry) + (cb))
#define CbFLATENTRY(entry) CbNewFLATENTRY((entry)->cb)

// Entries one behind the other, each but the last filled up to a multiple of four bytes that its cb does not
// count.
struct FLATENTRYLIST {
  ULONG cEntries;
  ULONG cbEntries;
  BYTE abEntries[1];
};
using LPFLATENTRYLIST = FLATENTRYLIST*;
#define CbNewFLATENTRYLIST(cb) (offsetof(FLATENTRYLIST, abEntries) + (cb))
#define CbFLATENTRYLIST(list) CbNewFLATENTRYLIST((list)->cbEntries)

// The same for the identifiers of X.400 messages.
struct MTSID {
  ULONG cb;
  BYTE ab[1];
};
using LPMTSID = MTSID*;
#define CbNewMTSID(cb) (offsetof(MTSID, ab) + (cb))
#define CbMTSID(entry) CbNewMTSID((entry)->cb)

struct FLATMTSIDLIST {
  ULONG cMTSIDs;
  ULONG cbMTSIDs;
  BYTE abMTSIDs[1];
};
using LPFLATMTSIDLIST = FLATMTSIDLIST*;
#define CbNewFLATMTSIDLIST(cb) (offsetof(FLATMTSIDLIST, abMTSIDs) + (cb))
#define CbFLATMTSIDLIST(list) CbNewFLATMTSIDLIST((list)->cbMTSIDs)
