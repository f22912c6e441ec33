// Any bytes, as the saved state of a table's categories: refused, or taken, and then saved and taken again to the same
// view.
#include <algorithm>
#include <cstdlib>

#include "table/order_bytes.h"
#include "table/row_order.h"

namespace {

using namespace postroom;
using namespace postroom::table;

OrderRow make_row(std::int64_t id) {
  OrderRow row;
  row.key = {id, 0};
  for (const std::int32_t category : {static_cast<std::int32_t>(id % 3), static_cast<std::int32_t>(id % 2)}) {
    const Value value = category;
    append_order_bytes(row.sorted_by, &value, Direction::ascending);
    row.parts.push_back({row.sorted_by.size(), {}});
  }
  return row;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  RowOrder order({{Aggregate::none, true}, {Aggregate::none, false}});
  std::vector<OrderRow> rows;
  for (std::int64_t id = 1; id <= 12; ++id) rows.push_back(make_row(id));
  order.load(std::move(rows));
  if (!order.set_collapse_state(ByteView(data, size)).ok()) return 0;
  const auto view = order.rows(0, order.size());
  if (!order.set_collapse_state(order.collapse_state(std::nullopt)).ok()) std::abort();
  if (order.rows(0, order.size()) != view) std::abort();
  return 0;
}
