// The members of a dynamic search folder, kept so that the next process has to catch up only, and the counts
// of any search folder as last known. May be lost at any time. Written without an entry in the change log.
#pragma once

#include <optional>

#include "storage/engine.h"
#include "store/membership.h"

namespace postroom::store {

// More are not kept; whoever reads the folder first looks at every message in its scope again.
inline constexpr std::size_t kMaxKeptMembers = 200'000;

struct SearchCacheHead {
  std::uint64_t run = 0;  // of the criteria (SearchState) that it belongs to
  LogPosition position;
  bool has_members = false;
  std::vector<FolderId> scope;
  std::vector<MemberCount> counts;
};

// Nothing where there is none, or one that makes no sense.
Result<std::optional<SearchCacheHead>> read_cache_head(storage::View& view, FolderId folder);
Result<std::optional<Membership>> read_cache(storage::View& view, FolderId folder, std::uint64_t run);

enum class Keep { counts, members };
// Unless what is there is of the same run and as new.
Status write_cache(storage::Transaction& transaction, FolderId folder, std::uint64_t run,
                   const Membership& membership, Keep keep);

}  // namespace postroom::store
