// Functions that are passed as parameters: MAPI's memory, and callbacks of tables and dialogs.
#pragma once

#include "mapidefs_identifiers.h"

// Memory that crosses an interface is allocated and freed by these. What is chained to a buffer goes with it;
// freeing a null pointer does nothing.
using ALLOCATEBUFFER = SCODE STDMETHODCALLTYPE(ULONG cbSize, LPVOID* lppBuffer);
using ALLOCATEMORE = SCODE STDMETHODCALLTYPE(ULONG cbSize, LPVOID lpObject, LPVOID* lppBuffer);
using FREEBUFFER = ULONG STDMETHODCALLTYPE(LPVOID lpBuffer);
using LPALLOCATEBUFFER = ALLOCATEBUFFER*;
using LPALLOCATEMORE = ALLOCATEMORE*;
using LPFREEBUFFER = FREEBUFFER*;

// Called when the last reference on a view of table data goes (ITableData::HrGetView).
using CALLERRELEASE = void STDMETHODCALLTYPE(ULONG_PTR ulCallerData, LPTABLEDATA lpTblData,
                                             LPMAPITABLE lpVue);
using LPCALLERRELEASE = CALLERRELEASE*;

// Of a modeless address dialog: whether it took the key in `lpvmsg`; that it has been closed.
using ACCELERATEABSDI = BOOL STDMETHODCALLTYPE(ULONG_PTR ulUIParam, LPVOID lpvmsg);
using LPFNABSDI = ACCELERATEABSDI*;
using DISMISSMODELESS = void STDMETHODCALLTYPE(ULONG_PTR ulUIParam, LPVOID lpvContext);
using LPFNDISMISS = DISMISSMODELESS*;
// Of a button that the caller has put into a details dialog.
using LPFNBUTTON = SCODE(STDMETHODCALLTYPE*)(ULONG_PTR ulUIParam, LPVOID lpvContext, ULONG cbEntryID,
                                             LPENTRYID lpSelection, ULONG ulFlags);
