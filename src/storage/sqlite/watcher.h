// Tells watchers of commits: those of this process at once, those of others through inotify on the lock file
// (which, unlike the log file, is written when the commit is already visible), and by looking now and then in
// any case.
#pragma once

#include "storage/sqlite/connection.h"
#include "storage/watch_list.h"

#include <atomic>

namespace postroom::storage {

class Watcher {
 public:
  static constexpr std::chrono::milliseconds kLookWhenNotified{1000};  // a safety net beside inotify
  static constexpr std::chrono::milliseconds kLookWhenAlone{250};      // where inotify is not available

  static std::shared_ptr<Watcher> make(ConnectionOptions options);
  ~Watcher();

  // The thread and its connection start with the first watch.
  Result<std::shared_ptr<void>> watch(std::function<void()> changed);
  // A commit of this process. Costs next to nothing while nobody watches.
  void notice();
  // Ends the thread; no more calls. The engine's last word: handles may live on.
  void stop();

 private:
  explicit Watcher(ConnectionOptions options) : options_(std::move(options)) {}
  Status start();  // mutex_ held
  void run();
  bool wait_for_sign();  // false: time to end
  bool looks_changed();
  bool reconnect();

  const ConnectionOptions options_;
  std::unique_ptr<Connection> connection_;  // the thread's, for PRAGMA data_version
  std::int64_t seen_ = -1;
  int wake_ = -1;     // eventfd
  int inotify_ = -1;  // -1: not available
  const std::shared_ptr<WatchList> watches_ = WatchList::make();

  std::mutex mutex_;
  bool stopped_ = false;
  std::atomic<bool> running_ = false;
  std::thread thread_;
};

}  // namespace postroom::storage
