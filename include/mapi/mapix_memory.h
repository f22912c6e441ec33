// mapix_memory.h: the memory in which MAPI and its callers hand each other results. Any thread may call.
#pragma once

#include "mapidefs.h"

using MAPIALLOCATEBUFFER = SCODE(ULONG cbSize, LPVOID* lppBuffer);
using LPMAPIALLOCATEBUFFER = MAPIALLOCATEBUFFER*;
using MAPIALLOCATEMORE = SCODE(ULONG cbSize, LPVOID lpObject, LPVOID* lppBuffer);
using LPMAPIALLOCATEMORE = MAPIALLOCATEMORE*;
using MAPIFREEBUFFER = ULONG(LPVOID lpBuffer);
using LPMAPIFREEBUFFER = MAPIFREEBUFFER*;

extern "C" {
// A block that the caller owns; its bytes are not set. MAPI_E_NOT_ENOUGH_MEMORY and a null pointer if there
// is none.
SCODE MAPIAllocateBuffer(ULONG cbSize, LPVOID* lppBuffer);
// A block that lives as long as lpObject, which came from MAPIAllocateBuffer: it is never freed by itself.
SCODE MAPIAllocateMore(ULONG cbSize, LPVOID lpObject, LPVOID* lppBuffer);
// Frees a block of MAPIAllocateBuffer with all that MAPIAllocateMore tied to it. Null does nothing. Answers
// S_OK.
ULONG MAPIFreeBuffer(LPVOID lpBuffer);
}
