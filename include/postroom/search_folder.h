// Search folders: folders whose contents are the messages that meet a restriction, wherever in their scope
// these are
// ("MAPI search folders", IMAPIContainer::SetSearchCriteria and GetSearchCriteria in the Outlook MAPI
// reference; MS-OXCFOLD 2.2.1.4 and 3.2.5.4). See docs/search-folders.md.
#pragma once

#include <postroom/ids.h>
#include <postroom/restriction.h>

#include <cstdint>
#include <vector>

namespace postroom {

enum class SearchAction : std::uint8_t {
  restart,  // RESTART_SEARCH: populate anew
  stop,     // STOP_SEARCH: keep what has been found so far; nothing happens to a search that has ended
};
enum class SearchDepth : std::uint8_t {
  shallow,    // SHALLOW_SEARCH: the named folders
  recursive,  // RECURSIVE_SEARCH: and all below them, also those that come later
};
enum class SearchPriority : std::uint8_t {
  background,  // BACKGROUND_SEARCH
  foreground,  // FOREGROUND_SEARCH: this process populates it before those that wait in the background
};
enum class SearchUpdates : std::uint8_t {
  dynamic,  // what comes to meet the restriction, or no longer does, comes and goes
  static_,  // STATIC_SEARCH: found once; only what is deleted goes
};
enum class SearchIndexUse : std::uint8_t {
  allowed,
  avoided,  // NON_CONTENT_INDEXED_SEARCH: look at every message. The result is the same
};

struct SearchFlags {
  SearchAction action = SearchAction::restart;
  SearchDepth depth = SearchDepth::shallow;
  SearchPriority priority = SearchPriority::background;
  SearchUpdates updates = SearchUpdates::dynamic;
  SearchIndexUse index = SearchIndexUse::allowed;
  friend bool operator==(const SearchFlags&, const SearchFlags&) = default;
};

// Bits of SearchCriteria::state, with the values of the headers and MS-OXCFOLD 2.2.1.5.2.
namespace search_state {
inline constexpr std::uint32_t running = 0x1;  // the initial population is going on, or its process died
inline constexpr std::uint32_t rebuild = 0x2;  // with running: messages are being looked at
inline constexpr std::uint32_t recursive = 0x4;
inline constexpr std::uint32_t foreground = 0x8;
inline constexpr std::uint32_t complete = 0x1000;  // the initial population has ended
inline constexpr std::uint32_t partial = 0x2000;   // it was stopped before, or found more than can be kept
inline constexpr std::uint32_t static_ = 0x10000;
}  // namespace search_state

struct SearchCriteria {
  Restriction restriction;
  std::vector<FolderId> folders;  // as they were set, each once and sorted; some may be gone by now
  std::uint32_t state = 0;
};

inline constexpr std::size_t kMaxSearchFolders = 1000;       // per store
inline constexpr std::size_t kMaxSearchScope = 1000;         // folders named in one criteria
inline constexpr std::size_t kMaxStaticMembers = 1'000'000;  // a static search ends there, and is partial

}  // namespace postroom
