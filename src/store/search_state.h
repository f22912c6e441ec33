// What a store keeps of its search folders for good, in settings (docs/search-folders.md): the criteria, how
// far the search has come, and what a static or stopped one has found.
#pragma once

#include <postroom/search_folder.h>

#include "storage/engine.h"

namespace postroom::store {

enum class SearchPhase : std::uint8_t { populating = 0, complete = 1, stopped = 2 };

struct SearchState {
  std::uint64_t run = 0;  // random; a new one each time that criteria are set
  SearchFlags flags;
  SearchPhase phase = SearchPhase::populating;
  bool partial = false;
  std::uint64_t found_parts = 0;  // settings that hold what was found; only if is_fixed()
  std::vector<FolderId> folders;  // sorted

  // Whether its members are what was found once, and not what meets the restriction now.
  bool is_fixed() const {
    return phase == SearchPhase::stopped ||
           (phase == SearchPhase::complete && flags.updates == SearchUpdates::static_);
  }
  std::uint32_t bits() const;  // search_state
  friend bool operator==(const SearchState&, const SearchState&) = default;
};

// Nothing: the folder has no criteria yet.
Result<std::optional<SearchState>> read_search_state(storage::View& view, FolderId folder);
// The same, or Code::not_initialized.
Result<SearchState> need_search_state(storage::View& view, FolderId folder);
Status write_search_state(storage::Transaction& transaction, FolderId folder, const SearchState& state);

Result<Restriction> read_search_restriction(storage::View& view, FolderId folder);
Status write_search_restriction(storage::Transaction& transaction, FolderId folder,
                                const Restriction& restriction);

// Sorted. Nothing was found where the state has no parts.
Result<std::vector<MessageId>> read_found(storage::View& view, FolderId folder, const SearchState& state);
// Into new parts, counted in `state`, which the caller writes.
Status write_found(storage::Transaction& transaction, FolderId folder, SearchState& state,
                   std::span<const MessageId> found);
Status forget_found(storage::Transaction& transaction, FolderId folder);

// Everything, because the folder goes.
Status forget_search(storage::Transaction& transaction, FolderId folder);

// Removes all settings whose key begins with `prefix`.
Status remove_settings(storage::Transaction& transaction, const std::string& prefix);

}  // namespace postroom::store
