// Waits for the one call of a commit's completion.
#pragma once

#include "storage/engine.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace postroom::storage {

class AwaitedCommit {
 public:
  Completion completion() {
    return [this](Status status) {
      const std::lock_guard guard(mutex_);
      outcome_ = std::move(status);
      done_.notify_one();  // under the lock: this object may be gone right after it
    };
  }
  Status wait() {
    std::unique_lock guard(mutex_);
    done_.wait(guard, [&] { return outcome_.has_value(); });
    return std::move(*outcome_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable done_;
  std::optional<Status> outcome_;
};

}  // namespace postroom::storage
