// The queue of writers from several processes: locks on `<store>.lock`, and the place where commits are
// announced.
//
// Two bytes of the file are locked (open file description locks, so that threads and forks do not lose them):
// a writer takes the turnstile, then the pen, then gives the turnstile back. Who has just laid down the pen
// must pass the turnstile behind the one who waits there, so no process writes twice while another waits.
#pragma once

#include <postroom/result.h>

#include <chrono>
#include <memory>
#include <string>

namespace postroom::storage {

class WriterLock {
 public:
  // Creates the lock file of the store at `store_path` where it is missing, with the store's own permissions.
  static Result<std::unique_ptr<WriterLock>> open(const std::string& store_path);
  ~WriterLock();

  // One thread at a time. Code::busy after `patience`.
  Status acquire(std::chrono::milliseconds patience);
  void release();
  // Wakes the watchers of other processes. Call while it is held, after the commit is visible.
  void announce(std::int64_t log_position);

 private:
  struct Shared;
  explicit WriterLock(std::shared_ptr<Shared> shared, std::string store_path);
  bool try_at_once();
  Status wait(std::chrono::milliseconds patience);
  bool start_waiting();  // the mutex held
  static void wait_for_turn(const std::shared_ptr<Shared>& shared);

  std::shared_ptr<Shared> shared_;
  std::string store_path_;
};

std::string lock_path_of(const std::string& store_path);

}  // namespace postroom::storage
