// The first page of an order that no index has: the rows are looked at once and the first of them kept, so
// that it comes before all of them are in order.
#include <algorithm>

#include "base/try.h"
#include "store/open_table.h"

namespace postroom::store {
namespace {

constexpr std::uint64_t kManyRows = 50'000;  // fewer are put in order as quickly
constexpr std::size_t kFirstSelected = 1000;
constexpr std::size_t kMostSelected = 5000;  // whoever wants more wants the order

void append_id(Bytes& bytes, std::int64_t id) {  // higher ones first
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(~id >> shift));
}

}  // namespace

bool OpenTable::may_select_first() const {
  return !order_ && !gave_up_first_ && receivers_.empty() && limit_ == SIZE_MAX &&
         shape_->order().categories == 0 && shape_->instance_tags().empty();
}

// By the beginning of the first key where rows have that, else by all of what they are sorted by.
Status OpenTable::tell_candidates(table::FirstRows& first, LogPosition& position) const {
  const auto& keys = shape_->order().keys;
  std::optional<storage::RowFields> field;
  if (!keys.empty()) {
    TRY_SET(field, supply_->key_field(keys[0].tag));
  }
  RowNeeds needs;
  if (restriction_) needs.add(restriction_->restriction());
  if (field) {
    needs.fields = needs.fields | *field;
  } else {
    shape_->add_needs(needs);
  }
  Bytes start;
  std::vector<table::OrderRow> rows;
  const auto tell = [&](std::int64_t id, TableRow& row) -> Status {
    if (restriction_) {
      TRY_SET(const bool meets, restriction_->meets(row));
      if (!meets || row.lacked_content()) return ok_status();
    }
    if (field) {
      start.clear();
      if (supply_->append_key_start(row, *field, keys[0].direction, start)) {
        first.add(id, start);
      } else {
        first.add_unknown(id);
      }
      return ok_status();
    }
    rows.clear();
    TRY(shape_->make_rows(id, row, *supply_, rows));
    if (rows.empty()) return ok_status();
    append_id(rows[0].sorted_by, id);
    first.add(id, rows[0].sorted_by);
    return ok_status();
  };
  TRY_SET(position, supply_->scan(needs, tell));
  return ok_status();
}

Status OpenTable::select_first(std::size_t wanted) {
  table::FirstRows first(wanted);
  First selected;
  TRY(tell_candidates(first, selected.position));
  gave_up_first_ = first.gave_up();
  if (gave_up_first_) return ok_status();
  std::vector<table::OrderRow> rows;
  TRY(supply_->scan_these(first.candidates(), order_needs(),
                          [&](std::int64_t id, TableRow& row) { return judge(id, row, rows); }));
  std::sort(rows.begin(), rows.end(), [](const table::OrderRow& a, const table::OrderRow& b) {
    return a.sorted_by != b.sorted_by ? a.sorted_by < b.sorted_by : a.key.id > b.key.id;
  });
  rows.resize(std::min(rows.size(), wanted));
  for (const table::OrderRow& row : rows) selected.keys.push_back(row.key);
  first_ = std::move(selected);
  return ok_status();
}

// Nothing where the whole order is needed.
Result<std::optional<std::vector<RowValues>>> OpenTable::read_first(std::size_t count,
                                                                    Table::Advance advance) {
  const std::optional<std::vector<RowValues>> none;
  if (count > kMostSelected) return none;
  if (!first_) {
    TRY_SET(const auto rows, supply_->count());
    if (!rows || *rows < kManyRows) return none;
    TRY(select_first(std::max(count, kFirstSelected)));
    if (!first_) return none;
  }
  TRY_SET(const RowChanges news, supply_->changes_after(first_->position));
  const bool changed = news.everything || !news.touched.empty();
  if (changed || first_->row + count > first_->keys.size()) return none;
  first_->position = news.position;
  const auto from = first_->keys.begin() + static_cast<std::ptrdiff_t>(first_->row);
  TRY_SET(auto values, values_of(Keys(from, from + static_cast<std::ptrdiff_t>(count))));
  if (advance == Table::Advance::yes) first_->row += count;
  return std::optional(std::move(values));
}

}  // namespace postroom::store
