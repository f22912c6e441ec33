#include "http/workers.h"

#include <system_error>
#include <utility>

namespace postroom::http {

Workers::Workers(std::size_t threads, std::size_t waiting) : limit_(waiting) {
  threads_.reserve(threads);
  try {
    for (std::size_t i = 0; i < threads; ++i) {
      threads_.emplace_back([this] { run(); });
      const std::lock_guard lock(mutex_);
      ++free_;
    }
  } catch (const std::system_error&) {
    if (threads_.empty()) throw;
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  has_jobs_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Workers::offer(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= free_ + limit_) return false;
    jobs_.push_back(std::move(job));
  }
  has_jobs_.notify_one();
  return true;
}

void Workers::add(Job job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  has_jobs_.notify_one();
}

// A job that a free thread is just about to take does not wait.
std::size_t Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size() > free_ ? jobs_.size() - free_ : 0;
}

std::size_t Workers::working() const {
  const std::lock_guard lock(mutex_);
  return threads_.size() - free_;
}

void Workers::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    has_jobs_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    --free_;
    lock.unlock();
    job();
    job = nullptr;  // what it holds goes before the next, and without the lock
    lock.lock();
    ++free_;
  }
}

}  // namespace postroom::http
