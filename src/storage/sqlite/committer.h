// Who writes: jobs from the queue, alone or in one transaction with one sync; failed syncs; checkpoints.
#pragma once

#include "storage/job_queue.h"
#include "storage/sqlite/transaction.h"
#include "storage/sqlite/watcher.h"
#include "storage/sqlite/writer_lock.h"

#include <atomic>

namespace postroom::storage {

using SqliteJob = std::function<Status(SqliteTransaction&)>;

class Committer final : private JobQueue<SqliteTransaction>::Worker {
 public:
  Committer(std::unique_ptr<Connection> connection, std::unique_ptr<WriterLock> lock,
            std::shared_ptr<Watcher> watcher, std::chrono::milliseconds patience);
  // Runs what is queued and ends the thread; commit() is not called any more.
  void finish() { queue_.finish(); }

  // As Engine::commit().
  void commit(SqliteJob job, Completion done, Announce announce);
  Status commit_and_wait(SqliteJob job, Announce announce);
  // Before a reading: an error while it is open whether an earlier commit happened (Code::outcome_unknown),
  // so that nobody is shown a store without it that has it again after a restart. Tries to settle it, but
  // waits for nobody.
  Status check_settled();

 private:
  using Item = JobQueue<SqliteTransaction>::Item;
  using Items = JobQueue<SqliteTransaction>::Items;

  std::size_t run_some(Items items) override;
  void tidy_up() override;  // a checkpoint
  std::size_t run_together(Items items);
  bool run_marked(Item& item);
  bool commit_together(Items items);
  void run_alone(Item& item);
  Status commit_written();
  bool settle_doubt();
  void announce(Items items);

  std::unique_ptr<Connection> connection_;
  SqliteTransaction transaction_;
  const std::unique_ptr<WriterLock> lock_;
  const std::shared_ptr<Watcher> watcher_;
  const std::chrono::milliseconds patience_;
  int log_frames_ = 0;         // pages in the log file after the last commit
  int checkpoint_frames_ = 0;  // the same at the last attempt to move them

  std::atomic<bool> in_doubt_ =
      false;  // a commit failed and could not be written over; nothing can be relied upon

  JobQueue<SqliteTransaction> queue_;  // the last, so that its thread ends before what it works on
};

}  // namespace postroom::storage
