#include "transfer/import_queue.h"

namespace postroom::transfer {

void ImportQueue::add(Chunk chunk) {
  const std::lock_guard lock(mutex_);
  chunk.sequence = added_++;
  bytes_[chunk.sequence] = chunk.bytes;
  bytes_under_way_ += chunk.bytes;
  unread_.push_back(std::move(chunk));
  read_.notify_one();  // the committing thread may have time to read it
}

void ImportQueue::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  read_.notify_one();
}

bool ImportQueue::has_room() const {
  return unread_.size() < kMaxUnreadChunks && (bytes_.empty() || bytes_under_way_ < kMaxBytesUnderWay);
}

bool ImportQueue::wants_chunk() const {
  const std::lock_guard lock(mutex_);
  return !ended_ && !stopped_ && has_room();
}

bool ImportQueue::wait_for_work() {
  std::unique_lock lock(mutex_);
  work_.wait(lock, [&] { return stopped_ || ended_ || !unread_.empty() || has_room(); });
  return !stopped_ && (!ended_ || !unread_.empty());
}

bool ImportQueue::can_lend() const { return !unread_.empty() && unread_.front().bytes <= kMaxLentBytes; }

Chunk ImportQueue::take_first() {
  Chunk chunk = std::move(unread_.front());
  unread_.pop_front();
  work_.notify_one();
  return chunk;
}

std::optional<Chunk> ImportQueue::take_chunk() {
  const std::lock_guard lock(mutex_);
  return unread_.empty() ? std::nullopt : std::optional(take_first());
}

std::optional<Chunk> ImportQueue::lend_chunk() {
  const std::lock_guard lock(mutex_);
  return can_lend() ? std::optional(take_first()) : std::nullopt;
}

void ImportQueue::put(const Chunk& chunk, Batch batch) {
  const std::lock_guard lock(mutex_);
  batches_.emplace(chunk.sequence, std::move(batch));
  read_.notify_one();
}

std::optional<Batch> ImportQueue::take_batch(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  const auto is_next = [&] { return !batches_.empty() && batches_.begin()->first == taken_; };
  const auto has_news = [&] { return is_next() || can_lend() || (ended_ && taken_ == added_); };
  if (!read_.wait_for(lock, patience, has_news) || !is_next()) return std::nullopt;
  const auto node = batches_.extract(batches_.begin());
  const auto bytes = bytes_.extract(taken_++);
  bytes_under_way_ -= bytes.mapped();
  work_.notify_one();
  return std::move(node.mapped());
}

bool ImportQueue::is_done() const {
  const std::lock_guard lock(mutex_);
  return ended_ && taken_ == added_;
}

void ImportQueue::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  work_.notify_one();
}

}  // namespace postroom::transfer
