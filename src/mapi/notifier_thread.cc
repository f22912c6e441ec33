#include "mapi/notifier_thread.h"

#include <chrono>
#include <system_error>

#include "base/try.h"

namespace postroom::mapi {
namespace {

constexpr std::chrono::milliseconds kRetryAfter{200};  // where memory ran out

}  // namespace

Result<ULONG_PTR> Notifier::Shared::add(IMAPIAdviseSink* sink, const Advised& advised) {
  auto connection = std::make_shared<Connection>(sink, NotificationQueue(advised.store, advised.interest));
  connection->from = advised.from;
  return add(std::move(connection));
}

Result<ULONG_PTR> Notifier::Shared::add(IMAPIAdviseSink* sink, NotificationQueue::MakeReload make_reload) {
  return add(std::make_shared<Connection>(sink, NotificationQueue(std::move(make_reload))));
}

Result<ULONG_PTR> Notifier::Shared::add(std::shared_ptr<Connection> connection) {
  const Lock lock(mutex_);
  if (ended_)
    return Error{Code::cancelled, "Nobody is told of changes any more: the store has been logged off.", {}};
  if (connections_.size() >= kMaxConnections) {
    return Error{Code::too_big, "Too many are told of changes already; end some of the registrations.", {}};
  }
  TRY(start());
  connections_[++last_] = std::move(connection);
  return last_;
}

Status Notifier::Shared::start() {
  if (thread_.joinable()) return ok_status();
  try {
    thread_ = std::thread([self = shared_from_this()] { self->run(); });
  } catch (const std::system_error& problem) {
    return Error{Code::busy, "The system has no thread left to tell of changes.", problem.what()};
  }
  return ok_status();
}

Status Notifier::Shared::remove(ULONG_PTR number) {
  std::shared_ptr<Connection> gone;  // releases its sink last, without the lock
  Lock lock(mutex_);
  const auto found = connections_.find(number);
  if (found == connections_.end()) return Error{Code::not_found, "There is no such registration.", {}};
  gone = std::move(found->second);
  connections_.erase(found);
  if (!is_own_thread()) told_.wait(lock, [&] { return told_now_ != number; });
  lock.unlock();
  return ok_status();
}

void Notifier::Shared::end() {
  Connections gone;  // release their sinks last, without the lock
  Lock lock(mutex_);
  ended_ = true;
  std::swap(gone, connections_);
  if (!is_own_thread()) told_.wait(lock, [&] { return told_now_ == 0; });
  lock.unlock();
}

void Notifier::Shared::stop() {
  end();
  Lock lock(mutex_);
  stopping_ = true;
  wake_.notify_all();
  std::thread thread = std::move(thread_);
  const bool from_within = thread.get_id() == std::this_thread::get_id();
  lock.unlock();
  if (!thread.joinable()) return;
  if (from_within) {
    thread.detach();  // it ends when the call under way does
  } else {
    thread.join();
  }
}

void Notifier::Shared::hear(const std::shared_ptr<const HeardEvent>& heard) {
  const Lock lock(mutex_);
  for (const auto& [number, connection] : connections_) {
    if (!connection->from || (!heard->event.reload && heard->event.position <= *connection->from)) continue;
    try {
      connection->queue.hear(heard);
    } catch (const std::bad_alloc&) {
      connection->queue.lose();
    }
  }
  wake_.notify_all();
}

void Notifier::Shared::lose_all() {
  const Lock lock(mutex_);
  for (const auto& [number, connection] : connections_) {
    if (connection->from) connection->queue.lose();
  }
  wake_.notify_all();
}

void Notifier::Shared::post(ULONG_PTR number, std::unique_ptr<NotificationBatch> batch) {
  const Lock lock(mutex_);
  const auto found = connections_.find(number);
  if (found == connections_.end()) return;
  try {
    batch ? found->second->queue.post(std::move(batch)) : found->second->queue.lose();
  } catch (const std::bad_alloc&) {
    found->second->queue.lose();
  }
  wake_.notify_all();
}

void Notifier::Shared::post_new_mail(const NEWMAIL_NOTIFICATION& mail) {
  const Lock lock(mutex_);
  for (const auto& [number, connection] : connections_) {
    const Interest& interest = connection->queue.interest();
    if (interest.object || (interest.event_mask & fnevNewMail) == 0) continue;
    connection->queue.post(std::make_unique<NewMailBatch>(mail));
  }
  wake_.notify_all();
}

// One after the other, so that nobody waits for another's many.
Notifier::Shared::Connections::iterator Notifier::Shared::next_due() {
  const auto after = connections_.upper_bound(told_last_);
  for (auto each = after; each != connections_.end(); ++each) {
    if (!each->second->queue.is_empty()) return each;
  }
  for (auto each = connections_.begin(); each != after; ++each) {
    if (!each->second->queue.is_empty()) return each;
  }
  return connections_.end();
}

void Notifier::Shared::tell(Lock& lock, ULONG_PTR number, std::shared_ptr<Connection> connection) {
  told_last_ = number;
  std::unique_ptr<NotificationBatch> batch;
  try {
    batch = connection->queue.take();
  } catch (const std::bad_alloc&) {
    connection->queue.lose();
    connection.reset();  // while there is another reference
    wake_.wait_for(lock, kRetryAfter, [this] { return stopping_; });
    return;
  }
  if (!batch || batch->count() == 0) return;
  told_now_ = number;
  lock.unlock();
  connection->sink->OnNotify(batch->count(), batch->notifications());
  batch.reset();
  connection.reset();  // the sink may go with it
  lock.lock();
  told_now_ = 0;
  told_.notify_all();
}

void Notifier::Shared::run() {
  Lock lock(mutex_);
  while (!stopping_) {
    const auto due = next_due();
    if (due == connections_.end()) {
      wake_.wait(lock);
    } else {
      tell(lock, due->first, due->second);
    }
  }
}

}  // namespace postroom::mapi
