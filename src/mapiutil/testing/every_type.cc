#include "mapiutil/testing/every_type.h"

#include <cstring>
#include <cwchar>
#include <stdexcept>

namespace postroom::mapiutil {

EveryType::EveryType(int salt) {
  add_single_values(salt);
  add_numbers(salt);
  add_texts_and_binaries(salt);
}

SPropValue& EveryType::add(ULONG type) {
  SPropValue value = {};
  value.ulPropTag = PROP_TAG(type, 0x6600 + static_cast<ULONG>(values_.size()));
  values_.push_back(value);
  return values_.back();
}

SPropValue& EveryType::of(ULONG type) {
  for (SPropValue& value : values_)
    if (PROP_TYPE(value.ulPropTag) == type) return value;
  throw std::out_of_range("no such type");
}

void EveryType::add_single_values(int salt) {
  add(PT_I2).Value.i = static_cast<SHORT>(-3 + salt);
  add(PT_LONG).Value.l = -70000 + salt;
  add(PT_R4).Value.flt = 1.5f + static_cast<float>(salt);
  add(PT_DOUBLE).Value.dbl = -2.25 + salt;
  add(PT_CURRENCY).Value.cur.int64 = 12345678901 + salt;
  add(PT_APPTIME).Value.at = 36526.5 + salt;
  add(PT_ERROR).Value.err = MAPI_E_NOT_FOUND + salt;
  add(PT_BOOLEAN).Value.b = salt != 0;
  add(PT_I8).Value.li.QuadPart = -5000000000 + salt;
  add(PT_SYSTIME).Value.ft = {static_cast<DWORD>(salt), 0x01D00000};
}

void EveryType::add_numbers(int salt) {
  for (SHORT& number : shorts_) number = static_cast<SHORT>(salt);
  for (LONG& number : longs_) number = salt - 1;
  for (float& number : floats_) number = static_cast<float>(salt);
  for (double& number : doubles_) number = salt + 0.5;
  for (CY& number : currencies_) number.int64 = salt;
  for (FILETIME& time : times_) time = {1, static_cast<DWORD>(salt)};
  for (LARGE_INTEGER& number : large_) number.QuadPart = salt;
  for (GUID& guid : guids_) guid.Data4[0] = static_cast<BYTE>(salt);
  add(PT_CLSID).Value.lpguid = guids_;
  add(PT_MV_I2).Value.MVi = {2, shorts_};
  add(PT_MV_LONG).Value.MVl = {3, longs_};
  add(PT_MV_R4).Value.MVflt = {2, floats_};
  add(PT_MV_DOUBLE).Value.MVdbl = {2, doubles_};
  add(PT_MV_CURRENCY).Value.MVcur = {2, currencies_};
  add(PT_MV_APPTIME).Value.MVat = {1, doubles_};
  add(PT_MV_SYSTIME).Value.MVft = {2, times_};
  add(PT_MV_I8).Value.MVli = {2, large_};
  add(PT_MV_CLSID).Value.MVguid = {2, guids_};
}

void EveryType::add_texts_and_binaries(int salt) {
  narrow_ = "gr\xC3\xBC\xC3\x9F" + std::to_string(salt);
  other_narrow_ = "";
  wide_ = L"gr\u00FC\u00DF" + std::to_wstring(salt);
  other_wide_ = L"\U0001F4EE";
  for (BYTE& byte : bytes_) byte = static_cast<BYTE>(salt + 1);
  binaries_[0] = {3, bytes_ + 1};  // on an odd address
  binaries_[1] = {0, nullptr};
  binaries_[2] = {7, bytes_};
  narrow_texts_[0] = narrow_.data();
  narrow_texts_[1] = other_narrow_.data();
  wide_texts_[0] = wide_.data();
  wide_texts_[1] = other_wide_.data();
  add(PT_STRING8).Value.lpszA = narrow_.data();
  add(PT_UNICODE).Value.lpszW = wide_.data();
  add(PT_BINARY).Value.bin = binaries_[0];
  add(PT_MV_STRING8).Value.MVszA = {2, narrow_texts_};
  add(PT_MV_UNICODE).Value.MVszW = {2, wide_texts_};
  add(PT_MV_BINARY).Value.MVbin = {3, binaries_};
}

namespace {

bool same(const SBinary& a, const SBinary& b) {
  return a.cb == b.cb && (a.cb == 0 || std::memcmp(a.lpb, b.lpb, a.cb) == 0);
}

template <class T>
bool same(ULONG a_count, const T* a, ULONG b_count, const T* b) {
  return a_count == b_count && std::memcmp(a, b, a_count * sizeof(T)) == 0;
}

bool same_texts_or_binaries(const SPropValue& a, const SPropValue& b) {
  const ULONG count = a.Value.MVl.cValues;
  if (count != b.Value.MVl.cValues) return false;
  for (ULONG i = 0; i < count; ++i) {
    switch (PROP_TYPE(a.ulPropTag)) {
      case PT_MV_STRING8:
        if (std::strcmp(a.Value.MVszA.lppszA[i], b.Value.MVszA.lppszA[i]) != 0) return false;
        break;
      case PT_MV_UNICODE:
        if (std::wcscmp(a.Value.MVszW.lppszW[i], b.Value.MVszW.lppszW[i]) != 0) return false;
        break;
      default:
        if (!same(a.Value.MVbin.lpbin[i], b.Value.MVbin.lpbin[i])) return false;
    }
  }
  return true;
}

bool same_numbers(const SPropValue& a, const SPropValue& b) {
  const auto& x = a.Value;
  const auto& y = b.Value;
  switch (PROP_TYPE(a.ulPropTag)) {
    case PT_MV_I2:
      return same(x.MVi.cValues, x.MVi.lpi, y.MVi.cValues, y.MVi.lpi);
    case PT_MV_LONG:
      return same(x.MVl.cValues, x.MVl.lpl, y.MVl.cValues, y.MVl.lpl);
    case PT_MV_R4:
      return same(x.MVflt.cValues, x.MVflt.lpflt, y.MVflt.cValues, y.MVflt.lpflt);
    case PT_MV_DOUBLE:
      return same(x.MVdbl.cValues, x.MVdbl.lpdbl, y.MVdbl.cValues, y.MVdbl.lpdbl);
    case PT_MV_CURRENCY:
      return same(x.MVcur.cValues, x.MVcur.lpcur, y.MVcur.cValues, y.MVcur.lpcur);
    case PT_MV_APPTIME:
      return same(x.MVat.cValues, x.MVat.lpat, y.MVat.cValues, y.MVat.lpat);
    case PT_MV_SYSTIME:
      return same(x.MVft.cValues, x.MVft.lpft, y.MVft.cValues, y.MVft.lpft);
    case PT_MV_I8:
      return same(x.MVli.cValues, x.MVli.lpli, y.MVli.cValues, y.MVli.lpli);
    case PT_MV_CLSID:
      return same(x.MVguid.cValues, x.MVguid.lpguid, y.MVguid.cValues, y.MVguid.lpguid);
    default:
      return same_texts_or_binaries(a, b);
  }
}

}  // namespace

bool same(const SPropValue& a, const SPropValue& b) {
  if (a.ulPropTag != b.ulPropTag) return false;
  const auto& x = a.Value;
  const auto& y = b.Value;
  switch (PROP_TYPE(a.ulPropTag)) {
    case PT_I2:
    case PT_BOOLEAN:
      return x.i == y.i;
    case PT_LONG:
    case PT_R4:
    case PT_ERROR:
      return x.l == y.l;
    case PT_DOUBLE:
    case PT_CURRENCY:
    case PT_APPTIME:
    case PT_I8:
    case PT_SYSTIME:
      return x.li.QuadPart == y.li.QuadPart;
    case PT_CLSID:
      return *x.lpguid == *y.lpguid;
    case PT_STRING8:
      return std::strcmp(x.lpszA, y.lpszA) == 0;
    case PT_UNICODE:
      return std::wcscmp(x.lpszW, y.lpszW) == 0;
    case PT_BINARY:
      return same(x.bin, y.bin);
    default:
      return same_numbers(a, b);
  }
}

}  // namespace postroom::mapiutil
