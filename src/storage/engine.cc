#include "storage/engine.h"

#include "base/try.h"
#include "storage/seal.h"

#include <condition_variable>
#include <mutex>

namespace postroom::storage {

namespace {

// Looks only when the job is done: by then every engine has the counters at hand.
Job refusing_if_sealed(Job job) {
  return [job = std::move(job)](Transaction& transaction) -> Status {
    TRY(job(transaction));
    TRY_SET(const Counters counters, transaction.counters());
    return is_sealed(counters) ? Status(sealed_error()) : ok_status();
  };
}

}  // namespace

Result<std::optional<CurrentMessage>> Engine::current(MessageId id) {
  TRY_SET(const std::unique_ptr<View> now, view());
  return now->current(id);
}

Status commit_and_wait(Engine& engine, Job job, Sealed sealed) {
  if (sealed == Sealed::refused) job = refusing_if_sealed(std::move(job));
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
