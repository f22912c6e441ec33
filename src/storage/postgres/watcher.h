// Tells watchers of commits: those of this process at once, those of others through NOTIFY, and by looking
// now and then in any case. Tells other processes through NOTIFY, on a connection and in transactions of its
// own: inside those of the commits it would halve their rate. One thread and one connection for all stores of
// a database that a process has open.
#pragma once

#include "storage/postgres/connection.h"
#include "storage/watch_list.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace postroom::storage::postgres {

class Watcher {
 public:
  static constexpr std::chrono::milliseconds kLookWhenNotified{2000};  // a safety net beside LISTEN
  static constexpr std::chrono::milliseconds kLookWhenAlone{250};      // where LISTEN is not possible
  static constexpr int kMaxLooksPerSecond = 200;  // with many stores each is looked at less often
  static constexpr std::chrono::milliseconds kNotifyPause{100};  // between two of them, at least
  static constexpr std::chrono::milliseconds kRetryPause{500};   // between two attempts to connect
  static constexpr std::chrono::milliseconds kPatience{5000};    // with one answer of the server

  // What in them is of a store alone is not looked at.
  explicit Watcher(ConnectionOptions options);
  // Tells others what they are still to know, and ends the thread.
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // What one engine has to do with it.
  class Post {
   public:
    Post(std::shared_ptr<Watcher> watcher, const ConnectionOptions& store);
    ~Post() { leave(); }
    Post(const Post&) = delete;
    Post& operator=(const Post&) = delete;

    // As Engine::watch(). The thread and its connection start with the first watch or commit of all.
    Result<std::shared_ptr<void>> watch(std::function<void()> changed);
    // A commit of this engine, by its token.
    void notice(std::int64_t token);
    // No more calls, and none under way. The engine's last word: handles may live on.
    void leave();

   private:
    std::shared_ptr<Watcher> watcher_;
    const std::int64_t store_id_;
    const std::shared_ptr<WatchList> list_ = WatchList::make();
  };

 private:
  using Clock = std::chrono::steady_clock;

  // Of one store, for all engines of this process that have it open.
  struct Watched {
    std::vector<std::shared_ptr<WatchList>> lists;
    std::optional<int64_t> news;  // token of the last commit of this process that the thread has not seen
    bool unsent = false;          // others are to hear of one
    bool looking = false;         // the thread knows what was last seen, and will notice what comes after it
    bool due = false;             // something was heard of it
    std::int64_t seen = 0;        // token of the commit that watchers know
    bool is_watched() const;
  };

  Status start();  // mutex_ held
  void wake();
  Watched& at(std::int64_t store_id) { return stores_[store_id]; }  // mutex_ held
  void forget_if_done(std::int64_t store_id);                       // mutex_ held

  // Those of the thread.
  void run();
  Clock::time_point next_deed();
  void wait_for_sign();
  void take_news();
  void call(const std::vector<std::shared_ptr<WatchList>>& lists);
  bool connect();
  void listen();
  void send();
  void look();
  void hear();
  std::vector<std::int64_t> due_stores();
  bool look_at(const std::vector<std::int64_t>& stores);
  void report(const Error& error);

  const ConnectionOptions options_;
  int wake_ = -1;  // eventfd
  std::thread thread_;

  std::mutex mutex_;
  std::condition_variable told_;            // who waits in watch()
  std::condition_variable called_;          // who waits for the end of a call
  std::map<std::int64_t, Watched> stores_;  // by store_id
  std::optional<Error> failure_;            // the last one of the thread with the server
  std::uint64_t failures_ = 0;
  int waiting_ = 0;                     // in watch(): no pauses now
  const WatchList* calling_ = nullptr;  // whose watchers are being called
  bool stopped_ = false;

  // The thread's own.
  std::unique_ptr<Connection> connection_;
  std::set<std::int64_t> listening_;  // stores that this connection has been asked to LISTEN for
  bool hears_ = false;                // and it does
  bool ending_ = false;
  bool hurry_ = false;
  Clock::time_point next_look_, next_send_, next_try_;
};

}  // namespace postroom::storage::postgres
