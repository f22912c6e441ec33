// Where the reader of a table stands, and what it reads there.
#include <postroom/tags.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "base/try.h"
#include "model/collation.h"
#include "store/open_table.h"

namespace postroom::store {
namespace {

constexpr std::size_t kRowsOfPage = 1000;
constexpr std::size_t kFirstSearched = 64, kMostSearched = 8192;  // rows that a search looks at in one go
constexpr std::uint32_t kStandardBookmarks = 3;
constexpr std::string_view kStateMark = "PTCS";

Error no_such_header() { return {Code::not_found, "The table shows no such category.", {}}; }

void append_number(Bytes& bytes, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

// PR_INSTANCE_KEY = …: which row that is, needs no looking at rows.
std::optional<table::RowKey> wanted_row(const Restriction& restriction) {
  const auto* property = std::get_if<PropertyRestriction>(&restriction.kind);
  if (!property || property->tag != tag::instance_key || property->relation != Relation::equal)
    return std::nullopt;
  const auto* bytes = std::get_if<Bytes>(&property->value.value);
  return bytes ? table::decode_row_key(*bytes) : std::nullopt;
}

}  // namespace

bool OpenTable::has_pages() const {
  return !order_ && !restriction_ && shape_->is_own_order() && supply_->has_pages();
}

Result<std::vector<OpenTable::PageRow>> OpenTable::page_rows(RowSupply::PagePlace after, std::size_t count) const {
  std::vector<PageRow> rows;
  while (rows.size() < count) {
    std::unordered_map<std::int64_t, RowValues> values;
    const std::size_t wanted = std::min(kRowsOfPage, count - rows.size());
    TRY_SET(const auto places,
            supply_->page(after, wanted, column_needs(), [&](std::int64_t id, TableRow& row) -> Status {
              TRY_SET(values[id], row_values(row, {id, 0}));
              return ok_status();
            }));
    if (places.empty()) break;
    for (const RowSupply::Place& place : places) {
      const auto found = values.find(place.id.value);
      rows.push_back({place, found != values.end() ? std::move(found->second) : RowValues()});
    }
    after = places.back();
  }
  return rows;
}

Result<std::vector<RowValues>> OpenTable::read_page(std::size_t count, Table::Advance advance) {
  TRY_SET(std::vector<PageRow> rows, page_rows(page_after_, count));
  std::vector<RowValues> values;
  values.reserve(rows.size());
  for (PageRow& row : rows) {
    if (!row.values.empty()) values.push_back(std::move(row.values));
  }
  if (advance == Table::Advance::yes && !rows.empty()) {
    page_after_ = rows.back().place;
    page_row_ += values.size();
  }
  return values;
}

Result<std::vector<RowValues>> OpenTable::read(std::int64_t count, Table::Advance advance) {
  if (count == 0)
    return Error{Code::invalid_argument, "To read no rows is no use; ask for one at least.", {}};
  const std::lock_guard lock(mutex_);
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(
      kMaxRowsAtOnce, count < 0 ? -static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count)));
  if (count > 0 && has_pages()) return read_page(wanted, advance);
  if (count > 0 && may_select_first()) {
    TRY_SET(auto first, read_first(wanted, advance));
    if (first) return std::move(*first);
  }
  TRY(build());
  TRY(catch_up());
  table::Places& places = order_->places();
  const std::size_t cursor = std::min(places.cursor(), seen());
  const std::size_t from = count < 0 ? cursor - std::min(cursor, wanted) : cursor;
  const Keys keys = order_->rows(from, std::min(wanted, count < 0 ? cursor - from : seen() - from));
  TRY_SET(auto values, values_of(keys));
  places.set_cursor(advance == Table::Advance::yes ? from + keys.size() : from, true);
  return values;
}

Result<std::uint64_t> OpenTable::row_count() {
  TRY_SET(const Table::Position where, position());
  return where.rows;
}

