// The first page of an order that no index has: the rows are looked at once and the first of them kept, so
// that it comes before all of them are in order.
#include <postroom/tags.h>

#include <algorithm>
#include <deque>

#include "base/try.h"
#include "store/open_table.h"

namespace postroom::store {
namespace {

constexpr std::uint64_t kManyRows = 2000;  // fewer are put in order as quickly
constexpr std::size_t kFirstSelected = 1000;
constexpr std::size_t kMostSelected = 5000;  // whoever wants more wants the order

constexpr std::size_t kIdBytes = 8;
void append_id(Bytes& bytes, std::int64_t id) {  // higher ones first
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(~id >> shift));
}

// Ties are in order of date, newest first; and later messages have greater ids.
bool is_newest_first(const SortKey& order, const BoundKey& key) {
  using storage::BoundColumn;
  const bool is_time = key.column == BoundColumn::date || key.column == BoundColumn::created ||
                       key.column == BoundColumn::modified;
  return !is_time || order.direction == Direction::descending;
}

std::optional<storage::ScanBound> bound_by(const table::FirstRows<BoundValue>::Row* last,
                                           const SortOrder& order, const SortKey& first,
                                           storage::BoundColumn column) {
  if (!last) return std::nullopt;
  storage::ScanBound bound;
  bound.column = column;
  bound.past_is_more = first.direction == Direction::ascending;
  if (const auto* number = std::get_if<std::int64_t>(&last->told.value)) {
    bound.value = *number;
  } else if (const auto* bytes = std::get_if<Bytes>(&last->told.value)) {
    bound.value = *bytes;
  } else {
    return std::nullopt;
  }
  if (order.keys.size() <= 1) bound.same_from = last->told.same_from;
  return bound;
}

}  // namespace

// What one thread finds.
struct OpenTable::Selection {
  explicit Selection(std::size_t wanted) : first(wanted) {}

  table::FirstRows<BoundValue> first;
  Bytes start;                        // of the row at hand, as far as its record says
  std::vector<table::OrderRow> rows;  // that it makes
};

// What rows of messages are sorted by first; without an order, that is their date.
SortKey OpenTable::first_key() const {
  const auto& keys = shape_->order().keys;
  return keys.empty() ? SortKey{tag::message_delivery_time, Direction::descending} : keys[0];
}

bool OpenTable::may_select_first() const {
  return !order_ && page_row_ == 0 && receivers_.empty() && limit_ == SIZE_MAX && shape_->order().categories == 0 &&
         shape_->instance_tags().empty();
}

// Most rows are passed by for the beginning of their first key, if not by the engine.
Status OpenTable::consider(std::int64_t id, TableRow& row, const std::optional<BoundKey>& key,
                           Selection& selection) const {
  BoundValue told;
  if (key) {
    selection.start.clear();
    const bool knows = supply_->start_of(row, key->column, first_key().direction, selection.start, told);
    if (knows && !selection.first.may_have(selection.start)) return ok_status();
  }
  selection.rows.clear();
  TRY(judge(id, row, selection.rows));
  if (selection.rows.empty() || row.lacked_content()) return ok_status();
  table::OrderRow& made = selection.rows[0];
  append_id(made.sorted_by, id);
  selection.first.add({std::move(made.sorted_by), made.key, std::move(told)});
  return ok_status();
}

Status OpenTable::select_first(std::size_t wanted, std::uint64_t among) {
  TRY_SET(const std::optional<BoundKey> key, supply_->bound_key(first_key().tag));
  const ScanFrom from = key && is_newest_first(first_key(), *key) ? ScanFrom::newest : ScanFrom::oldest;
  RowNeeds needs = order_needs();
  if (key) needs.fields = needs.fields | key->fields;
  std::deque<Selection> selections;
  std::vector<TableVisitor> visitors;
  const ScanThreads threads = threads_for(among);
  for (std::size_t part = threads.count(); part > 0; --part) {
    Selection& mine = selections.emplace_back(wanted);
    TableVisitor& visitor = visitors.emplace_back();
    visitor.visit = [&](std::int64_t id, TableRow& row) { return consider(id, row, key, mine); };
    if (!key) continue;
    visitor.bound = [this, &mine, column = key->column] {
      return bound_by(mine.first.last(), shape_->order(), first_key(), column);
    };
  }
  First selected;
  TRY_SET(selected.position, supply_->scan(needs, visitors, from));
  TRY_SET(const std::optional<BoundKey> still, supply_->bound_key(first_key().tag));
  if (key && !still) return ok_status();  // keys of another ICU have come meanwhile
  for (std::size_t i = 1; i < selections.size(); ++i)
    selections[0].first.add_all(std::move(selections[i].first));
  for (auto& row : selections[0].first.take_in_order()) {
    row.sorted_by.resize(row.sorted_by.size() - kIdBytes);
    selected.keys.push_back(row.key);
    selected.sorted_by.push_back(std::move(row.sorted_by));
  }
  selected.are_all = selected.keys.size() < wanted;
  first_ = std::move(selected);
  return ok_status();
}

// Nothing where the whole order is needed.
Result<std::optional<std::size_t>> OpenTable::find_first(std::size_t from, std::size_t count) {
  const std::optional<std::size_t> none;
  if (from > kMostSelected || count > kMostSelected - from) return none;
  if (!first_) {
    TRY_SET(const auto rows, supply_->count());
    if (!rows || *rows < kManyRows) return none;
    TRY(select_first(std::max(from + count, kFirstSelected), *rows));
    if (!first_) return none;
  }
  TRY_SET(const RowChanges news, supply_->changes_after(first_->position));
  const bool changed = news.everything || !news.touched.empty();
  if (changed) return none;
  first_->position = news.position;
  const std::size_t left = first_->keys.size() - std::min(from, first_->keys.size());
  if (count > left && !first_->are_all) return none;
  return std::optional(std::min(count, left));
}

Result<std::optional<std::vector<RowValues>>> OpenTable::read_first(std::size_t count,
                                                                    Table::Advance advance) {
  TRY_SET(const auto found, find_first(first_ ? first_->row : 0, count));
  if (!found) return std::optional<std::vector<RowValues>>();
  const auto from = first_->keys.begin() + static_cast<std::ptrdiff_t>(first_->row);
  TRY_SET(auto values, values_of(Keys(from, from + static_cast<std::ptrdiff_t>(*found))));
  if (advance == Table::Advance::yes) first_->row += *found;
  return std::optional(std::move(values));
}

}  // namespace postroom::store
