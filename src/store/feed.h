// Events to the subscribers of this process, from the change log, whoever wrote it.
#pragma once

#include <postroom/events.h>
#include <postroom/session.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/engine.h"

namespace postroom::store {

// The entries after `position`, oldest first; one reload event if the log no longer reaches back that far.
Result<std::vector<Event>> read_events(storage::View& view, LogPosition position, std::size_t limit);

// Thread-safe. Starts its thread with the first subscriber.
class Feed {
 public:
  explicit Feed(storage::Engine& engine) : engine_(engine) {}
  ~Feed();  // also within a call of a subscriber, who has given the last reference to the store back

  // `receive` runs on the feed's thread, never inside the call that caused the event (rule C55). Destroying the
  // returned object waits for a call under way, except from within that call.
  // A session hears of what it has rights to when it is told.
  Result<std::shared_ptr<void>> subscribe(const Session& session, std::function<void(const Event&)> receive);

 private:
  struct Subscriber;
  struct Receiver;
  Status start();
  void run();
  enum class Delivered { some, nothing, failed };
  Result<std::vector<Receiver>> receivers_of(const std::vector<Event>& events, storage::View& view);
  static void tell(Subscriber& subscriber, const Event& event);
  Delivered deliver_new(const bool& gone);
  bool wait_for_poke(bool failed);
  std::vector<std::shared_ptr<Subscriber>> subscribers();

  storage::Engine& engine_;
  std::mutex start_mutex_;  // taken before mutex_, never after
  std::mutex mutex_;
  std::condition_variable wake_;
  bool poked_ = false;
  bool stopping_ = false;
  LogPosition seen_;
  std::vector<std::weak_ptr<Subscriber>> subscribers_;  // kept alive by whoever subscribed
  std::shared_ptr<void> watch_;
  std::thread thread_;
  bool* gone_ = nullptr;  // the thread's own: that the feed has ended within a call
};

}  // namespace postroom::store
