#include "store/open_table.h"

#include <postroom/property_names.h>
#include <postroom/tags.h>

#include <algorithm>
#include <unordered_set>

#include "base/try.h"

namespace postroom::store {
namespace {


Status check_columns(const std::vector<PropertyTag>& columns) {
  if (columns.empty()) return Error{Code::invalid_argument, "A table needs at least one column.", {}};
  if (columns.size() > kMaxColumns)
    return Error{Code::too_big, "A table can have at most 1,024 columns.", {}};
  for (const PropertyTag tag : columns) {
    if (tag.base_type() == PropertyType::object) {
      return Error{Code::too_complex, property_name(tag) + " is an object and cannot be a column.", {}};
    }
    if (tag.is_instance() && !tag.is_multi_valued()) {
      return Error{
          Code::too_complex, property_name(tag) + " has one value; it makes no rows for several.", {}};
    }
  }
  return ok_status();
}

std::vector<std::uint16_t> instance_ids(const RowShape& shape) {
  std::vector<std::uint16_t> ids;
  for (const PropertyTag tag : shape.instance_tags()) ids.push_back(tag.id());
  return ids;
}

// A new restriction leaves the sort, but makes no categories of it.
SortOrder without_categories(SortOrder order) {
  if (order.categories == 0) return order;
  const auto is_aggregate = [](const SortKey& key) {
    return key.use == CategoryUse::maximum || key.use == CategoryUse::minimum;
  };
  std::erase_if(order.keys, is_aggregate);
  for (SortKey& key : order.keys) key.use = CategoryUse::plain;
  order.categories = order.expanded = 0;
  return order;
}

using RowsById = std::map<std::int64_t, std::vector<table::OrderRow>>;

// Rows that come and go first, then those that stay, in the order that the table shows them in: readers are
// told of them in this order.
void put(const RowsById& rows, table::RowOrder& order, table::ViewChanges& changes) {
  using Rows = const RowsById::value_type*;
  std::vector<Rows> in_order;
  for (const auto& each : rows) in_order.push_back(&each);
  if (in_order.size() <= kMaxTableEvents) {  // of more, no reader is told one by one
    const auto stay = std::stable_partition(in_order.begin(), in_order.end(), [&](Rows each) {
      return each->second.empty() || !order.has(each->first);
    });
    std::sort(stay, in_order.end(), [](Rows a, Rows b) {
      const auto places = a->second.front().sorted_by <=> b->second.front().sorted_by;
      return places != 0 ? places < 0 : a->first > b->first;
    });
  }
  for (const Rows each : in_order) order.put(each->first, each->second, changes);
}

}  // namespace

OpenTable::OpenTable(std::shared_ptr<Core> core, std::unique_ptr<RowSupply> supply)
    : core_(std::move(core)),
      supply_(std::move(supply)),
      columns_(supply_->default_columns()),
      shape_(std::make_unique<RowShape>(SortOrder{}, columns_)) {}

std::vector<PropertyTag> OpenTable::columns() const {
  const std::lock_guard lock(mutex_);
  return columns_;
}

SortOrder OpenTable::order() const {
  const std::lock_guard lock(mutex_);
  return shape_->order();
}

Status OpenTable::start_anew(SortOrder order) {
  shape_ = std::make_unique<RowShape>(std::move(order), columns_);
  order_.reset();
  page_after_.reset();
  page_row_ = 0;
  first_.reset();
  return receivers_.empty() ? ok_status() : build();  // who is told of changes has to know of what
}

Status OpenTable::set_columns(std::vector<PropertyTag> columns) {
  TRY(check_columns(columns));
  const std::lock_guard telling(telling_);
  const std::lock_guard lock(mutex_);
  const RowShape changed(shape_->order(), columns);
  columns_ = std::move(columns);
  return instance_ids(changed) == instance_ids(*shape_) ? ok_status() : start_anew(shape_->order());
}

Status OpenTable::restrict(std::optional<Restriction> restriction) {
  if (restriction) TRY(check(*restriction));
  const std::lock_guard telling(telling_);
  const std::lock_guard lock(mutex_);
  limit_ = SIZE_MAX;
  restriction_.reset();
  if (restriction) {
    if (const auto* count = std::get_if<CountRestriction>(&restriction->kind)) limit_ = count->count;
    restriction_.emplace(std::move(*restriction));
  }
  return start_anew(without_categories(shape_->order()));
}

Status OpenTable::sort(SortOrder order) {
  TRY(check(order));
  const std::lock_guard telling(telling_);
  const std::lock_guard lock(mutex_);
  if (order.categories > 0 && limit_ != SIZE_MAX) {
    return Error{Code::too_complex, "A table that is restricted to a number of rows has no categories.", {}};
  }
  return start_anew(std::move(order));
}

RowNeeds OpenTable::order_needs() const {
  RowNeeds needs;
  if (restriction_) needs.add(restriction_->restriction());
  shape_->add_needs(needs);
  return needs;
}

Status OpenTable::judge(std::int64_t id, TableRow& row, std::vector<table::OrderRow>& rows) const {
  if (restriction_) {
    TRY_SET(const bool meets, restriction_->meets(row));
    if (!meets || row.lacked_content()) return ok_status();
  }
  return shape_->make_rows(id, row, *supply_, rows);
}

ScanThreads OpenTable::threads_for(std::uint64_t rows) const {
  return ScanThreads(supply_->is_for_many_threads() ? core_.get() : nullptr, rows);
}

Result<LogPosition> OpenTable::make_all(std::vector<table::OrderRow>& rows) const {
  const auto count = supply_->count();
  const ScanThreads threads = threads_for(count.ok() ? count->value_or(0) : 0);
  std::vector<std::vector<table::OrderRow>> parts(threads.count());
  std::vector<TableVisitor> visitors;
  for (auto& part : parts) {
    visitors.push_back({[&](std::int64_t id, TableRow& row) { return judge(id, row, part); }, {}});
  }
  TRY_SET(const LogPosition position, supply_->scan(order_needs(), visitors, ScanFrom::oldest));
  rows = std::move(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i)
    std::move(parts[i].begin(), parts[i].end(), std::back_inserter(rows));
  return position;
}

Status OpenTable::build() {
  if (order_) return ok_status();
  auto order = std::make_unique<table::RowOrder>(shape_->levels());
  std::vector<table::OrderRow> rows;
  TRY_SET(position_, make_all(rows));
  order->load(std::move(rows));
  order_ = std::move(order);
  if (page_row_ > 0) {  // whoever has read pages goes on behind them
    const auto last = order_->place({page_after_ ? page_after_->id.value : 0, 0});
    order_->places().set_cursor(last ? *last + 1 : std::min<std::size_t>(page_row_, order_->size()), false);
  }
  page_after_.reset();
  page_row_ = 0;
  if (first_ && first_->row > 0) {
    const auto last = order_->place(first_->keys[first_->row - 1]);
    order_->places().set_cursor(last ? *last + 1 : std::min(first_->row, order_->size()), false);
  }
  first_.reset();
  return ok_status();
}

Status OpenTable::put_these(const std::vector<std::int64_t>& ids, table::ViewChanges& changes) {
  RowsById found;
  for (const std::int64_t id : ids) found[id];  // none: it is gone
  TRY(supply_->scan_these(ids, order_needs(),
                          [&](std::int64_t id, TableRow& row) { return judge(id, row, found[id]); }));
  put(found, *order_, changes);
  return ok_status();
}

Status OpenTable::put_all(table::ViewChanges& changes) {
  std::vector<table::OrderRow> all;
  TRY_SET(position_, make_all(all));
  RowsById found;
  for (table::OrderRow& row : all) found[row.key.id].push_back(std::move(row));
  order_->visit_all([&](table::RowKey key) {
    found[key.id];  // none: it is gone
    return true;
  });
  put(found, *order_, changes);
  return ok_status();
}

Status OpenTable::follow(table::ViewChanges& changes) {
  if (!order_) return ok_status();
  TRY_SET(const RowChanges news, supply_->changes_after(position_));
  if (news.everything) return put_all(changes);
  if (!news.touched.empty()) TRY(put_these(news.touched, changes));
  position_ = news.position;
  return ok_status();
}

Status OpenTable::catch_up() {
  if (!receivers_.empty()) return ok_status();
  table::ViewChanges nobody_told;
  return follow(nobody_told);
}

std::size_t OpenTable::seen() const { return std::min(order_->size(), limit_); }

}  // namespace postroom::store
