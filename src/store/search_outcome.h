// How an evaluation of a search folder ends in the store.
#pragma once

#include <postroom/session.h>

#include "storage/engine.h"
#include "store/membership.h"

namespace postroom::store {

enum class SearchEnd {
  complete,
  too_many,     // a static search that found more than kMaxStaticMembers
  ended_early,  // the search was stopped, or has other criteria
};

struct SearchOutcome {
  FolderId folder;
  std::uint64_t run = 0;  // of the criteria that were evaluated
  const Membership& found;
  SearchEnd end = SearchEnd::complete;
};

// Ends the initial population, and tells the log; or keeps what had been found when the search was stopped.
// Nothing happens where the criteria are others by now, or somebody else was first.
Status write_outcome(storage::Transaction& transaction, const Session& session, const SearchOutcome& outcome);

}  // namespace postroom::store
