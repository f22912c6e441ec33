// An open table: the order of its rows, where its reader stands in it, and how it follows the store.
#pragma once

#include <postroom/table.h>

#include <map>
#include <mutex>

#include "store/row_shape.h"
#include "store/scan_threads.h"
#include "table/first_rows.h"
#include "table/row_order.h"

namespace postroom::store {

class OpenTable : public std::enable_shared_from_this<OpenTable> {
 public:
  // `core` is null for rows that never change.
  OpenTable(std::shared_ptr<Core> core, std::unique_ptr<RowSupply> supply);
  // No thread of the store's is in it afterwards, or comes again.
  void close();

  // As Table has them.
  Status set_columns(std::vector<PropertyTag> columns);
  std::vector<PropertyTag> columns() const;
  Status restrict(std::optional<Restriction> restriction);
  Status sort(SortOrder order);
  SortOrder order() const;
  Result<std::vector<RowValues>> read(std::int64_t count, Table::Advance advance);
  Result<std::uint64_t> row_count();
  Result<Table::Position> position();
  Result<Table::Sought> seek(Bookmark from, std::int64_t rows);
  Status seek_fraction(std::uint64_t numerator, std::uint64_t denominator);
  Result<Bookmark> create_bookmark();
  Status free_bookmark(Bookmark bookmark);
  Result<Table::Found> find(const Restriction& restriction, Bookmark from, Table::Search direction);
  Result<Table::Window> window(std::uint64_t first, std::size_t count);
  Result<Table::Window> window_behind(ByteView place, std::size_t count);
  Result<std::vector<Table::Row>> rows_up_to(ByteView place, std::span<const MessageId> messages);
  Result<std::uint64_t> expand(ByteView header);
  Result<std::uint64_t> collapse(ByteView header);
  Result<Bytes> collapse_state(ByteView row);
  Result<Bookmark> set_collapse_state(ByteView state);
  Result<std::shared_ptr<void>> subscribe(std::function<void(const std::vector<TableEvent>&)> receive);

 private:
  using Keys = std::vector<table::RowKey>;
  using Receive = std::function<void(const std::vector<TableEvent>&)>;

  // All that follow need mutex_.
  // The order.
  Status start_anew(SortOrder order);
  RowNeeds order_needs() const;
  Status judge(std::int64_t id, TableRow& row, std::vector<table::OrderRow>& rows) const;
  Status build();  // unless there is an order
  // That rows are divided among.
  ScanThreads threads_for(std::uint64_t rows) const;
  Result<LogPosition> make_all(std::vector<table::OrderRow>& rows) const;
  Status follow(table::ViewChanges& changes);
  Status catch_up();         // unless the feed's thread does it for the subscribers
  std::size_t seen() const;  // how many rows are seen
  Status put_all(table::ViewChanges& changes);
  Status put_these(const std::vector<std::int64_t>& ids, table::ViewChanges& changes);

  // Pages, while no order is needed.
  bool has_pages() const;
  struct PageRow {
    RowSupply::Place place;
    RowValues values;  // none: it has gone since
  };
  Result<std::vector<PageRow>> page_rows(RowSupply::PagePlace after, std::size_t count) const;
  Result<std::vector<RowValues>> read_page(std::size_t count, Table::Advance advance);

  // The first rows of another order, while no more are wanted.
  struct First {
    Keys keys;
    std::vector<Bytes> sorted_by;  // of each
    std::size_t row = 0;   // that is read next
    LogPosition position;  // up to which they are right
    bool are_all = false;  // of the table
  };
  struct Selection;
  SortKey first_key() const;
  bool may_select_first() const;
  Status select_first(std::size_t wanted, std::uint64_t among);
  Status consider(std::int64_t id, TableRow& row, const std::optional<BoundKey>& key,
                  Selection& selection) const;
  // How many there are of `count` from that row on; they are in first_ then.
  Result<std::optional<std::size_t>> find_first(std::size_t from, std::size_t count);
  Result<std::optional<std::vector<RowValues>>> read_first(std::size_t count, Table::Advance advance);

  // Windows.
  using PlacedRows = std::vector<table::OrderRow>;  // keys and what they are sorted by
  Status check_windows() const;
  Result<std::optional<std::uint64_t>> count_without_order() const;
  Result<Table::Window> page_window(const RowSupply::PagePlace& after, std::size_t count, std::uint64_t total) const;
  Result<std::optional<Table::Window>> first_window(std::size_t first, std::size_t count, std::uint64_t total);
  Result<Table::Window> ordered_window(std::size_t first, std::size_t count);
  Result<std::vector<Table::Row>> values_in(const PlacedRows& rows);
  Bytes encode_place(table::RowPlace place) const;
  Result<table::RowPlace> decode_place(ByteView bytes) const;

  // Values.
  RowNeeds column_needs() const;
  RowValues gone_row(table::RowKey key) const;
  Result<RowValues> row_values(TableRow& row, table::RowKey key) const;
  Result<RowValues> header_values(TableRow& sample, table::RowKey key) const;
  Result<Property> column(TableRow& row, PropertyTag tag, const std::vector<std::size_t>& chosen) const;
  Result<std::vector<std::size_t>> chosen_values(TableRow& row, std::uint32_t instance) const;
  struct WantedRow;
  Result<std::vector<RowValues>> values_there(const Keys& keys);  // none of a row that is no longer there
  Result<std::vector<RowValues>> values_of(const Keys& keys);
  Status read_values(const Keys& keys, const std::vector<WantedRow>& wanted,
                     std::span<const std::int64_t> ids, std::vector<RowValues>& values) const;
  Result<std::vector<bool>> meeting(const PreparedRestriction& restriction, const RowNeeds& needs,
                                    const Keys& keys);
  Result<bool> header_meets(const PreparedRestriction& restriction, TableRow& sample,
                            table::RowKey key) const;

  // Places.
  struct Origin {
    std::size_t place = 0;
    bool position_changed = false;
  };
  Result<Origin> origin(Bookmark from);
  Result<std::optional<std::size_t>> find_from(const Restriction& restriction, std::size_t from,
                                               Table::Search direction);
  Bytes order_fingerprint() const;

  // Events.
  void hear(const Event& event);
  Result<std::vector<TableEvent>> to_events(const table::ViewChanges& changes);
  std::vector<TableEvent> news();

  const std::shared_ptr<Core> core_;
  const std::unique_ptr<RowSupply> supply_;
  // Taken before mutex_ by whatever changes what readers see, so that events come in order; recursive, so
  // that a receiver may do so, too.
  std::recursive_mutex telling_;
  mutable std::mutex mutex_;
  std::vector<PropertyTag> columns_;
  std::optional<PreparedRestriction> restriction_;
  std::size_t limit_ = SIZE_MAX;  // of a count restriction
  std::unique_ptr<RowShape> shape_;
  std::unique_ptr<table::RowOrder> order_;  // null until it is needed
  LogPosition position_;                    // up to which order_ has followed
  RowSupply::PagePlace page_after_;         // the last row that was read without an order
  std::uint64_t page_row_ = 0;              // how many were
  std::optional<First> first_;
  std::map<std::uint64_t, std::shared_ptr<const Receive>> receivers_;
  std::uint64_t last_receiver_ = 0;
  std::shared_ptr<void> feed_;
};

}  // namespace postroom::store
