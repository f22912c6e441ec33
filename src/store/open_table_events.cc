// Telling the subscribers of a table what has become of its rows.
#include <algorithm>

#include "base/try.h"
#include "store/open_table.h"

namespace postroom::store {
namespace {

TableEvent::Kind kind_of(table::ViewChange::Kind kind) {
  switch (kind) {
    case table::ViewChange::Kind::added:
      return TableEvent::Kind::added;
    case table::ViewChange::Kind::removed:
      return TableEvent::Kind::deleted;
    case table::ViewChange::Kind::modified:
      return TableEvent::Kind::modified;
  }
  return TableEvent::Kind::reload;
}

std::vector<TableEvent> reload() { return {TableEvent{}}; }

}  // namespace

void OpenTable::close() {
  std::shared_ptr<void> feed;
  {
    const std::lock_guard lock(mutex_);
    feed = std::move(feed_);
  }
}

// Values are those of now, also for rows that have changed several times.
Result<std::vector<TableEvent>> OpenTable::to_events(const table::ViewChanges& changes) {
  if (changes.size() > kMaxTableEvents || (limit_ != SIZE_MAX && !changes.empty())) return reload();
  Keys keys;
  for (const table::ViewChange& change : changes) {
    if (change.kind != table::ViewChange::Kind::removed) keys.push_back(change.row);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  TRY_SET(const auto values, values_of(keys));
  std::vector<TableEvent> events;
  for (const table::ViewChange& change : changes) {
    TableEvent event{kind_of(change.kind), table::encode(change.row), {}, {}};
    if (change.prior) event.prior = table::encode(*change.prior);
    const auto key = std::lower_bound(keys.begin(), keys.end(), change.row);
    if (event.kind != TableEvent::Kind::deleted)
      event.values = values[static_cast<std::size_t>(key - keys.begin())];
    events.push_back(std::move(event));
  }
  return events;
}

// What cannot be read now is read by the subscribers, who are told to, and so hear why.
std::vector<TableEvent> OpenTable::news() {
  if (!order_) return build().ok() ? reload() : std::vector<TableEvent>();
  table::ViewChanges changes;
  if (!follow(changes).ok()) {
    order_.reset();
    return reload();
  }
  auto events = to_events(changes);
  return events.ok() ? std::move(*events) : reload();
}

void OpenTable::hear(const Event& event) {
  const std::lock_guard telling(telling_);
  std::vector<TableEvent> events;
  std::vector<std::shared_ptr<const Receive>> receivers;
  {
    const std::lock_guard lock(mutex_);
    if (receivers_.empty() || (order_ && !event.reload && event.position <= position_)) return;
    events = news();
    for (const auto& [number, receive] : receivers_) receivers.push_back(receive);
  }
  if (events.empty()) return;
  for (const auto& receive : receivers) (*receive)(events);
}

Result<std::shared_ptr<void>> OpenTable::subscribe(
    std::function<void(const std::vector<TableEvent>&)> receive) {
  const std::lock_guard telling(telling_);
  const std::weak_ptr<OpenTable> weak = weak_from_this();
  if (core_ && !feed_) {
    Session table_itself;  // what the reader may see was decided when the table was opened
    table_itself.acting = Acting::administrator;
    TRY_SET(auto feed, core_->feed.subscribe(table_itself, [weak](const Event& event) {
      if (const auto table = weak.lock()) table->hear(event);
    }));
    const std::lock_guard lock(mutex_);
    feed_ = std::move(feed);
  }
  const std::lock_guard lock(mutex_);
  TRY(build());
  TRY(catch_up());
  const std::uint64_t number = ++last_receiver_;
  receivers_[number] = std::make_shared<const Receive>(std::move(receive));
  return std::shared_ptr<void>(this, [weak, number](void*) {
    const auto table = weak.lock();
    if (!table) return;
    const std::lock_guard no_call_under_way(table->telling_);
    const std::lock_guard in(table->mutex_);
    table->receivers_.erase(number);
  });
}

}  // namespace postroom::store