Result<Table::Position> OpenTable::position() {
  const std::lock_guard lock(mutex_);
  if (has_pages()) {
    TRY_SET(const auto count, supply_->count());
    if (count) return Table::Position{std::min(page_row_, *count), *count};
  }
  TRY(build());
  TRY(catch_up());
  return Table::Position{std::min(order_->places().cursor(), seen()), seen()};
}

Result<OpenTable::Origin> OpenTable::origin(Bookmark from) {
  if (from == kBeginning) return Origin{};
  if (from == kCurrent) return Origin{std::min(order_->places().cursor(), seen()), false};
  if (from == kEnd) return Origin{seen(), false};
  TRY_SET(const auto place, order_->places().use(from.number - kStandardBookmarks + 1));
  return Origin{std::min(place.at, seen()), place.lost};
}

Result<Table::Sought> OpenTable::seek(Bookmark from, std::int64_t rows) {
  const std::lock_guard lock(mutex_);
  if (!order_ && from == kBeginning && rows <= 0) {
    page_after_.reset();
    page_row_ = 0;
    if (first_) first_->row = 0;
    return Table::Sought{};
  }
  TRY(build());
  TRY(catch_up());
  TRY_SET(const Origin start, origin(from));
  const auto at = static_cast<std::int64_t>(start.place), end = static_cast<std::int64_t>(seen());
  const std::int64_t moved = std::clamp(rows, -at, end - at);
  order_->places().set_cursor(static_cast<std::size_t>(at + moved), true);
  return Table::Sought{moved, start.position_changed};
}

Status OpenTable::seek_fraction(std::uint64_t numerator, std::uint64_t denominator) {
  if (denominator == 0) return Error{Code::invalid_argument, "A fraction cannot have the denominator 0.", {}};
  const std::lock_guard lock(mutex_);
  TRY(build());
  TRY(catch_up());
  const std::uint64_t end = seen();
  for (; denominator > UINT32_MAX; denominator >>= 1) numerator >>= 1;  // there are fewer rows than that
  const std::uint64_t place = numerator >= denominator ? end : end * numerator / denominator;
  order_->places().set_cursor(static_cast<std::size_t>(place), true);
  return ok_status();
}

Result<Bookmark> OpenTable::create_bookmark() {
  const std::lock_guard lock(mutex_);
  TRY(build());
  TRY(catch_up());
  TRY_SET(const std::uint32_t number, order_->places().create(std::min(order_->places().cursor(), seen())));
  return Bookmark{number + kStandardBookmarks - 1};
}

Status OpenTable::free_bookmark(Bookmark bookmark) {
  if (bookmark.number < kStandardBookmarks) return ok_status();
  const std::lock_guard lock(mutex_);
  TRY(build());
  return order_->places().free(bookmark.number - kStandardBookmarks + 1);
}

Result<std::optional<std::size_t>> OpenTable::find_from(const Restriction& restriction, std::size_t from,
                                                        Table::Search direction) {
  const bool forward = direction == Table::Search::forward;
  if (const auto row = wanted_row(restriction)) {
    const auto place = order_->place(*row);
    const bool is_there = place && *place < seen() && (forward ? *place >= from : *place < from);
    return is_there ? place : std::nullopt;
  }
  const PreparedRestriction prepared(restriction);
  RowNeeds needs;
  needs.add(restriction);
  shape_->add_needs(needs);
  std::size_t first = from, last = from;  // what has been looked at
  for (std::size_t step = kFirstSearched; forward ? last < seen() : first > 0;
       step = std::min(step * 2, kMostSearched)) {
    const std::size_t start = forward ? last : first - std::min(first, step);
    const std::size_t count = forward ? std::min(step, seen() - last) : first - start;
    TRY_SET(const std::vector<bool> meets, meeting(prepared, needs, order_->rows(start, count)));
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = forward ? i : count - 1 - i;
      if (meets[at]) return std::optional(start + at);
    }
    if (forward) {
      last += count;
    } else {
      first = start;
    }
  }
  return std::optional<std::size_t>();
}

