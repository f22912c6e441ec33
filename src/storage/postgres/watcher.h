// Tells watchers of commits: those of this process at once, those of others through NOTIFY, and by looking
// now and then in any case. Tells other processes through NOTIFY, on a connection and in transactions of its
// own: inside those of the commits it would halve their rate.
#pragma once

#include "storage/postgres/connection.h"
#include "storage/watch_list.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace postroom::storage::postgres {

class Watcher {
 public:
  static constexpr std::chrono::milliseconds kLookWhenNotified{2000};  // a safety net beside LISTEN
  static constexpr std::chrono::milliseconds kLookWhenAlone{250};      // where LISTEN is not possible
  static constexpr std::chrono::milliseconds kNotifyPause{100};        // between two of them, at least
  static constexpr std::chrono::milliseconds kRetryPause{500};         // between two attempts to connect
  static constexpr std::chrono::milliseconds kPatience{5000};          // with one answer of the server

  explicit Watcher(ConnectionOptions options);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // The thread and its connection start with the first watch or commit.
  Result<std::shared_ptr<void>> watch(std::function<void()> changed);
  // A commit of this process, by its token.
  void notice(std::int64_t token);
  // Tells others what they are still to know, and ends the thread; no more calls. The engine's last word:
  // handles may live on.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;

  Status start();  // mutex_ held
  void wake();

  // Those of the thread.
  void run();
  void wait_for_sign();
  Clock::time_point next_deed() const;
  void take_news();
  bool connect();
  void listen();
  void send();
  void look();
  bool looks_changed();
  void report(const Error& error);

  const ConnectionOptions options_;
  const std::shared_ptr<WatchList> watches_ = WatchList::make();
  int wake_ = -1;  // eventfd
  std::thread thread_;

  std::mutex mutex_;
  std::condition_variable told_;      // who waits in watch()
  std::optional<std::int64_t> news_;  // token of the last commit of this process that the thread has not seen
  std::optional<Error> failure_;      // the last one of the thread with the server
  std::uint64_t failures_ = 0;
  bool looking_ = false;  // the thread knows what was last seen, and will notice what comes after it
  bool stopped_ = false;

  // The thread's own.
  std::unique_ptr<Connection> connection_;
  bool asked_ = false;      // this connection to LISTEN
  bool listening_ = false;  // and it does
  bool unsent_ = false;     // commits that others are to hear of
  bool ending_ = false;
  bool hurry_ = false;     // no pauses now: somebody waits
  std::int64_t seen_ = 0;  // token of the commit that watchers know
  Clock::time_point next_look_, next_send_, next_try_;
};

}  // namespace postroom::storage::postgres
