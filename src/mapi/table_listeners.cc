#include "mapi/table_listeners.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::mapi {

TableListeners::~TableListeners() {
  subscription_.reset();
  for (const ULONG_PTR connection : connections_) static_cast<void>(context_.notifier().unadvise(connection));
}

Result<ULONG_PTR> TableListeners::add(IMAPIAdviseSink* sink) {
  const std::lock_guard subscribing(subscribing_);
  std::shared_ptr<void> subscription = subscription_;
  if (!subscription) {
    TRY_SET(subscription,
            table_.subscribe([this](const std::vector<TableEvent>& events) { receive(events); }));
  }
  TRY_SET(const ULONG_PTR connection, context_.notifier().connect(sink, make_table_reload));
  subscription_ = std::move(subscription);
  const std::lock_guard guard(mutex_);
  connections_.push_back(connection);
  return connection;
}

Result<TableListeners::Left> TableListeners::forget(ULONG_PTR connection) {
  const std::lock_guard guard(mutex_);
  if (std::erase(connections_, connection) == 0) {
    return Error{Code::not_found, "The table has no such registration.", {}};
  }
  return connections_.empty() ? Left::none : Left::some;
}

Status TableListeners::remove(ULONG_PTR connection) {
  {
    const std::lock_guard subscribing(subscribing_);
    TRY_SET(const Left left, forget(connection));
    if (left == Left::none) subscription_.reset();
  }
  return context_.notifier().unadvise(connection);
}

void TableListeners::set_columns(std::shared_ptr<const ShownColumns> columns) {
  const std::lock_guard guard(mutex_);
  columns_.before = std::exchange(columns_.now, std::move(columns));
}

void TableListeners::take_columns_back() {
  const std::lock_guard guard(mutex_);
  columns_.now = columns_.before;
}

// On a thread of the store's, with locks of the table's held.
void TableListeners::receive(const std::vector<TableEvent>& events) {
  const std::lock_guard guard(mutex_);
  for (const ULONG_PTR connection : connections_) {
    std::unique_ptr<NotificationBatch> batch;
    try {
      batch = make_table_batch(context_.memory(), columns_, events);
    } catch (const std::bad_alloc&) {
      batch.reset();  // told as a reload
    }
    context_.notifier().post(connection, std::move(batch));
  }
}

}  // namespace postroom::mapi
