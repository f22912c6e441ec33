// The queue of jobs and the one writing connection: who finds it free runs his job himself; who comes meanwhile waits
// and is taken together with the others that wait, in one transaction with one sync.
#pragma once

#include "storage/sqlite/transaction.h"
#include "storage/sqlite/watcher.h"
#include "storage/sqlite/writer_lock.h"

#include <deque>

namespace postroom::storage {

inline constexpr std::size_t kMaxGroup = 256;                   // jobs in one transaction
inline constexpr std::chrono::milliseconds kMaxGroupTime{50};   // then no further job is added to it
inline constexpr int kCheckpointFrames = 1000;                  // pages in the log file that call for a checkpoint
inline constexpr int kRestartFrames = 8 * kCheckpointFrames;    // then readers are waited for, to start the file anew

using SqliteJob = std::function<Status(SqliteTransaction&)>;

enum class Announce { no, yes };  // whether watchers are to know

class Committer {
 public:
  Committer(std::unique_ptr<Connection> connection, std::unique_ptr<WriterLock> lock,
            std::shared_ptr<Watcher> watcher, std::chrono::milliseconds patience);
  ~Committer();  // runs what is queued first

  // As Engine::commit().
  void commit(SqliteJob job, Completion done, Announce announce);
  Status commit_and_wait(SqliteJob job, Announce announce);
  // Moves the log file's pages into the store and empties it, if no reader is in the way for long.
  Status checkpoint_and_truncate();

 private:
  struct Item {
    SqliteJob job;
    Completion done;
    Announce announce;
    Status outcome = ok_status();
    bool wrote = false;
  };
  using Group = std::vector<Item>;

  void run_queue();
  Group take_group();                    // mutex_ held
  void hand_over();
  void run_group(Group& group);          // sets the outcomes
  std::size_t run_together(Group& group);
  bool run_marked(Item& item);           // false: the transaction is of no use any more
  bool commit_group(Group& group, std::size_t count);
  Status run_alone(Item& item);
  Status call(const SqliteJob& job);
  void give_up_group();
  void announce(const Group& group);
  void checkpoint(int mode);

  std::unique_ptr<Connection> connection_;
  SqliteTransaction transaction_;
  const std::unique_ptr<WriterLock> lock_;
  const std::shared_ptr<Watcher> watcher_;
  const std::chrono::milliseconds patience_;
  int log_frames_ = 0;  // in the log file after the last commit

  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Item> queue_;
  bool busy_ = false;   // somebody runs a group; the connection is theirs
  bool ending_ = false;
  std::thread thread_;  // started with the first job that has to wait
};

}  // namespace postroom::storage
