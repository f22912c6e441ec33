#include "store/search_outcome.h"

#include "base/try.h"
#include "store/search_cache.h"
#include "store/search_state.h"

namespace postroom::store {
namespace {

std::vector<MessageId> ids_of(const Membership& membership) {
  std::vector<MessageId> ids;
  ids.reserve(membership.members.size());
  for (const Member& member : membership.members) ids.push_back(member.id);
  return ids;
}

}  // namespace

Status write_outcome(storage::Transaction& transaction, const Session& session,
                     const SearchOutcome& outcome) {
  TRY_SET(auto state, read_search_state(transaction, outcome.folder));
  if (!state || state->run != outcome.run) return ok_status();
  if (state->phase == SearchPhase::stopped && state->found_parts == 0) {
    TRY(write_found(transaction, outcome.folder, *state, ids_of(outcome.found)));
    return write_search_state(transaction, outcome.folder, *state);
  }
  if (state->phase != SearchPhase::populating || outcome.end == SearchEnd::ended_early) return ok_status();
  state->phase = SearchPhase::complete;
  state->partial = outcome.end == SearchEnd::too_many;
  const bool is_fixed = state->is_fixed();
  if (is_fixed) TRY(write_found(transaction, outcome.folder, *state, ids_of(outcome.found)));
  TRY(write_search_state(transaction, outcome.folder, *state));
  TRY(write_cache(transaction, outcome.folder, state->run, outcome.found,
                  is_fixed ? Keep::counts : Keep::members));
  TRY(transaction.append_log({{}, ChangeKind::search_completed, outcome.folder, {}, session.id, {}}));
  return ok_status();
}

}  // namespace postroom::store
