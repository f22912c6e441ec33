// What one sink has still to be told, in order and within bounds. Not thread-safe: the Notifier's lock is
// held.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <variant>

#include "mapi/notification_batch.h"

namespace postroom::mapi {

// More than this waits for no sink: all of it goes, and a reload is told instead.
inline constexpr std::size_t kMaxWaitingChanges =
    200'000;  // of objects; the largest operation makes half of them
inline constexpr std::size_t kMaxWaitingPosted = 20'000;  // structures in batches that came from elsewhere
inline constexpr ULONG kMaxToldAtOnce = 256;              // changes of objects in one call of OnNotify

class NotificationQueue {
 public:
  // Null: nothing can be told instead.
  using MakeReload = std::function<std::unique_ptr<NotificationBatch>()>;

  NotificationQueue(const Guid& store, Interest interest);
  explicit NotificationQueue(MakeReload make_reload);

  const Interest& interest() const { return interest_; }
  bool is_empty() const { return waiting_.empty() && !reload_; }

  void hear(const std::shared_ptr<const HeardEvent>& heard);
  void post(std::unique_ptr<NotificationBatch> batch);
  // All that waits goes, for a reload. Allocates nothing.
  void lose();

  // For the next call of OnNotify; null if there is nothing to say after all.
  std::unique_ptr<NotificationBatch> take();

 private:
  struct Heard {
    std::shared_ptr<const HeardEvent> event;
    std::size_t next = 0;   // of its changes
    std::size_t count = 0;  // of its changes, as far as memory goes
  };
  using Item = std::variant<Heard, std::unique_ptr<NotificationBatch>>;

  std::unique_ptr<NotificationBatch> take_posted();
  std::unique_ptr<NotificationBatch> take_heard();

  const Guid store_;
  const Interest interest_;
  const MakeReload make_reload_;
  std::deque<Item> waiting_;
  std::size_t changes_ = 0, posted_ = 0;  // that wait
  bool reload_ = false;                   // before all others
};

}  // namespace postroom::mapi
