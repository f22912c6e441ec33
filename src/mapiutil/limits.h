// The most that callers, and objects of other people, may hand in. What is past a limit is refused, never cut
// short.
#pragma once

#include <mapi/mapidefs.h>

#include <cstddef>

namespace postroom::mapiutil {

inline constexpr std::size_t kMaxBufferBytes =
    0x40000000;                                   // of one MAPI buffer, and of what is copied into one block
inline constexpr ULONG kMaxProperties = 0x10000;  // in an array: there are no more identifiers
inline constexpr ULONG kMaxValues = 0x100000;     // of a multivalued property
inline constexpr ULONG kMaxNotifications = 0x10000;    // in an array
inline constexpr ULONG kMaxRows = 0x1000000;           // that HrQueryAllRows keeps at once
inline constexpr ULONG kMaxInterfaces = 1000;          // that CopyTo is told to leave out
inline constexpr std::size_t kMaxTextChars = 65536;    // as documented for UFromSz, UlFromSzHex and SzFindSz
inline constexpr std::size_t kMaxIndexBytes = 0x8000;  // of a conversation index: 6,549 replies deep

}  // namespace postroom::mapiutil
