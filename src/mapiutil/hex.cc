// HexFromBin, FBinFromHex, UlFromSzHex, UFromSz: bytes and numbers as digits.
#include <mapi/mapiutil.h>

#include <cstdint>
#include <cstring>
#include <limits>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

constexpr unsigned kNoDigit = 16;

unsigned digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return kNoDigit;
}

// The number at the beginning of a text. One that 32 bits do not hold is the largest that they do.
std::uint32_t leading_number(const char* text, unsigned base) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint32_t>::max();
  std::uint64_t number = 0;
  for (std::size_t i = 0; text && i < kMaxTextChars && digit(text[i]) < base; ++i) {
    number = number * base + digit(text[i]);
    if (number > kLargest) return kLargest;
  }
  return static_cast<std::uint32_t>(number);
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

void HexFromBin(LPBYTE pb, int cb, LPSTR sz) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  if (!sz) return;
  for (int i = 0; pb && i < cb; ++i) {
    *sz++ = kDigits[pb[i] >> 4];
    *sz++ = kDigits[pb[i] & 0xF];
  }
  *sz = '\0';
}

// Writes nothing unless all of the text is digits, two for each byte.
BOOL FBinFromHex(LPSTR sz, LPBYTE pb) {
  if (!sz || !pb) return FALSE;
  const std::size_t length = strnlen(sz, kMaxBufferBytes);
  if (length % 2 != 0 || length == kMaxBufferBytes) return FALSE;
  for (std::size_t i = 0; i < length; ++i)
    if (digit(sz[i]) == kNoDigit) return FALSE;
  for (std::size_t i = 0; i < length; i += 2) *pb++ = static_cast<BYTE>(digit(sz[i]) << 4 | digit(sz[i + 1]));
  return TRUE;
}

ULONG UlFromSzHex(LPCSTR lpsz) { return leading_number(lpsz, 16); }

UINT UFromSz(LPCSTR lpsz) { return leading_number(lpsz, 10); }
