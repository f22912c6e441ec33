// SzFindCh, SzFindLastCh, SzFindSz: exact searches in text. IsBadBoundedStringPtr: whether there is one.
#include <mapi/mapiutil.h>

#include <cstring>
#include <limits>
#include <string_view>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

// A character that can stand in a text of bytes; its end is none of them.
bool can_occur(USHORT c) { return c != 0 && c <= std::numeric_limits<unsigned char>::max(); }

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

LPSTR SzFindCh(LPCSTR lpsz, USHORT ch) {
  return lpsz && can_occur(ch) ? const_cast<LPSTR>(std::strchr(lpsz, ch)) : nullptr;
}

LPSTR SzFindLastCh(LPCSTR lpsz, USHORT ch) {
  return lpsz && can_occur(ch) ? const_cast<LPSTR>(std::strrchr(lpsz, ch)) : nullptr;
}

// Looks no further than the kMaxTextChars that either may have.
LPSTR SzFindSz(LPCSTR lpsz, LPCSTR lpszKey) {
  if (!lpsz || !lpszKey) return nullptr;
  const std::string_view text(lpsz, strnlen(lpsz, kMaxTextChars));
  const std::string_view key(lpszKey, strnlen(lpszKey, kMaxTextChars + 1));
  if (key.size() > kMaxTextChars) return nullptr;
  const std::size_t at = text.find(key);
  return at == std::string_view::npos ? nullptr : const_cast<LPSTR>(lpsz + at);
}

// Of memory that is not null nothing can be told without reading it.
BOOL IsBadBoundedStringPtr(const void* lpsz, UINT) { return lpsz == nullptr; }
