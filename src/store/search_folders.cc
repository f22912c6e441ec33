#include "store/search_folders.h"

#include <algorithm>

#include "base/try.h"
#include "store/core.h"
#include "store/narrowing.h"
#include "store/search_cache.h"
#include "store/search_outcome.h"

namespace postroom::store {
namespace {

constexpr std::size_t kHeldAtMost = 100;  // search folders whose members stay in memory
constexpr std::size_t kCandidatesAtMost =
    100'000;  // of the search index; where there are more, all are looked at
constexpr std::size_t kKeptAfter =
    2'000;  // messages looked at since the cache was written, or a tenth of the members

Error cancelled() { return {Code::cancelled, "The search was ended.", {}}; }

bool is_same_search(const SearchState& a, const SearchState& b) {
  return a.run == b.run && a.is_fixed() == b.is_fixed() && a.found_parts == b.found_parts;
}

}  // namespace

struct SearchFolders::Entry {
  explicit Entry(FolderId id) : folder(id) {}

  const FolderId folder;
  std::mutex mutex;                        // held while the folder is evaluated; of all but the last three
  std::optional<SearchState> state;        // that the rest belongs to
  std::optional<Restriction> restriction;  // unless it is fixed
  std::unique_ptr<SearchEvaluation> evaluation;
  std::optional<Membership> partial;  // of an evaluation that was ended
  bool all = true;                    // nothing was left out of `members`
  std::size_t kept_at = 0;            // evaluation->looked_at() when the cache was written last
  LogPosition kept_position;

  // Of SearchFolders::mutex_; written with both held.
  std::shared_ptr<const SharedMembership> members;
  std::uint64_t run = 0;
  std::uint64_t used = 0;
};

SearchFolders::~SearchFolders() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<SearchFolders::Entry> SearchFolders::entry(FolderId folder) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Entry>& found = entries_[folder];
  if (!found) found = std::make_shared<Entry>(folder);
  found->used = ++uses_;
  const std::shared_ptr<Entry> wanted = found;
  while (entries_.size() > kHeldAtMost) {
    const auto oldest = std::min_element(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
      return a.second->used < b.second->used;
    });
    entries_.erase(oldest);  // whoever is at it goes on
  }
  return wanted;
}

Result<SearchFolders::Reading> SearchFolders::read(const Session& session, FolderId folder) {
  const std::shared_ptr<Entry> held = entry(folder);
  const std::lock_guard lock(held->mutex);
  for (;;) {
    Reading reading;
    const auto done = read_once(session, *held, reading);
    if (done.ok() && *done) return reading;
    if (done.ok()) continue;
    if (done.error().code != Code::cancelled || stopping_) return done.error();
    keep_partial(session, *held);
  }
}

// False: the search has been completed by it; read what it is now.
Result<bool> SearchFolders::read_once(const Session& session, Entry& entry, Reading& reading) {
  TRY_SET(reading.view, core_.engine->view());
  TRY_SET(SearchState state, need_search_state(*reading.view, entry.folder));
  TRY(prepare(entry, *reading.view, std::move(state)));
  if (!entry.members) TRY(take_cache(entry, *reading.view));
  bool current = false;
  if (entry.members) {
    TRY_SET(current, follow(entry, reading));
  }
  if (!current) TRY(begin(entry, reading));
  if (entry.state->phase == SearchPhase::populating && finish(session, entry)) return false;
  keep_cache(entry, *reading.view);
  reading.members = entry.members;
  return true;
}

// Forgets what belongs to other criteria.
Status SearchFolders::prepare(Entry& entry, storage::View& view, SearchState state) {
  if (entry.state && is_same_search(*entry.state, state)) {
    entry.state = std::move(state);
    return ok_status();
  }
  entry.state.reset();  // should the rest fail
  entry.restriction.reset();
  std::vector<MessageId> found;
  if (state.is_fixed()) {
    TRY_SET(found, read_found(view, entry.folder, state));
  } else {
    TRY_SET(entry.restriction, read_search_restriction(view, entry.folder));
  }
  entry.evaluation = std::make_unique<SearchEvaluation>(
      *core_.engine, RowSurroundings{core_.store_guid, &core_.large, true, {}}, state, entry.restriction,
      std::move(found));
  entry.state = std::move(state);
  entry.kept_at = 0;
  entry.kept_position = {};
  entry.partial.reset();
  const std::lock_guard lock(mutex_);
  entry.members.reset();
  return ok_status();
}

Status SearchFolders::take_cache(Entry& entry, storage::View& view) {
  if (entry.state->is_fixed()) return ok_status();  // the messages themselves are known
  TRY_SET(auto kept, read_cache(view, entry.folder, entry.state->run));
  if (!kept) return ok_status();
  entry.kept_position = kept->position;
  publish(entry, std::move(*kept));
  return ok_status();
}

void SearchFolders::publish(Entry& entry, Membership membership) {
  auto members = std::make_shared<const SharedMembership>(std::move(membership));
  const std::lock_guard lock(mutex_);
  entry.members = std::move(members);
  entry.run = entry.state->run;
}

// False: it has to begin anew.
Result<bool> SearchFolders::follow(Entry& entry, Reading& reading) {
  TRY_SET(const storage::Counters counters, reading.view->counters());
  if (entry.members->get().position == counters.log_position) return true;
  Membership membership = entry.members->get();
  TRY_SET(const auto outcome, entry.evaluation->follow(membership, reading.view, [&](storage::View& view) {
    return go_on(entry, view);
  }));
  if (outcome == SearchEvaluation::Outcome::too_old) return false;
  publish(entry, std::move(membership));
  return true;
}

