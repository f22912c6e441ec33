// Who is told of the changes of one table (IMAPITable::Advise and Unadvise).
#pragma once

#include <postroom/table.h>

#include <memory>
#include <mutex>
#include <vector>

#include "mapi/table_notifications.h"

namespace postroom::mapi {

// Thread-safe. `table` and `context` outlive it. While there are listeners, the table follows the store for
// them.
class TableListeners {
 public:
  TableListeners(StoreContext& context, Table& table) : context_(context), table_(table) {}
  ~TableListeners();
  TableListeners(const TableListeners&) = delete;
  TableListeners& operator=(const TableListeners&) = delete;

  Result<ULONG_PTR> add(IMAPIAdviseSink* sink);
  // As Notifier::unadvise(), so not with a lock that a sink takes.
  Status remove(ULONG_PTR connection);

  // What the table is going to be told to show, before it is told.
  void set_columns(std::shared_ptr<const ShownColumns> columns);
  // It refused them.
  void take_columns_back();

 private:
  enum class Left { some, none };
  Result<Left> forget(ULONG_PTR connection);
  void receive(const std::vector<TableEvent>& events);

  StoreContext& context_;
  Table& table_;
  std::mutex subscribing_;  // taken before the table's locks
  std::shared_ptr<void> subscription_;
  std::mutex mutex_;  // taken after the table's locks
  std::vector<ULONG_PTR> connections_;
  ColumnsInUse columns_;
};

}  // namespace postroom::mapi
