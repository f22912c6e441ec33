#include "mapi/notification_queue.h"

namespace postroom::mapi {
namespace {

NotificationQueue::MakeReload reload_of(const Guid& store, const Interest& interest) {
  return [store, interest]() -> std::unique_ptr<NotificationBatch> {
    const auto change = reload_for(interest);
    if (!change) return nullptr;
    auto batch = std::make_unique<ObjectBatch>(store);
    batch->add(*change);
    return batch;
  };
}

}  // namespace

NotificationQueue::NotificationQueue(const Guid& store, Interest interest)
    : store_(store), interest_(std::move(interest)), make_reload_(reload_of(store_, interest_)) {}

NotificationQueue::NotificationQueue(MakeReload make_reload) : make_reload_(std::move(make_reload)) {}

void NotificationQueue::hear(const std::shared_ptr<const HeardEvent>& heard) {
  if (heard->event.reload) return lose();
  if (!concerns_any(*heard, interest_)) return;
  const std::size_t count = interest_.object ? 1 : count_changes(*heard);
  if (changes_ > 0 && changes_ + count > kMaxWaitingChanges) return lose();
  waiting_.push_back(Heard{heard, 0, count});
  changes_ += count;
}

void NotificationQueue::post(std::unique_ptr<NotificationBatch> batch) {
  const std::size_t count = batch->count();
  if (posted_ > 0 && posted_ + count > kMaxWaitingPosted) return lose();
  waiting_.push_back(std::move(batch));
  posted_ += count;
}

void NotificationQueue::lose() {
  waiting_.clear();
  changes_ = posted_ = 0;
  reload_ = true;
}

std::unique_ptr<NotificationBatch> NotificationQueue::take() {
  if (reload_) {
    auto batch = make_reload_ ? make_reload_() : nullptr;
    reload_ = false;
    return batch;
  }
  if (waiting_.empty()) return nullptr;
  return std::holds_alternative<Heard>(waiting_.front()) ? take_heard() : take_posted();
}

std::unique_ptr<NotificationBatch> NotificationQueue::take_posted() {
  auto batch = std::get<std::unique_ptr<NotificationBatch>>(std::move(waiting_.front()));
  waiting_.pop_front();
  posted_ -= batch->count();
  return batch;
}

std::unique_ptr<NotificationBatch> NotificationQueue::take_heard() {
  auto batch = std::make_unique<ObjectBatch>(store_);
  while (!waiting_.empty() && batch->count() < kMaxToldAtOnce) {
    auto* const heard = std::get_if<Heard>(&waiting_.front());
    if (!heard) break;
    const std::size_t end = count_changes(*heard->event);
    for (; heard->next < end && batch->count() < kMaxToldAtOnce; ++heard->next) {
      const ObjectChange change = change_at(*heard->event, heard->next);
      if (concerns(change, interest_)) batch->add(change);
    }
    if (heard->next < end) break;
    changes_ -= heard->count;
    waiting_.pop_front();
  }
  return batch;
}

}  // namespace postroom::mapi
