// Who writes: jobs from the queue, alone or in one transaction with one COMMIT; lost races, lost connections,
// and commits whose answer was lost.
#pragma once

#include "storage/job_queue.h"
#include "storage/postgres/writer.h"

#include <atomic>

namespace postroom::storage::postgres {

// How often one job is run, where races or connections are lost under it.
inline constexpr int kMaxRuns = 8;
// After a lost race, once to twice this long, so that the same two do not meet again; doubled each time.
inline constexpr std::chrono::milliseconds kFirstRacePause{2};
inline constexpr std::chrono::milliseconds kLongestRacePause{64};

using PostgresJob = std::function<Status(PostgresTransaction&)>;

class Committer final : private JobQueue<PostgresTransaction>::Worker {
 public:
  // `where` is the store's place, for errors; `committed` is told of each commit that others are to hear of,
  // by its token, on any thread.
  Committer(ConnectionOptions options, std::string where, std::shared_ptr<ConnectionPool> connections,
            std::function<void(std::int64_t)> committed);
  // Runs what is queued and ends the thread; commit() is not called any more.
  void finish() { queue_.finish(); }

  // As Engine::commit(), and commit_on().
  void commit(PostgresJob job, Completion done, Announce announce, MessageId reads = {});
  Status commit_and_wait(PostgresJob job, Announce announce, MessageId reads = {});
  // Before a reading: an error while the server may still be at an earlier commit that this program lost
  // sight of, so that nobody is shown a store without it that has it a moment later. Tries to settle it, but
  // waits for no other thread.
  Status check_settled();

 private:
  using Item = JobQueue<PostgresTransaction>::Item;
  using Items = JobQueue<PostgresTransaction>::Items;

  // Of one run of a transaction.
  enum class Run {
    decided,    // the outcome stands
    in_vain,    // nothing was written, and another run may well do better
    lost_race,  // the same, but not at once
  };

  bool get_ready(Items items) override;
  std::size_t run_some(Items items) override;
  std::size_t run_together(Items items);
  bool run_marked(Item& item);
  bool commit_together(Items items);
  void run_singly(Items items);
  void run_alone(Item& item);
  Run run_once(Item& item);
  Run commit_written(Status& outcome);
  Run settle(Status& outcome);
  Run abandon();
  void pause_after_race(int runs) const;
  Status lock_for(Items items);
  void begin();
  void start(Items items);
  void foresee(Items items);
  void announce(Items items);

  Writer writer_;
  const std::string where_;  // for errors, on any thread
  const std::function<void(std::int64_t)> committed_;
  Writer::Time end_;              // of the patience with the server, for the jobs at hand
  bool is_timed_ = false;         // end_ is of the jobs at hand already
  bool is_open_ = false;          // a transaction, with the store's row locked, for the first of those jobs
  std::optional<Error> unready_;  // why there is none
  std::int64_t last_token_ = 0;   // of the last commit that happened

  LostCommit lost_;                     // guarded by the turn in the queue
  std::atomic<bool> in_doubt_ = false;  // it could not be asked after; no row of it may be relied upon

  JobQueue<PostgresTransaction> queue_;  // the last, so that its thread ends before what it works on
};

}  // namespace postroom::storage::postgres
