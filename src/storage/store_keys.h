// Settings that say what a store is. src/store writes the first two; a copy of a whole store the others.
#pragma once

namespace postroom::storage {

inline constexpr char kGuidKey[] = "store.guid";
inline constexpr char kMadeKey[] = "store.made";        // written last: the store is whole
inline constexpr char kMovedKey[] = "store.moved";      // of a sealed store: where it is now
inline constexpr char kRemovedKey[] = "store.removed";  // its removal has begun (removal.h)
// Of an unfinished copy: the GUID of what it is a copy of, and which run is at it.
inline constexpr char kCopyOfKey[] = "store.copy_of";
inline constexpr char kCopyRunKey[] = "store.copy_run";

}  // namespace postroom::storage
