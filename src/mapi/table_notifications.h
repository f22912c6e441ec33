// TABLE_NOTIFICATION structures ("TABLE_NOTIFICATION", "About table notifications" in the Outlook MAPI
// reference; rows 117 and 118). TABLE_SORT_DONE, TABLE_RESTRICT_DONE and TABLE_SETCOL_DONE are never sent:
// TBL_ASYNC and TBL_BATCH may be asked for, but everything is done when the call returns, as GetStatus then
// says.
#pragma once

#include <memory>

#include "mapi/notifier.h"
#include "mapi/table_rows.h"

namespace postroom::mapi {

// The columns of a table, now and before they were last set: an event that is on its way still has those
// before.
struct ColumnsInUse {
  std::shared_ptr<const ShownColumns> now, before;
  // Null for values of neither.
  const ShownColumns* find(const RowValues& values) const;
};

// In order, each with its row in the columns of the moment that it tells of. Where these are not known any
// more, all become one TABLE_RELOAD.
std::unique_ptr<NotificationBatch> make_table_batch(const Memory& memory, const ColumnsInUse& columns,
                                                    const std::vector<TableEvent>& events);

// One TABLE_RELOAD: nothing of the table is as it was.
std::unique_ptr<NotificationBatch> make_table_reload();

}  // namespace postroom::mapi