Status SearchFolders::begin(Entry& entry, Reading& reading) {
  const GoOn going_on = [&](storage::View& view) { return go_on(entry, view); };
  const Candidates candidates = [&]() -> Result<std::optional<std::vector<MessageId>>> {
    const bool may = entry.restriction && entry.state->flags.index == SearchIndexUse::allowed;
    return may ? narrow(core_, *entry.restriction, kCandidatesAtMost)
               : std::optional<std::vector<MessageId>>();
  };
  Membership found;
  for (auto outcome = SearchEvaluation::Outcome::too_old; outcome == SearchEvaluation::Outcome::too_old;) {
    reading.view.reset();
    auto ended = entry.evaluation->begin(found, candidates, going_on);
    if (ended.ok()) {
      entry.all = *ended;
      TRY_SET(reading.view, core_.engine->view());
      auto followed = entry.evaluation->follow(found, reading.view, going_on);
      if (followed.ok()) outcome = *followed;
      if (!followed.ok()) ended = std::move(followed).error();
    }
    if (!ended.ok()) {
      entry.partial = std::move(found);
      return std::move(ended).error();
    }
  }
  entry.kept_position = {};
  publish(entry, std::move(found));
  return ok_status();
}

// Code::cancelled once the criteria are others, the search has been stopped, or another process has completed
// it.
Status SearchFolders::go_on(const Entry& entry, storage::View& view) const {
  if (stopping_) return cancelled();
  TRY_SET(const auto state, read_search_state(view, entry.folder));
  return state && is_same_search(*state, *entry.state) ? ok_status() : Status(cancelled());
}

// True: the population has ended, by this or by someone else. Where that cannot be written, the next one
// tries again.
bool SearchFolders::finish(const Session& session, Entry& entry) {
  if (core_.engine->is_read_only()) return false;
  const Membership& found = entry.members->get();
  const SearchOutcome outcome{entry.folder, entry.state->run, found,
                              entry.all ? SearchEnd::complete : SearchEnd::too_many};
  const Status finished = storage::commit_and_wait(*core_.engine, [&](storage::Transaction& transaction) {
    return write_outcome(transaction, session, outcome);
  });
  if (finished.ok()) entry.kept_position = found.position;
  return finished.ok();
}

// Where this cannot be written the folder stays empty, as if the search had been stopped earlier.
void SearchFolders::keep_partial(const Session& session, Entry& entry) {
  const std::optional<Membership> partial = std::exchange(entry.partial, std::nullopt);
  if (!partial || core_.engine->is_read_only()) return;
  const SearchOutcome outcome{entry.folder, entry.state->run, *partial, SearchEnd::ended_early};
  (void)storage::commit_and_wait(*core_.engine, [&](storage::Transaction& transaction) {
    return write_outcome(transaction, session, outcome);
  });
}

void SearchFolders::keep_cache(Entry& entry, storage::View& view) {
  if (core_.engine->is_read_only()) return;
  const Membership& membership = entry.members->get();
  const std::size_t looked_at = entry.evaluation->looked_at();
  const std::size_t enough = std::max(kKeptAfter, membership.members.size() / 10);
  if (entry.kept_position.value != 0 && looked_at - entry.kept_at < enough) return;
  const auto there = read_cache_head(view, entry.folder);
  const bool kept_by_another =
      there.ok() && *there && (*there)->run == entry.state->run && (*there)->position > entry.kept_position;
  entry.kept_at = looked_at;
  entry.kept_position = kept_by_another ? (*there)->position : membership.position;
  if (kept_by_another) return;
  const Keep keep = entry.state->is_fixed() ? Keep::counts : Keep::members;
  // A cache that cannot be written is none.
  (void)storage::commit_and_wait(*core_.engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const auto state, read_search_state(transaction, entry.folder));
    if (!state || state->run != entry.state->run) return ok_status();
    return write_cache(transaction, entry.folder, state->run, membership, keep);
  });
}

void SearchFolders::settle(FolderId folder) {
  const std::shared_ptr<Entry> held = entry(folder);
  const std::lock_guard lock(held->mutex);
}

Result<std::vector<MemberCount>> SearchFolders::counts(storage::View& view, FolderId folder) {
  TRY_SET(const auto state, read_search_state(view, folder));
  if (!state) return std::vector<MemberCount>();
  std::shared_ptr<const SharedMembership> members;
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(folder);
    if (found != entries_.end() && found->second->run == state->run) members = found->second->members;
  }
  TRY_SET(const auto kept, read_cache_head(view, folder));
  const bool has_kept = kept && kept->run == state->run;
  if (members && (!has_kept || kept->position <= members->get().position)) return members->counts();
  return has_kept ? kept->counts : std::vector<MemberCount>();
}

void SearchFolders::populate(const Session& session, FolderId folder, SearchPriority priority) {
  const std::lock_guard lock(mutex_);
  const auto is_same = [&](const Waiting& waiting) { return waiting.folder == folder; };
  std::erase_if(foreground_, is_same);
  std::erase_if(background_, is_same);
  (priority == SearchPriority::foreground ? foreground_ : background_).push_back({session, folder});
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  wake_.notify_all();
}

std::optional<SearchFolders::Waiting> SearchFolders::next() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !foreground_.empty() || !background_.empty(); });
  if (stopping_) return std::nullopt;
  std::deque<Waiting>& queue = foreground_.empty() ? background_ : foreground_;
  Waiting waiting = std::move(queue.front());
  queue.pop_front();
  return waiting;
}

// Whatever fails here, the next reader tries again and is told.
void SearchFolders::run() {
  while (const auto waiting = next()) (void)read(waiting->session, waiting->folder);
}

}  // namespace postroom::store
