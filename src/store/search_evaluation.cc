#include "store/search_evaluation.h"

#include <algorithm>
#include <set>

#include "base/try.h"
#include "store/folder_tree.h"
#include "store/log_entries.h"

namespace postroom::store {
namespace {

constexpr std::size_t kLogPage = 200;       // entries read at once; each may name many messages
constexpr std::size_t kLookedAtOnce = 500;  // messages
constexpr std::size_t kNoLimit = SIZE_MAX;

bool changes_folders(ChangeKind kind) {
  return kind == ChangeKind::folder_created || kind == ChangeKind::folder_deleted ||
         kind == ChangeKind::folder_moved || kind == ChangeKind::folder_copied;
}

}  // namespace

SearchEvaluation::SearchEvaluation(storage::Engine& engine, RowSurroundings surroundings, SearchState state,
                                   const std::optional<Restriction>& restriction,
                                   std::vector<MessageId> fixed)
    : engine_(engine),
      state_(std::move(state)),
      fixed_(std::move(fixed)),
      rows_(std::move(surroundings), restriction) {}

Status SearchEvaluation::renew(std::unique_ptr<storage::View>& view, const GoOn& go_on) const {
  view.reset();
  TRY_SET(view, engine_.view());
  return go_on(*view);
}

// The folders to look in; search folders hold nothing of their own and are not searched.
Result<std::vector<FolderId>> SearchEvaluation::scope(storage::View& view) const {
  if (state_.is_fixed()) return std::vector<FolderId>();
  TRY_SET(auto folders, view.folders());
  const FolderTree tree(std::move(folders));
  std::set<FolderId> found;
  for (const FolderId named : state_.folders) {
    if (!tree.find(named)) continue;
    const bool below = state_.flags.depth == SearchDepth::recursive;
    for (const FolderId each : below ? tree.subtree(named) : std::vector{named}) {
      if (tree.find(each)->kind != FolderKind::search) found.insert(each);
    }
  }
  return std::vector<FolderId>(found.begin(), found.end());
}

// The position comes first: whatever happens from then on, follow() looks at again.
Result<bool> SearchEvaluation::begin(Membership& membership, const Candidates& candidates,
                                     const GoOn& go_on) {
  membership = {};
  {
    std::unique_ptr<storage::View> view;
    TRY(renew(view, go_on));
    TRY_SET(const storage::Counters counters, view->counters());
    membership.position = counters.log_position;
    TRY_SET(membership.scope, scope(*view));
  }
  if (state_.is_fixed()) return look_at_all(fixed_, membership, go_on);
  if (membership.scope.empty()) return true;
  TRY_SET(const auto some, candidates());
  if (some) return look_at_all(*some, membership, go_on);
  return scan(membership.scope, membership.members, go_on);
}

Result<bool> SearchEvaluation::look_at_all(std::span<const MessageId> ids, Membership& membership,
                                           const GoOn& go_on) {
  const bool is_static = state_.flags.updates == SearchUpdates::static_;
  for (std::size_t start = 0; start < ids.size(); start += kLookedAtOnce) {
    if (is_static && membership.members.size() >= kMaxStaticMembers) return state_.is_fixed();
    std::unique_ptr<storage::View> view;
    TRY(renew(view, go_on));
    const auto slice = ids.subspan(start, std::min(kLookedAtOnce, ids.size() - start));
    TRY(rows_.look_at(*view, slice, membership.scope, membership.members));
  }
  return true;
}

Result<bool> SearchEvaluation::scan(std::span<const FolderId> folders, std::vector<Member>& met,
                                    const GoOn& go_on) {
  const bool is_static = state_.flags.updates == SearchUpdates::static_;
  for (SearchRows::Slice slice; !slice.ended;) {
    const std::size_t room = is_static ? kMaxStaticMembers - met.size() : kNoLimit;
    if (room == 0) return false;
    std::unique_ptr<storage::View> view;
    TRY(renew(view, go_on));
    TRY_SET(slice, rows_.scan(*view, folders, slice.last, room, met));
  }
  return true;
}

// Folders have come into the scope or left it.
Status SearchEvaluation::rescope(Membership& membership, std::unique_ptr<storage::View>& view,
                                 const GoOn& go_on) {
  TRY_SET(std::vector<FolderId> now, scope(*view));
  if (now == membership.scope) return ok_status();
  std::vector<FolderId> entered;
  std::set_difference(now.begin(), now.end(), membership.scope.begin(), membership.scope.end(),
                      std::back_inserter(entered));
  membership.scope = std::move(now);
  membership.drop_outside();
  if (entered.empty()) return ok_status();
  view.reset();
  std::vector<Member> met;
  TRY_SET([[maybe_unused]] const bool all, scan(entered, met, go_on));
  std::sort(met.begin(), met.end(), [](const Member& a, const Member& b) { return a.id < b.id; });
  std::vector<MessageId> judged;
  for (const Member& member : met) judged.push_back(member.id);
  membership.replace(judged, met);
  return renew(view, go_on);
}

Status SearchEvaluation::look_again(Membership& membership, std::unique_ptr<storage::View>& view,
                                    std::vector<MessageId> changed, const GoOn& go_on) {
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  if (state_.is_fixed()) {
    std::erase_if(changed,
                  [this](MessageId id) { return !std::binary_search(fixed_.begin(), fixed_.end(), id); });
  }
  looked_at_ += changed.size();
  std::vector<Member> met;
  const std::span<const MessageId> all = changed;
  for (std::size_t start = 0; start < all.size(); start += kLookedAtOnce) {
    if (start > 0) TRY(renew(view, go_on));
    TRY(rows_.look_at(*view, all.subspan(start, std::min(kLookedAtOnce, all.size() - start)),
                      membership.scope, met));
  }
  if (!changed.empty()) membership.replace(changed, met);
  return ok_status();
}

// Messages may be looked at on a later view than that of the entries which name them: what has happened to
// them since stands further on in the log, and they are looked at again.
Result<SearchEvaluation::Outcome> SearchEvaluation::follow(Membership& membership,
                                                           std::unique_ptr<storage::View>& view,
                                                           const GoOn& go_on) {
  auto since = std::chrono::steady_clock::now();
  for (;;) {
    TRY_SET(const storage::Counters counters, view->counters());
    if (membership.position == counters.log_position) return Outcome::current;
    if (membership.position > counters.log_position || membership.position < counters.log_start) {
      return Outcome::too_old;
    }
    TRY_SET(const auto entries, view->log(membership.position, kLogPage));
    if (entries.empty()) return Outcome::too_old;  // a log with a hole is no log
    std::vector<MessageId> changed;
    bool folders = false;
    for (const storage::LogRecord& entry : entries) {
      const auto messages = changed_messages(entry);
      changed.insert(changed.end(), messages.begin(), messages.end());
      folders = folders || changes_folders(entry.kind);
    }
    if (folders && !state_.is_fixed()) TRY(rescope(membership, view, go_on));
    TRY(look_again(membership, view, std::move(changed), go_on));
    membership.position = entries.back().position;
    if (std::chrono::steady_clock::now() - since >= kSearchSlice) {
      TRY(renew(view, go_on));
      since = std::chrono::steady_clock::now();
    }
  }
}

}  // namespace postroom::store
