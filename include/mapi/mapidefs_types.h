// Property types and tags. A tag is a property's identifier in the high 16 bits and the type of its value in
// the low.
#pragma once

#include "mapicom.h"

#define PT_UNSPECIFIED 0x0000U
#define PT_NULL 0x0001U
#define PT_I2 0x0002U
#define PT_LONG 0x0003U
#define PT_R4 0x0004U
#define PT_DOUBLE 0x0005U
#define PT_CURRENCY 0x0006U
#define PT_APPTIME 0x0007U
#define PT_ERROR 0x000AU
#define PT_BOOLEAN 0x000BU
#define PT_OBJECT 0x000DU
#define PT_I8 0x0014U
#define PT_STRING8 0x001EU
#define PT_UNICODE 0x001FU
#define PT_SYSTIME 0x0040U
#define PT_CLSID 0x0048U
#define PT_SVREID 0x00FBU
#define PT_SRESTRICTION 0x00FDU
#define PT_ACTIONS 0x00FEU
#define PT_BINARY 0x0102U
#define PT_PTR 0x0103U  // in memory only, never of a stored property

#define PT_SHORT PT_I2
#define PT_I4 PT_LONG
#define PT_FLOAT PT_R4
#define PT_R8 PT_DOUBLE
#define PT_LONGLONG PT_I8

// Several values. MV_INSTANCE asks a table for one row per value.
#define MV_FLAG 0x1000U
#define MV_INSTANCE 0x2000U
#define MVI_FLAG (MV_FLAG | MV_INSTANCE)
#define MVI_PROP(tag) (static_cast<ULONG>(tag) | MVI_FLAG)

#define PT_MV_I2 (MV_FLAG | PT_I2)
#define PT_MV_LONG (MV_FLAG | PT_LONG)
#define PT_MV_R4 (MV_FLAG | PT_R4)
#define PT_MV_DOUBLE (MV_FLAG | PT_DOUBLE)
#define PT_MV_CURRENCY (MV_FLAG | PT_CURRENCY)
#define PT_MV_APPTIME (MV_FLAG | PT_APPTIME)
#define PT_MV_SYSTIME (MV_FLAG | PT_SYSTIME)
#define PT_MV_STRING8 (MV_FLAG | PT_STRING8)
#define PT_MV_BINARY (MV_FLAG | PT_BINARY)
#define PT_MV_UNICODE (MV_FLAG | PT_UNICODE)
#define PT_MV_CLSID (MV_FLAG | PT_CLSID)
#define PT_MV_I8 (MV_FLAG | PT_I8)
#define PT_MV_SHORT PT_MV_I2
#define PT_MV_I4 PT_MV_LONG
#define PT_MV_FLOAT PT_MV_R4
#define PT_MV_R8 PT_MV_DOUBLE
#define PT_MV_LONGLONG PT_MV_I8

// Texts in the width of TCHAR, and the members of a value that hold them.
#ifdef UNICODE
#define PT_TSTRING PT_UNICODE
#define PT_MV_TSTRING PT_MV_UNICODE
#define LPSZ lpszW
#define LPPSZ lppszW
#define MVSZ MVszW
#else
#define PT_TSTRING PT_STRING8
#define PT_MV_TSTRING PT_MV_STRING8
#define LPSZ lpszA
#define LPPSZ lppszA
#define MVSZ MVszA
#endif

#define PROP_TYPE_MASK 0x0000FFFFU
#define PROP_TYPE(tag) (static_cast<ULONG>(tag) & PROP_TYPE_MASK)
#define PROP_ID(tag) (static_cast<ULONG>(tag) >> 16)
#define PROP_TAG(type, id) (static_cast<ULONG>(id) << 16 | static_cast<ULONG>(type))
#define CHANGE_PROP_TYPE(tag, type) ((static_cast<ULONG>(tag) & ~PROP_TYPE_MASK) | static_cast<ULONG>(type))

#define PROP_ID_NULL 0x0000U
#define PROP_ID_INVALID 0xFFFFU
#define PR_NULL PROP_TAG(PT_NULL, PROP_ID_NULL)