Result<Table::Found> OpenTable::find(const Restriction& restriction, Bookmark from, Table::Search direction) {
  TRY(check(restriction));
  const std::lock_guard lock(mutex_);
  TRY(build());
  TRY(catch_up());
  TRY_SET(const Origin start, origin(from));
  TRY_SET(const auto place, find_from(restriction, start.place, direction));
  if (!place) return Error{Code::not_found, "No row of the table meets the restriction.", {}};
  order_->places().set_cursor(*place, false);
  TRY_SET(auto values, values_of({order_->at(*place)}));
  return Table::Found{std::move(values[0]), start.position_changed};
}

Result<std::uint64_t> OpenTable::expand(ByteView header) {
  const std::lock_guard telling(telling_);
  const std::lock_guard lock(mutex_);
  TRY(build());
  const auto key = table::decode_row_key(header);
  const auto rows = key ? order_->expand(*key) : std::nullopt;
  if (!rows) return no_such_header();
  return std::uint64_t{*rows};
}

Result<std::uint64_t> OpenTable::collapse(ByteView header) {
  const std::lock_guard telling(telling_);
  const std::lock_guard lock(mutex_);
  TRY(build());
  const auto key = table::decode_row_key(header);
  const auto rows = key ? order_->collapse(*key) : std::nullopt;
  if (!rows) return no_such_header();
  return std::uint64_t{*rows};
}

// Values of categories are kept as bytes to sort by, which another version of the collation makes otherwise.
Bytes OpenTable::order_fingerprint() const {
  Bytes bytes = to_bytes(collation_version());
  append_number(bytes, shape_->order().categories);
  append_number(bytes, shape_->order().expanded);
  for (const SortKey& key : shape_->order().keys) {
    append_number(bytes, key.tag.value);
    append_number(bytes,
                  static_cast<std::uint32_t>(key.direction) << 8 | static_cast<std::uint32_t>(key.use));
  }
  return bytes;
}

Result<Bytes> OpenTable::collapse_state(ByteView row) {
  const std::lock_guard lock(mutex_);
  TRY(build());
  TRY(catch_up());
  const auto key = table::decode_row_key(row);
  if (!row.empty() && (!key || !order_->place(*key))) {
    return Error{Code::not_found, "The table shows no such row.", {}};
  }
  Bytes state = to_bytes(kStateMark);
  const Bytes fingerprint = order_fingerprint();
  append_number(state, static_cast<std::uint32_t>(fingerprint.size()));
  state.insert(state.end(), fingerprint.begin(), fingerprint.end());
  const Bytes headers = order_->collapse_state(key);
  state.insert(state.end(), headers.begin(), headers.end());
  if (state.size() > table::kMaxCollapseState)
    return Error{Code::too_big, "The state of so many categories is more than 16 MiB.", {}};
  return state;
}

Result<Bookmark> OpenTable::set_collapse_state(ByteView state) {
  const std::size_t begin = kStateMark.size() + 4;
  if (state.size() < begin || !as_text(state).starts_with(kStateMark)) {
    return Error{Code::corrupt, "These bytes are not the saved state of a table's categories.", {}};
  }
  const std::lock_guard telling(telling_);
  const std::lock_guard lock(mutex_);
  Bytes size, fingerprint = order_fingerprint();
  append_number(size, static_cast<std::uint32_t>(fingerprint.size()));
  size.insert(size.end(), fingerprint.begin(), fingerprint.end());
  const ByteView said = state.subspan(kStateMark.size());
  if (said.size() < size.size() || !std::equal(size.begin(), size.end(), said.begin())) {
    return Error{Code::invalid_argument,
                 "The state was saved under another order; sort the table as it was then.",
                 {}};
  }
  TRY(build());
  TRY(catch_up());
  TRY_SET(const std::size_t place, order_->set_collapse_state(said.subspan(size.size())));
  TRY_SET(const std::uint32_t number, order_->places().create(place));
  return Bookmark{number + kStandardBookmarks - 1};
}

}  // namespace postroom::store
