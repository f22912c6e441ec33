// Reading a table by number and by place, without its cursor: any number of readers, each with a place of its
// own.
#include <algorithm>

#include "base/try.h"
#include "model/crc32c.h"
#include "store/open_table.h"

namespace postroom::store {
namespace {

// A place is the checksum of the order, the row's key and what it is sorted by.
constexpr std::size_t kChecksumBytes = 4, kKeyBytes = 12;
constexpr int kMostReadings = 3;  // of rows some of which keep going

Bytes checksum_bytes(std::uint32_t checksum) {
  Bytes bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(checksum >> shift));
  return bytes;
}

bool is_gone(const Table::Row& row) { return row.values.empty(); }

table::RowPlace place_of(const table::OrderRow& row) { return {row.key, row.sorted_by}; }

}  // namespace

Status OpenTable::check_windows() const {
  if (shape_->order().categories == 0 && limit_ == SIZE_MAX) return ok_status();
  return Error{Code::too_complex, "A table with categories or a count of rows is read with its cursor.", {}};
}

Bytes OpenTable::encode_place(table::RowPlace place) const {
  Bytes bytes = checksum_bytes(crc32c(order_fingerprint()));
  const Bytes key = table::encode(place.key);
  bytes.insert(bytes.end(), key.begin(), key.end());
  bytes.insert(bytes.end(), place.sorted_by.begin(), place.sorted_by.end());
  return bytes;
}

// Stands on the bytes.
Result<table::RowPlace> OpenTable::decode_place(ByteView bytes) const {
  const Error wrong{Code::invalid_argument, "These bytes are no place in a table of this order.", {}};
  if (bytes.size() < kChecksumBytes + kKeyBytes) return wrong;
  const Bytes checksum = checksum_bytes(crc32c(order_fingerprint()));
  if (!std::equal(checksum.begin(), checksum.end(), bytes.begin())) return wrong;
  const auto key = table::decode_row_key(bytes.subspan(kChecksumBytes, kKeyBytes));
  if (!key) return wrong;
  return table::RowPlace{*key, bytes.subspan(kChecksumBytes + kKeyBytes)};
}

Result<std::optional<std::uint64_t>> OpenTable::count_without_order() const {
  if (order_ || restriction_ || !shape_->instance_tags().empty()) return std::optional<std::uint64_t>();
  return supply_->count();
}

// Where a row stands is what its page said, whatever has become of it since.
Result<Table::Window> OpenTable::page_window(const RowSupply::PagePlace& after, std::size_t count,
                                             std::uint64_t total) const {
  TRY_SET(std::vector<PageRow> rows, page_rows(after, count + 1));
  Table::Window window{{}, total, rows.size() <= count};
  rows.resize(std::min(rows.size(), count));
  for (PageRow& row : rows) {
    Bytes sorted_by;
    supply_->append_page_order(row.place, sorted_by);
    window.rows.push_back({std::move(row.values), encode_place({{row.place.id.value, 0}, sorted_by})});
  }
  std::erase_if(window.rows, is_gone);
  return window;
}

// A row that has gone since it was placed has no values.
Result<std::vector<Table::Row>> OpenTable::values_in(const PlacedRows& rows) {
  Keys keys;
  for (const table::OrderRow& row : rows) keys.push_back(row.key);
  TRY_SET(std::vector<RowValues> values, values_there(keys));
  std::vector<Table::Row> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    found.push_back({std::move(values[i]), encode_place(place_of(rows[i]))});
  }
  return found;
}

Result<std::optional<Table::Window>> OpenTable::first_window(std::size_t first, std::size_t count,
                                                             std::uint64_t total) {
  const std::optional<Table::Window> none;
  if (!may_select_first()) return none;
  TRY_SET(const auto found, find_first(first, count));
  if (!found) return none;
  PlacedRows rows(*found);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].key = first_->keys[first + i];
    rows[i].sorted_by = first_->sorted_by[first + i];
  }
  Table::Window window{{}, total, first + rows.size() >= total};
  TRY_SET(window.rows, values_in(rows));
  if (std::any_of(window.rows.begin(), window.rows.end(), is_gone)) return none;
  return std::optional(std::move(window));
}

// Rows that go between their order and their reading are followed, so that the window is full.
Result<Table::Window> OpenTable::ordered_window(std::size_t first, std::size_t count) {
  Table::Window window;
  for (int readings = 1;; ++readings) {
    PlacedRows rows;
    for (const table::RowKey key : order_->rows(first, count)) {
      rows.emplace_back().key = key;
      const ByteView sorted_by = order_->sorted_by(key);
      rows.back().sorted_by.assign(sorted_by.begin(), sorted_by.end());
    }
    window.total = order_->size();
    window.at_end = first + rows.size() >= window.total;
    TRY_SET(window.rows, values_in(rows));
    if (readings == kMostReadings || std::none_of(window.rows.begin(), window.rows.end(), is_gone)) break;
    TRY(catch_up());
  }
  std::erase_if(window.rows, is_gone);
  return window;
}

Result<Table::Window> OpenTable::window(std::uint64_t first, std::size_t count) {
  const std::lock_guard lock(mutex_);
  TRY(check_windows());
  count = std::min(count, kMaxRowsAtOnce);
  TRY_SET(const auto total, count_without_order());
  if (total && first == 0 && has_pages()) return page_window({}, count, *total);
  if (total && first < *total) {
    TRY_SET(auto found, first_window(static_cast<std::size_t>(first), count, *total));
    if (found) return std::move(*found);
  }
  TRY(build());
  TRY(catch_up());
  return ordered_window(static_cast<std::size_t>(std::min<std::uint64_t>(first, order_->size())), count);
}

Result<Table::Window> OpenTable::window_behind(ByteView place, std::size_t count) {
  const std::lock_guard lock(mutex_);
  TRY(check_windows());
  TRY_SET(const table::RowPlace from, decode_place(place));
  count = std::min(count, kMaxRowsAtOnce);
  TRY_SET(const auto total, count_without_order());
  if (total && has_pages()) {
    const RowSupply::PagePlace page = supply_->read_page_order(from.sorted_by, from.key.id);
    if (page) return page_window(page, count, *total);
  }
  TRY(build());
  TRY(catch_up());
  return ordered_window(order_->first_behind(from), count);
}

// No order is needed: only these rows are looked at.
Result<std::vector<Table::Row>> OpenTable::rows_up_to(ByteView place, std::span<const MessageId> messages) {
  const std::lock_guard lock(mutex_);
  TRY(check_windows());
  TRY_SET(const table::RowPlace last, decode_place(place));
  std::vector<std::int64_t> ids;
  for (const MessageId message : messages) ids.push_back(message.value);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::map<std::int64_t, PlacedRows> judged;  // a row that lacks its content comes again
  TRY(supply_->scan_these(ids, order_needs(), [&](std::int64_t id, TableRow& row) {
    judged[id].clear();
    return judge(id, row, judged[id]);
  }));
  PlacedRows rows;
  for (auto& [id, made] : judged) {
    for (table::OrderRow& row : made) {
      if (!table::is_before(last, place_of(row))) rows.push_back(std::move(row));
    }
  }
  std::sort(rows.begin(), rows.end(), [](const table::OrderRow& a, const table::OrderRow& b) {
    return table::is_before(place_of(a), place_of(b));
  });
  TRY_SET(std::vector<Table::Row> found, values_in(rows));
  std::erase_if(found, is_gone);
  return found;
}

}  // namespace postroom::store
