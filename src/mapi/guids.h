// GUIDs between Postroom, which keeps the bytes, and MAPI, which keeps the numbers in them.
#pragma once

#include <mapi/mapicom.h>
#include <postroom/guid.h>

#include <algorithm>

namespace postroom::mapi {

inline Guid from_guid(const GUID& guid) {
  Guid read = make_guid(guid.Data1, guid.Data2, guid.Data3, 0);
  std::copy(std::begin(guid.Data4), std::end(guid.Data4), read.bytes.begin() + 8);
  return read;
}

inline GUID to_guid(const Guid& guid) {
  const auto& bytes = guid.bytes;
  const auto number = [&bytes](int at, int size) {
    ULONG value = 0;
    while (size-- > 0) value = value << 8 | bytes[at + size];
    return value;
  };
  GUID made = {number(0, 4), static_cast<USHORT>(number(4, 2)), static_cast<USHORT>(number(6, 2)), {}};
  std::copy(bytes.begin() + 8, bytes.end(), std::begin(made.Data4));
  return made;
}

}  // namespace postroom::mapi
