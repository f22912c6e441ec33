// Settings that say what a store is. src/store writes the first three and the sort keys; a copy of a whole store the
// others.
#pragma once

namespace postroom::storage {

inline constexpr char kGuidKey[] = "store.guid";
inline constexpr char kMadeKey[] = "store.made";        // written last: the store is whole
inline constexpr char kOwnerKey[] = "store.owner";      // Session::who of its owner; a copy has the same
inline constexpr char kMovedKey[] = "store.moved";      // of a sealed store: where it is now
// The ICU whose keys are in the rows; not there while compact() makes them anew (src/store/sort_keys.h).
inline constexpr char kSortKeysKey[] = "store.sort_keys";
inline constexpr char kRemovedKey[] = "store.removed";  // its removal has begun (removal.h)
// Of an unfinished copy: the GUID of what it is a copy of, and which run is at it.
inline constexpr char kCopyOfKey[] = "store.copy_of";
inline constexpr char kCopyRunKey[] = "store.copy_run";

// Settings whose keys begin like this hold what can be made anew at any time; a copy of a store leaves them out.
inline constexpr char kCacheKeys[] = "cache.";

}  // namespace postroom::storage
