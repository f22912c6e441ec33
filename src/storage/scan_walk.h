// Which of two ways a scan of some folders goes: over all rows of its range in order of id, or over an index
// that has the folders' ids, then to each of these rows. What both SQL engines decide alike.
#pragma once

#include <cstddef>
#include <cstdint>

namespace postroom::storage {

// The index is worth looking at while the folders have at most this many of the rows; `rows` are those of the
// store, at most.
std::int64_t most_by_index(std::int64_t rows);

// Messages of a folder up to which they are counted; of more, the folder's own counters say how many there are.
inline constexpr std::int64_t kCounted = 1000;

struct ScanSize {
  std::int64_t rows = 0;  // in the range, at most; this one and the next count what is there, deleted or not
  std::int64_t matches = 0;  // of the folders, in the whole store
  std::size_t limit = 0;     // of the matches that are wanted
};
bool is_index_quicker(const ScanSize& size);

}  // namespace postroom::storage
