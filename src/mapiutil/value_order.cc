#include "mapiutil/value_order.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "mapiutil/value_pieces.h"

namespace postroom::mapiutil {
namespace {

template <class T>
int order(T a, T b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

// A number that is none (NaN) equals itself alone, and stands by its bits.
template <class Real>
int order_of_reals(Real a, Real b) {
  if (a == a && b == b) return order(a, b);
  return std::memcmp(&a, &b, sizeof a);
}
int order(float a, float b) { return order_of_reals(a, b); }
int order(double a, double b) { return order_of_reals(a, b); }

int order(CY a, CY b) { return order(a.int64, b.int64); }
int order(LARGE_INTEGER a, LARGE_INTEGER b) { return order(a.QuadPart, b.QuadPart); }
int order(const GUID& a, const GUID& b) { return std::memcmp(&a, &b, sizeof a); }
int order(LPCSTR a, LPCSTR b) { return std::string_view(a).compare(b); }
int order(LPSTR a, LPSTR b) { return order(LPCSTR{a}, LPCSTR{b}); }
int order(LPWSTR a, LPWSTR b) { return std::wstring_view(a).compare(b); }

int order(FILETIME a, FILETIME b) {
  if (a.dwHighDateTime != b.dwHighDateTime) return order(a.dwHighDateTime, b.dwHighDateTime);
  return order(a.dwLowDateTime, b.dwLowDateTime);
}

int order(SBinary a, SBinary b) {
  const ULONG shared = std::min(a.cb, b.cb);
  const int begins = shared > 0 ? std::memcmp(a.lpb, b.lpb, shared) : 0;
  return begins != 0 ? begins : order(a.cb, b.cb);
}

// The values may stand on any address.
template <class T>
T value_at(const T* values, ULONG index) {
  T value;
  std::memcpy(&value, reinterpret_cast<const unsigned char*>(values) + index * sizeof(T), sizeof value);
  return value;
}

template <class T>
int order_of_tuples(ULONG count_a, const T* a, ULONG count_b, const T* b) {
  for (ULONG i = 0; i < std::min(count_a, count_b); ++i) {
    if (const int result = order(value_at(a, i), value_at(b, i))) return result;
  }
  return order(count_a, count_b);
}

int order_of_multivalues(const SPropValue& property, const SPropValue& other) {
  const auto& a = property.Value;
  const auto& b = other.Value;
  switch (PROP_TYPE(property.ulPropTag)) {
    case PT_MV_I2:
      return order_of_tuples(a.MVi.cValues, a.MVi.lpi, b.MVi.cValues, b.MVi.lpi);
    case PT_MV_LONG:
      return order_of_tuples(a.MVl.cValues, a.MVl.lpl, b.MVl.cValues, b.MVl.lpl);
    case PT_MV_R4:
      return order_of_tuples(a.MVflt.cValues, a.MVflt.lpflt, b.MVflt.cValues, b.MVflt.lpflt);
    case PT_MV_DOUBLE:
      return order_of_tuples(a.MVdbl.cValues, a.MVdbl.lpdbl, b.MVdbl.cValues, b.MVdbl.lpdbl);
    case PT_MV_CURRENCY:
      return order_of_tuples(a.MVcur.cValues, a.MVcur.lpcur, b.MVcur.cValues, b.MVcur.lpcur);
    case PT_MV_APPTIME:
      return order_of_tuples(a.MVat.cValues, a.MVat.lpat, b.MVat.cValues, b.MVat.lpat);
    case PT_MV_SYSTIME:
      return order_of_tuples(a.MVft.cValues, a.MVft.lpft, b.MVft.cValues, b.MVft.lpft);
    case PT_MV_I8:
      return order_of_tuples(a.MVli.cValues, a.MVli.lpli, b.MVli.cValues, b.MVli.lpli);
    case PT_MV_CLSID:
      return order_of_tuples(a.MVguid.cValues, a.MVguid.lpguid, b.MVguid.cValues, b.MVguid.lpguid);
    case PT_MV_BINARY:
      return order_of_tuples(a.MVbin.cValues, a.MVbin.lpbin, b.MVbin.cValues, b.MVbin.lpbin);
    case PT_MV_STRING8:
      return order_of_tuples(a.MVszA.cValues, a.MVszA.lppszA, b.MVszA.cValues, b.MVszA.lppszA);
    case PT_MV_UNICODE:
      return order_of_tuples(a.MVszW.cValues, a.MVszW.lppszW, b.MVszW.cValues, b.MVszW.lppszW);
    default:
      return 0;  // of one value: PT_NULL
  }
}

}  // namespace

int value_order(const SPropValue& property, const SPropValue& other) {
  const auto& a = property.Value;
  const auto& b = other.Value;
  switch (held_type(property.ulPropTag)) {
    case PT_I2:
      return order(a.i, b.i);
    case PT_LONG:
      return order(a.l, b.l);
    case PT_R4:
      return order(a.flt, b.flt);
    case PT_DOUBLE:
      return order(a.dbl, b.dbl);
    case PT_CURRENCY:
      return order(a.cur, b.cur);
    case PT_APPTIME:
      return order(a.at, b.at);
    case PT_ERROR:
      return order(a.err, b.err);
    case PT_BOOLEAN:
      return order(a.b != 0, b.b != 0);
    case PT_OBJECT:
      return order(a.x, b.x);
    case PT_I8:
      return order(a.li, b.li);
    case PT_SYSTIME:
      return order(a.ft, b.ft);
    case PT_STRING8:
      return order(a.lpszA, b.lpszA);
    case PT_UNICODE:
      return order(a.lpszW, b.lpszW);
    case PT_BINARY:
      return order(a.bin, b.bin);
    case PT_CLSID:
      return order(*a.lpguid, *b.lpguid);
    default:
      return order_of_multivalues(property, other);
  }
}

}  // namespace postroom::mapiutil
