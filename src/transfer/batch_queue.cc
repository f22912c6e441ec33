#include "transfer/batch_queue.h"

namespace postroom::transfer {

bool BatchQueue::push(Batch batch) {
  std::unique_lock lock(mutex_);
  const auto fits = [&] { return waiting_.empty() || waiting_bytes_ + batch.memory <= kMaxWaitingBytes; };
  room_.wait(lock, [&] { return stopped_ || fits(); });
  if (stopped_) return false;
  waiting_bytes_ += batch.memory;
  waiting_.push_back(std::move(batch));
  filled_.notify_one();
  return true;
}

void BatchQueue::end(Status status) {
  const std::lock_guard lock(mutex_);
  end_ = std::move(status);
  filled_.notify_one();
}

bool BatchQueue::take(Batch& batch, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  filled_.wait_for(lock, patience, [&] { return !waiting_.empty() || end_; });
  if (waiting_.empty()) return false;
  batch = std::move(waiting_.front());
  waiting_.pop_front();
  waiting_bytes_ -= batch.memory;
  room_.notify_one();
  return true;
}

bool BatchQueue::is_done() const {
  const std::lock_guard lock(mutex_);
  return end_ && waiting_.empty();
}

Status BatchQueue::outcome() const {
  const std::lock_guard lock(mutex_);
  return end_.value_or(ok_status());
}

void BatchQueue::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  room_.notify_all();
}

}  // namespace postroom::transfer
