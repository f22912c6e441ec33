// The numbers in property values that MAPI has structures for.
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/property.h>

namespace postroom::mapi {

inline Currency from_currency(const CY& value) { return {value.int64}; }
inline CY to_currency(Currency value) {
  CY made;
  made.int64 = value.ten_thousandths;
  return made;
}

inline std::int64_t from_large_integer(const LARGE_INTEGER& value) { return value.QuadPart; }
inline LARGE_INTEGER to_large_integer(std::int64_t value) {
  LARGE_INTEGER made;
  made.QuadPart = value;
  return made;
}

inline FileTime from_file_time(const FILETIME& time) {
  return {static_cast<std::int64_t>(std::uint64_t{time.dwHighDateTime} << 32 | time.dwLowDateTime)};
}
inline FILETIME to_file_time(FileTime time) {
  const auto ticks = static_cast<std::uint64_t>(time.ticks);
  return {static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32)};
}

}  // namespace postroom::mapi
