// FtAddFt, FtSubFt, FtMulDw, FtMulDwDw, FtNegFt: arithmetic of 64 bits without signs, which wraps around.
#include <mapi/mapiutil.h>

#include <cstdint>

namespace postroom::mapiutil {
namespace {

std::uint64_t number(FILETIME time) { return std::uint64_t{time.dwHighDateTime} << 32 | time.dwLowDateTime; }

FILETIME filetime(std::uint64_t number) {
  return {static_cast<DWORD>(number), static_cast<DWORD>(number >> 32)};
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

FILETIME FtAddFt(FILETIME Addend1, FILETIME Addend2) { return filetime(number(Addend1) + number(Addend2)); }

FILETIME FtSubFt(FILETIME Minuend, FILETIME Subtrahend) {
  return filetime(number(Minuend) - number(Subtrahend));
}

FILETIME FtMulDw(DWORD Multiplier, FILETIME Multiplicand) {
  return filetime(Multiplier * number(Multiplicand));
}

FILETIME FtMulDwDw(DWORD Multiplicand, DWORD Multiplier) {
  return filetime(std::uint64_t{Multiplicand} * Multiplier);
}

FILETIME FtNegFt(FILETIME ft) { return filetime(0 - number(ft)); }
