// A clock that stands still until a test moves it. Thread-safe.
#pragma once

#include <postroom/session.h>

#include <atomic>

namespace postroom::testing {

class HandClock final : public Clock {
 public:
  explicit HandClock(FileTime start) : ticks_(start.ticks) {}
  FileTime now() const override { return {ticks_.load()}; }
  void set(FileTime time) { ticks_ = time.ticks; }
  void advance(Ticks delta) { ticks_ += delta.count(); }

 private:
  std::atomic<std::int64_t> ticks_;
};

}  // namespace postroom::testing
