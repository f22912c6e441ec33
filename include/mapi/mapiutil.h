// mapiutil.h: functions that clients and providers share: memory, property values, tables, notifications,
// text, times.
//
// Counts and sizes are in elements and bytes. Texts are char, whatever TCHAR is in this build: each function
// is one symbol. What a function allocates with MAPIAllocateBuffer the caller frees with MAPIFreeBuffer.
#pragma once

#include "mapiutil_propdata.h"
#include "mapix.h"
#include "mapix_memory.h"

// RTFSync: what has changed.
#define RTF_SYNC_RTF_CHANGED ((ULONG)0x00000001)
#define RTF_SYNC_BODY_CHANGED ((ULONG)0x00000002)

// WrapCompressedRTFStream takes MAPI_MODIFY (write RTF through the stream) and STORE_UNCOMPRESSED_RTF (write
// it as it is); with MAPI_NATIVE_BODY it reads the body in its own format and says which that is.
#define MAPI_NATIVE_BODY 0x00010000
#define MAPI_NATIVE_BODY_TYPE_RTF 0x00000001
#define MAPI_NATIVE_BODY_TYPE_HTML 0x00000002
#define MAPI_NATIVE_BODY_TYPE_PLAINTEXT 0x00000004

extern "C" {
// Gives the functions below that allocate their memory; MAPIInitialize does it too. ulFlags is 0.
SCODE ScInitMapiUtil(ULONG ulFlags);
void DeinitMapiUtil();

// Arrays of properties as one block: how large it is, a copy into a block of that size, and the same block
// after it was moved bytewise from one address to another. pcb may be null. ScCopyProps leaves names the
// caller's.
SCODE ScCountProps(int cprop, LPSPropValue rgprop, ULONG* pcb);
SCODE ScCopyProps(int cprop, LPSPropValue rgprop, LPVOID pvDst, ULONG* pcb);
SCODE ScRelocProps(int cprop, LPSPropValue rgprop, LPVOID pvBaseOld, LPVOID pvBaseNew, ULONG* pcb);
// A copy in one block of the given routine; the caller frees it with the counterpart.
SCODE ScDupPropset(int cprop, LPSPropValue rgprop, LPALLOCATEBUFFER lpAllocateBuffer, LPSPropValue* prgprop);
// The same for notifications.
SCODE ScCountNotifications(int cntf, LPNOTIFICATION rgntf, ULONG* pcb);
SCODE ScCopyNotifications(int cntf, LPNOTIFICATION rgntf, LPVOID pvDst, ULONG* pcb);
SCODE ScRelocNotifications(int cntf, LPNOTIFICATION rgntf, LPVOID pvBaseOld, LPVOID pvBaseNew, ULONG* pcb);

// One property value: its size with what it points to, and a copy whose parts are tied to lpvObject.
ULONG UlPropSize(LPSPropValue lpSPropValue);
SCODE PropCopyMore(LPSPropValue lpSPropValueDest, LPSPropValue lpSPropValueSrc, ALLOCATEMORE* lpfAllocMore,
                   LPVOID lpvObject);

// Comparisons as restrictions make them: contains with FL_… flags (text and binary), by RELOP_…, and an
// order: negative, 0 or positive. Values of different types are unequal, in an order that is not defined.
BOOL FPropContainsProp(LPSPropValue lpSPropValueDst, LPSPropValue lpSPropValueSrc, ULONG ulFuzzyLevel);
BOOL FPropCompareProp(LPSPropValue lpSPropValue1, ULONG ulRelOp, LPSPropValue lpSPropValue2);
LONG LPropCompareProp(LPSPropValue lpSPropValueA, LPSPropValue lpSPropValueB);
BOOL FEqualNames(LPMAPINAMEID lpName1, LPMAPINAMEID lpName2);

// The first value of a tag in an array, or null; a tag of type PT_UNSPECIFIED finds its id with any type.
// Both do the same.
LPSPropValue PpropFindProp(LPSPropValue rgprop, ULONG cprop, ULONG ulPropTag);
LPSPropValue LpValFindProp(ULONG ulPropTag, ULONG cValues, LPSPropValue lpPropArray);

// One property of an object. The value of HrGetOneProp is the caller's; a missing one is MAPI_E_NOT_FOUND.
BOOL FPropExists(LPMAPIPROP pobj, ULONG ulPropTag);
HRESULT HrGetOneProp(LPMAPIPROP pmp, ULONG ulPropTag, LPSPropValue* ppprop);
HRESULT HrSetOneProp(LPMAPIPROP pmp, LPSPropValue pprop);

// All rows of a table; columns, restriction and order where they are not null. More rows than crowsMax (0: no
// limit) are MAPI_E_TABLE_TOO_BIG. The caller frees the rows with FreeProws.
HRESULT HrQueryAllRows(LPMAPITABLE ptable, LPSPropTagArray ptaga, LPSRestriction pres, LPSSortOrderSet psos,
                       LONG crowsMax, LPSRowSet* pprows);
// Free each row's properties and then the list itself. Null does nothing.
void FreeProws(LPSRowSet prows);
void FreePadrlist(LPADRLIST padrlist);

// The value of PR_CONVERSATION_INDEX for an answer to the message whose index is given, or for a new
// conversation.
SCODE ScCreateConversationIndex(ULONG cbParent, LPBYTE lpbParent, ULONG* lpcbIndex, LPBYTE* lppbIndex);

// Bytes as hexadecimal digits and back. HexFromBin writes 2 * cb + 1 characters. FBinFromHex reads up to the
// end of the text and answers FALSE for anything but digits; UlFromSzHex reads as many as there are.
void HexFromBin(LPBYTE pb, int cb, LPSTR sz);
BOOL FBinFromHex(LPSTR sz, LPBYTE pb);
ULONG UlFromSzHex(LPCSTR lpsz);
// Decimal digits at the start of a text.
UINT UFromSz(LPCSTR lpsz);
// The first or last place of a character, the first of a text, or null. A null text has none.
LPSTR SzFindCh(LPCSTR lpsz, USHORT ch);
LPSTR SzFindLastCh(LPCSTR lpsz, USHORT ch);
LPSTR SzFindSz(LPCSTR lpsz, LPCSTR lpszKey);
// Nonzero where a text cannot be read up to its end or up to cchMax characters; here only a null pointer can
// be told.
BOOL IsBadBoundedStringPtr(const void* lpsz, UINT cchMax);

// 64-bit arithmetic on times, modulo 2^64.
FILETIME FtAddFt(FILETIME Addend1, FILETIME Addend2);
FILETIME FtSubFt(FILETIME Minuend, FILETIME Subtrahend);
FILETIME FtMulDw(DWORD Multiplier, FILETIME Multiplicand);
FILETIME FtMulDwDw(DWORD Multiplicand, DWORD Multiplier);
FILETIME FtNegFt(FILETIME ft);
}
