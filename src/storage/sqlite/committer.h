// The queue of jobs and the one writing connection: who finds it free runs his job himself; who comes
// meanwhile waits and is taken together with the others that wait, in one transaction with one sync.
#pragma once

#include "storage/sqlite/transaction.h"
#include "storage/sqlite/watcher.h"
#include "storage/sqlite/writer_lock.h"

#include <deque>

namespace postroom::storage {

inline constexpr std::size_t kMaxGroup = 256;                  // jobs in one transaction
inline constexpr std::chrono::milliseconds kMaxGroupTime{50};  // then no further job is added to it

using SqliteJob = std::function<Status(SqliteTransaction&)>;

enum class Announce { no, yes };  // whether watchers are to know

class Committer {
 public:
  Committer(std::unique_ptr<Connection> connection, std::unique_ptr<WriterLock> lock,
            std::shared_ptr<Watcher> watcher, std::chrono::milliseconds patience);
  ~Committer();
  // Runs what is queued and ends the thread; commit() is not called any more.
  void finish();

  // As Engine::commit().
  void commit(SqliteJob job, Completion done, Announce announce);
  Status commit_and_wait(SqliteJob job, Announce announce);
  // Before a reading: an error while it is open whether an earlier commit happened (Code::outcome_unknown),
  // so that nobody is shown a store without it that has it again after a restart. Tries to settle it, but
  // waits for nobody.
  Status check_settled();

 private:
  struct Item {
    SqliteJob job;
    Completion done;
    Announce announce;
    Status outcome = ok_status();
    bool wrote = false;  // and so depends on the commit
  };
  using Items = std::span<Item>;

  void run_queue();
  void run_groups(std::unique_lock<std::mutex>& guard);
  void hand_over();
  std::vector<Item> take_group(std::unique_lock<std::mutex>& guard);
  void work_on(Items items);  // until all are decided, told, and the log file is short again
  std::size_t run_some(Items items);
  std::size_t run_together(Items items);
  bool run_marked(Item& item);
  bool commit_together(Items items);
  void run_alone(Item& item);
  Status call(const SqliteJob& job);
  Status commit_written();
  bool settle_doubt();
  void announce(Items items);
  void checkpoint();

  std::unique_ptr<Connection> connection_;
  SqliteTransaction transaction_;
  const std::unique_ptr<WriterLock> lock_;
  const std::shared_ptr<Watcher> watcher_;
  const std::chrono::milliseconds patience_;
  int log_frames_ = 0;         // pages in the log file after the last commit
  int checkpoint_frames_ = 0;  // the same at the last attempt to move them

  std::atomic<bool> in_doubt_ =
      false;  // a commit failed and could not be written over; nothing can be relied upon

  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Item> queue_;
  bool busy_ = false;    // somebody works on jobs: the connection is theirs
  bool handed_ = false;  // and that is the thread
  bool ending_ = false;
  std::size_t expected_ = 0;               // jobs worth waiting for; commit() wakes who waits
  std::size_t last_size_ = 0;              // of the group before
  std::chrono::nanoseconds last_time_{0};  // that it took
  std::thread thread_;                     // started when jobs have to wait for the first time
};

}  // namespace postroom::storage
