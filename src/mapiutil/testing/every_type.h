// For tests: a property of every type that MAPI knows, from memory that is never written to.
#pragma once

#include <mapi/mapidefs.h>

#include <string>
#include <vector>

namespace postroom::mapiutil {

// Their identifiers begin at 0x6600. `salt` makes values that differ, and are greater for a greater one.
class EveryType {
 public:
  explicit EveryType(int salt = 0);
  EveryType(const EveryType&) = delete;
  EveryType& operator=(const EveryType&) = delete;

  LPSPropValue data() { return values_.data(); }
  int count() const { return static_cast<int>(values_.size()); }
  SPropValue& of(ULONG type);

 private:
  SPropValue& add(ULONG type);
  void add_single_values(int salt);
  void add_numbers(int salt);
  void add_texts_and_binaries(int salt);

  std::vector<SPropValue> values_;
  std::string narrow_, other_narrow_;
  std::wstring wide_, other_wide_;
  BYTE bytes_[7] = {};
  GUID guids_[2] = {};
  SHORT shorts_[2] = {};
  LONG longs_[3] = {};
  float floats_[2] = {};
  double doubles_[2] = {};
  CY currencies_[2] = {};
  FILETIME times_[2] = {};
  LARGE_INTEGER large_[2] = {};
  SBinary binaries_[3] = {};
  LPSTR narrow_texts_[2] = {};
  LPWSTR wide_texts_[2] = {};
};

// What two values of a type are, told apart without the functions under test.
bool same(const SPropValue& a, const SPropValue& b);

}  // namespace postroom::mapiutil
