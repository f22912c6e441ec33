#include "storage/engine.h"

#include <condition_variable>
#include <mutex>

namespace postroom::storage {

Status commit_and_wait(Engine& engine, Job job) {
  struct {
    std::mutex mutex;
    std::condition_variable done;
    std::optional<Status> outcome;
  } wait;
  engine.commit(std::move(job), [&wait](Status status) {
    const std::lock_guard lock(wait.mutex);
    wait.outcome = std::move(status);
    wait.done.notify_one();  // under the lock: `wait` may be gone right after it
  });
  std::unique_lock lock(wait.mutex);
  wait.done.wait(lock, [&] { return wait.outcome.has_value(); });
  return std::move(*wait.outcome);
}

}  // namespace postroom::storage
