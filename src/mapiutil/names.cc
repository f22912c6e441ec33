// FEqualNames.
#include <mapi/mapiutil.h>

#include <cwchar>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

bool equal_texts(const wchar_t* a, const wchar_t* b) {
  if (!a || !b) return false;
  const std::size_t length = wcsnlen(a, kMaxTextChars);
  return length < kMaxTextChars && std::wcsncmp(a, b, length + 1) == 0;
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

// A name without a property set, or of a kind that nobody knows, is no name and equals none.
BOOL FEqualNames(LPMAPINAMEID lpName1, LPMAPINAMEID lpName2) {
  if (!lpName1 || !lpName2 || !lpName1->lpguid || !lpName2->lpguid) return FALSE;
  if (*lpName1->lpguid != *lpName2->lpguid || lpName1->ulKind != lpName2->ulKind) return FALSE;
  switch (lpName1->ulKind) {
    case MNID_ID:
      return lpName1->Kind.lID == lpName2->Kind.lID;
    case MNID_STRING:
      return equal_texts(lpName1->Kind.lpwstrName, lpName2->Kind.lpwstrName);
    default:
      return FALSE;
  }
}
