// Somebody who stands in the middle of a save, so that whoever else has something to write waits.
#pragma once

#include <postroom/store.h>
#include <postroom/tags.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "support/must.h"

namespace postroom::testing {

// The first one who asks for the time waits for it until leave().
class SlowClock final : public Clock {
 public:
  explicit SlowClock(std::shared_ptr<const Clock> clock) : clock_(std::move(clock)) {}
  FileTime now() const override {
    std::unique_lock lock(mutex_);
    asked_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return left_; });
    return clock_->now();
  }
  void wait_until_asked() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return asked_; });
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    left_ = true;
    changed_.notify_all();
  }

 private:
  const std::shared_ptr<const Clock> clock_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable bool asked_ = false;
  bool left_ = false;
};

// From when it is made until it goes. A save asks for the time when it is its turn to write.
class BusyWriter {
 public:
  BusyWriter(Store store, Session session, MessageId id) : clock_(std::make_shared<SlowClock>(session.clock)) {
    session.clock = clock_;
    thread_ = std::thread([store = std::move(store), session = std::move(session), id]() mutable {
      Message message = must(store.open_message(session, id, Access::read_write));
      must(message.set(tag::subject, std::string("saved at last")));
      must(message.save());
    });
    clock_->wait_until_asked();
  }
  ~BusyWriter() {
    clock_->leave();
    thread_.join();
  }
  BusyWriter(const BusyWriter&) = delete;
  BusyWriter& operator=(const BusyWriter&) = delete;

 private:
  const std::shared_ptr<SlowClock> clock_;
  std::thread thread_;
};

}  // namespace postroom::testing
