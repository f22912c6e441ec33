// Makes a membership anew, or brings one up to now by the change log. Costs the writers nothing: all of it is
// reading.
#pragma once

#include <functional>
#include <memory>

#include "store/search_rows.h"
#include "store/search_state.h"

namespace postroom::store {

// Messages in order of id of which all that may meet the restriction are some, as of now; nothing: look at
// every one.
using Candidates = std::function<Result<std::optional<std::vector<MessageId>>>()>;

// Asked before each slice, on the view that it will use. Code::cancelled ends the evaluation.
using GoOn = std::function<Status(storage::View& view)>;

// Used by one thread at a time.
class SearchEvaluation {
 public:
  // `fixed`: what a static or stopped search has found; then there is no restriction.
  SearchEvaluation(storage::Engine& engine, RowSurroundings surroundings, SearchState state,
                   const std::optional<Restriction>& restriction, std::vector<MessageId> fixed);

  // Looks at every message in the scope, or at the candidates. `membership` has what was found even if it
  // ends early. True: everything; false: a static search that found more than kMaxStaticMembers.
  Result<bool> begin(Membership& membership, const Candidates& candidates, const GoOn& go_on);

  enum class Outcome { current, too_old };
  // Until `membership` is exactly as of `view`, which is replaced by newer ones if that takes long. Too old:
  // the log no longer reaches back, or never was there: begin anew.
  Result<Outcome> follow(Membership& membership, std::unique_ptr<storage::View>& view, const GoOn& go_on);

  std::size_t looked_at() const { return looked_at_; }  // messages, by follow(), so far

 private:
  Result<std::vector<FolderId>> scope(storage::View& view) const;
  Result<bool> look_at_all(std::span<const MessageId> ids, Membership& membership, const GoOn& go_on);
  Result<bool> scan(std::span<const FolderId> folders, std::vector<Member>& met, const GoOn& go_on);
  Status rescope(Membership& membership, std::unique_ptr<storage::View>& view, const GoOn& go_on);
  Status look_again(Membership& membership, std::unique_ptr<storage::View>& view,
                    std::vector<MessageId> changed, const GoOn& go_on);
  Status renew(std::unique_ptr<storage::View>& view, const GoOn& go_on) const;

  storage::Engine& engine_;
  const SearchState state_;
  const std::vector<MessageId> fixed_;  // sorted
  SearchRows rows_;
  std::size_t looked_at_ = 0;
};

}  // namespace postroom::store
