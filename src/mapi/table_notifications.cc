#include "mapi/table_notifications.h"

#include <mapi/mapitags.h>

#include <algorithm>

#include "mapi/values.h"

namespace postroom::mapi {
namespace {

NOTIFICATION table_notification(ULONG event) {
  NOTIFICATION made{};
  made.ulEventType = fnevTableModified;
  made.info.tab = {};
  made.info.tab.ulTableEvent = event;
  made.info.tab.propIndex.ulPropTag = PR_NULL;
  made.info.tab.propPrior.ulPropTag = PR_NULL;
  return made;
}

ULONG table_event(TableEvent::Kind kind) {
  switch (kind) {
    case TableEvent::Kind::reload:
      return TABLE_RELOAD;
    case TableEvent::Kind::added:
      return TABLE_ROW_ADDED;
    case TableEvent::Kind::deleted:
      return TABLE_ROW_DELETED;
    case TableEvent::Kind::modified:
      return TABLE_ROW_MODIFIED;
  }
  return TABLE_RELOAD;
}

bool has_row(const TableEvent& event) {
  return event.kind == TableEvent::Kind::added || event.kind == TableEvent::Kind::modified;
}

class ReloadBatch final : public NotificationBatch {
 public:
  ULONG count() const override { return 1; }
  LPNOTIFICATION notifications() override { return &notification_; }

 private:
  NOTIFICATION notification_ = table_notification(TABLE_RELOAD);
};

class EventBatch final : public NotificationBatch {
 public:
  EventBatch(const Memory& memory, const ColumnsInUse& columns, const std::vector<TableEvent>& events)
      : memory_(memory), block_(memory_, 1) {
    notifications_.reserve(events.size());
    for (const TableEvent& event : events) add(columns, event);
  }

  ULONG count() const override { return static_cast<ULONG>(notifications_.size()); }
  LPNOTIFICATION notifications() override { return notifications_.data(); }

 private:
  SPropValue instance_key(const Bytes& key) {
    SPropValue value{};
    value.ulPropTag = PR_INSTANCE_KEY;
    value.Value.bin = to_binary(key, block_);
    return value;
  }

  void add(const ColumnsInUse& columns, const TableEvent& event) {
    NOTIFICATION& made = notifications_.emplace_back(table_notification(table_event(event.kind)));
    if (event.kind == TableEvent::Kind::reload) return;
    made.info.tab.propIndex = instance_key(event.row);
    if (!has_row(event)) return;
    if (!event.prior.empty()) made.info.tab.propPrior = instance_key(event.prior);
    const ShownColumns& shown = *columns.find(event.values);
    SRow& row = made.info.tab.row;
    row.cValues = static_cast<ULONG>(shown.asked().size());
    row.lpProps = block_.more<SPropValue>(shown.asked().size());
    shown.write(event.values, block_, row.lpProps);
  }

  const Memory memory_;  // outlives what is allocated with it
  Block block_;
  std::vector<NOTIFICATION> notifications_;
};

}  // namespace

const ShownColumns* ColumnsInUse::find(const RowValues& values) const {
  if (now && now->fit(values)) return now.get();
  return before && before->fit(values) ? before.get() : nullptr;
}

std::unique_ptr<NotificationBatch> make_table_batch(const Memory& memory, const ColumnsInUse& columns,
                                                    const std::vector<TableEvent>& events) {
  const auto is_known = [&](const TableEvent& event) {
    return !has_row(event) || columns.find(event.values);
  };
  if (!std::all_of(events.begin(), events.end(), is_known)) return make_table_reload();
  return std::make_unique<EventBatch>(memory, columns, events);
}

std::unique_ptr<NotificationBatch> make_table_reload() { return std::make_unique<ReloadBatch>(); }

}  // namespace postroom::mapi
