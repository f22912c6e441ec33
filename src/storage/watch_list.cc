#include "storage/watch_list.h"

namespace postroom::storage {

std::shared_ptr<void> WatchList::add(std::function<void()> changed) {
  const std::lock_guard guard(mutex_);
  const std::uint64_t id = ++next_id_;
  watchers_.emplace(id, std::move(changed));
  // The handle's pointer is a key to `forget`, not an object.
  return std::shared_ptr<void>(this, [self = shared_from_this(), id](void*) { self->forget(id); });
}

bool WatchList::is_empty() const {
  const std::lock_guard guard(mutex_);
  return watchers_.empty();
}

void WatchList::call() {
  std::unique_lock guard(mutex_);
  caller_ = std::this_thread::get_id();
  for (auto next = watchers_.begin(); next != watchers_.end() && !stopped_;) {
    calling_ = next->first;
    const std::function<void()> changed = next->second;
    guard.unlock();
    changed();
    guard.lock();
    next = watchers_.upper_bound(calling_);
    calling_ = 0;
    call_ended_.notify_all();
  }
}

void WatchList::stop() {
  const std::lock_guard guard(mutex_);
  stopped_ = true;
}

void WatchList::forget(std::uint64_t id) {
  std::unique_lock guard(mutex_);
  watchers_.erase(id);
  if (std::this_thread::get_id() == caller_) return;  // from inside the call itself
  call_ended_.wait(guard, [&] { return calling_ != id; });
}

}  // namespace postroom::storage
