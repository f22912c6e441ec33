#include "store/feed.h"

#include <algorithm>
#include <chrono>

#include "base/try.h"
#include "store/audience.h"
#include "store/log_entries.h"

namespace postroom::store {
namespace {

constexpr std::size_t kEventsAtOnce = 1000;
constexpr std::chrono::milliseconds kRetryAfter{200};  // when the store could not be read

}  // namespace

struct Feed::Subscriber {
  explicit Subscriber(const Session& whose) : session(whose) {}
  const Session session;
  std::recursive_mutex mutex;  // held while receive runs; recursive so that a receiver may end its own subscription
  std::shared_ptr<const std::function<void(const Event&)>> receive;  // null once ended
  LogPosition from;  // what came before is not this subscriber's
};

struct Feed::Receiver {
  std::shared_ptr<Subscriber> subscriber;
  std::vector<bool> hears;  // which of the events
};

Result<std::vector<Event>> read_events(storage::View& view, LogPosition position, std::size_t limit) {
  TRY_SET(const storage::Counters counters, view.counters());
  if (position < counters.log_start) {
    Event reload;
    reload.reload = true;
    reload.position = counters.log_position;
    return std::vector<Event>{reload};
  }
  TRY_SET(std::vector<storage::LogRecord> records, view.log(position, limit));
  std::vector<Event> events;
  events.reserve(records.size());
  for (storage::LogRecord& record : records) events.push_back(to_event(std::move(record)));
  return events;
}

Feed::~Feed() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
  }
  watch_.reset();
  if (thread_.get_id() == std::this_thread::get_id()) {
    *gone_ = true;
    thread_.detach();  // it ends when the call under way does
  } else if (thread_.joinable()) {
    thread_.join();
  }
}

// The engine is called without mutex_: it calls back what takes mutex_.
Status Feed::start() {
  const std::lock_guard starting(start_mutex_);
  if (thread_.joinable()) return ok_status();
  TRY_SET(const auto view, engine_.view());
  TRY_SET(const storage::Counters counters, view->counters());
  seen_ = counters.log_position;
  TRY_SET(watch_, engine_.watch([this] {
    const std::lock_guard lock(mutex_);
    poked_ = true;
    wake_.notify_all();
  }));
  thread_ = std::thread([this] { run(); });
  return ok_status();
}

Result<std::shared_ptr<void>> Feed::subscribe(const Session& session, std::function<void(const Event&)> receive) {
  auto subscriber = std::make_shared<Subscriber>(session);
  subscriber->receive = std::make_shared<const std::function<void(const Event&)>>(std::move(receive));
  TRY(start());
  {
    TRY_SET(const auto view, engine_.view());
    TRY_SET(const storage::Counters counters, view->counters());
    subscriber->from = counters.log_position;
  }
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(subscribers_, [](const auto& weak) { return weak.expired(); });
    subscribers_.push_back(subscriber);
    poked_ = true;  // something may have been committed since
    wake_.notify_all();
  }
  return std::shared_ptr<void>(subscriber.get(), [subscriber](void*) mutable {
    const std::lock_guard lock(subscriber->mutex);
    subscriber->receive = nullptr;
  });
}

std::vector<std::shared_ptr<Feed::Subscriber>> Feed::subscribers() {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Subscriber>> alive;
  for (const auto& weak : subscribers_) {
    if (auto subscriber = weak.lock()) alive.push_back(std::move(subscriber));
  }
  return alive;
}

// All of them with one look at the folders in question.
Result<std::vector<Feed::Receiver>> Feed::receivers_of(const std::vector<Event>& events, storage::View& view) {
  const auto records = std::make_shared<AccessRecords>(view);
  std::vector<Receiver> receivers;
  for (auto& subscriber : subscribers()) {
    Permissions permissions(subscriber->session, records);
    TRY_SET(auto hears, audible(permissions, events));
    receivers.push_back({std::move(subscriber), std::move(hears)});
  }
  return receivers;
}

// On return the feed may have gone.
void Feed::tell(Subscriber& subscriber, const Event& event) {
  const std::lock_guard lock(subscriber.mutex);
  const auto receive = subscriber.receive;  // lives through the call even if that ends the subscription
  if (receive && event.position > subscriber.from) (*receive)(event);
}

Feed::Delivered Feed::deliver_new(const bool& gone) {
  auto view = engine_.view();
  if (!view.ok()) return Delivered::failed;
  auto events = read_events(**view, seen_, kEventsAtOnce);
  if (!events.ok()) return Delivered::failed;
  if (events->empty()) return Delivered::nothing;
  const auto receivers = receivers_of(*events, **view);
  view->reset();
  if (!receivers.ok()) return Delivered::failed;
  for (std::size_t i = 0; i < events->size(); ++i) {
    const Event& event = (*events)[i];
    for (const auto& [subscriber, hears] : *receivers) {
      if (hears[i]) tell(*subscriber, event);
      if (gone) return Delivered::nothing;
    }
    seen_ = event.position;
  }
  return Delivered::some;
}

// Returns false when it is time to stop.
bool Feed::wait_for_poke(bool failed) {
  std::unique_lock lock(mutex_);
  const auto is_due = [this] { return poked_ || stopping_; };
  if (failed) {
    wake_.wait_for(lock, kRetryAfter, is_due);  // nobody may ever poke again
  } else {
    wake_.wait(lock, is_due);
  }
  poked_ = false;
  return !stopping_;
}

void Feed::run() {
  bool gone = false;
  gone_ = &gone;
  Delivered delivered = Delivered::nothing;
  while (wait_for_poke(delivered == Delivered::failed)) {
    do {
      delivered = deliver_new(gone);
      if (gone) return;
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    } while (delivered == Delivered::some);
  }
}

}  // namespace postroom::store
