// Who wants to know of commits. An engine's watcher calls them; their handles may outlive it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace postroom::storage {

// Used from any number of threads, but call() from one at a time.
class WatchList : public std::enable_shared_from_this<WatchList> {
 public:
  static std::shared_ptr<WatchList> make() { return std::shared_ptr<WatchList>(new WatchList()); }

  // As Engine::watch(): destroying what it returns ends the watch and waits for a call under way.
  std::shared_ptr<void> add(std::function<void()> changed);
  bool is_empty() const;
  // Calls them all, one after the other.
  void call();
  // The engine's last word: no further call begins.
  void stop();

 private:
  WatchList() = default;
  void forget(std::uint64_t id);

  mutable std::mutex mutex_;
  std::condition_variable call_ended_;
  std::map<std::uint64_t, std::function<void()>> watchers_;
  std::uint64_t next_id_ = 0;
  std::uint64_t calling_ = 0;  // id of the watcher being called; 0 for none
  std::thread::id caller_;     // the thread that calls it
  bool stopped_ = false;
};

}  // namespace postroom::storage
