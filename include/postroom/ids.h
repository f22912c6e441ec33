// Identifiers and counters, each of its own type, so that none can be taken for another.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace postroom {

template <class Kind>
struct Number {
  std::int64_t value = 0;
  friend auto operator<=>(Number, Number) = default;
};

// Folders and messages of one store draw their ids from one sequence; none is ever used again. 0 is none.
using FolderId = Number<struct FolderIdKind>;
using MessageId = Number<struct MessageIdKind>;

// The four numbers of a message:
// - which content version this is: 1 for the first save, then one more for each commit. Decides conflicts.
using VersionNumber = Number<struct VersionNumberKind>;
// - one sequence per store, without gaps, in order of commit of content. Also names the stored version.
using ChangeNumber = Number<struct ChangeNumberKind>;
// - moved by read flag and read-receipt changes only.
using ReadStateNumber = Number<struct ReadStateNumberKind>;
// - one sequence per store, moved by everything; a place in the change log.
using LogPosition = Number<struct LogPositionKind>;

}  // namespace postroom

template <class Kind>
struct std::hash<postroom::Number<Kind>> {
  std::size_t operator()(postroom::Number<Kind> number) const noexcept {
    return std::hash<std::int64_t>{}(number.value);
  }
};
