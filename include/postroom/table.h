// Tables: rows of messages, folders, recipients or attachments, with the columns, in the order and under the
// restriction that whoever opened it wants ("IMAPITable" in the Outlook MAPI reference; docs/tables.md). An
// open table holds ids in order and no database transaction; it stays right while others write. Thread-safe:
// each call is whole.
#pragma once

#include <postroom/ids.h>
#include <postroom/restriction.h>
#include <postroom/sort_order.h>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace postroom {

namespace store {
class OpenTable;
}

// Values in order of the columns. A column that the row does not have holds PT_ERROR with MAPI_E_NOT_FOUND,
// PR_NULL holds PR_NULL. Values are whole, but of one that is kept as a LargeValue the first kInlineLimit
// bytes come.
using RowValues = std::vector<Property>;

// A place in a table that stays with its row.
struct Bookmark {
  std::uint32_t number = 0;
  friend bool operator==(Bookmark, Bookmark) = default;
};
inline constexpr Bookmark kBeginning{0};  // BOOKMARK_BEGINNING
inline constexpr Bookmark kCurrent{1};    // BOOKMARK_CURRENT: the row that is read next
inline constexpr Bookmark kEnd{2};        // BOOKMARK_END

// PR_ROW_TYPE
namespace row_type {
inline constexpr std::int32_t leaf = 1;
inline constexpr std::int32_t empty_category = 2;  // never shown: categories go with their last row
inline constexpr std::int32_t expanded_category = 3;
inline constexpr std::int32_t collapsed_category = 4;
}  // namespace row_type

// What happened to the rows that the table shows. A reader that does to its copy of them what the events say,
// one after the other, has what the table shows. Rows are named by PR_INSTANCE_KEY.
struct TableEvent {
  enum class Kind {
    reload,  // TABLE_RELOAD: read everything anew; nothing else is told of what happened before
    added,   // after `prior`
    deleted,
    modified,  // has other values, and stands after `prior` now
  } kind = Kind::reload;
  Bytes row;
  Bytes prior;       // empty: it is the first one
  RowValues values;  // of an added or modified row, in the columns of this moment
};

class Table {
 public:
  // Columns. Code::invalid_argument for none, too_big past kMaxColumns, too_complex for PT_OBJECT. A
  // multi-valued one with kInstanceFlag makes a row for each value, several of them one for each combination.
  // In that case bookmarks go, and the cursor goes to the start.
  Status set_columns(std::vector<PropertyTag> columns);
  std::vector<PropertyTag> columns() const;

  // Replaces what restricted it before; null: all rows. Drops bookmarks, goes to the start, and drops
  // categories. Code::too_complex (check() says why) leaves everything as it was, here and in sort().
  Status restrict(std::optional<Restriction> restriction);
  // Without keys: the table's own order. Drops bookmarks and goes to the start.
  Status sort(SortOrder order);
  SortOrder order() const;

  // The next rows, and the cursor goes behind them. With `count` less than 0 the cursor first goes that many
  // rows back. Advance::no leaves it at the first row returned. Fewer rows than asked for are no sign of the
  // end; none at all is. Code::invalid_argument for 0.
  enum class Advance { no, yes };
  Result<std::vector<RowValues>> read(std::int64_t count, Advance advance = Advance::yes);

  // Rows that are seen: with the headers, without what is collapsed.
  Result<std::uint64_t> row_count();
  struct Position {
    std::uint64_t row = 0;  // that is read next
    std::uint64_t rows = 0;
  };
  Result<Position> position();
  struct Sought {
    std::int64_t moved = 0;
    bool position_changed =
        false;  // MAPI_W_POSITION_CHANGED: the bookmark's row is gone, this is the one after it
  };
  // Goes `rows` on from there, or as far as there are rows.
  Result<Sought> seek(Bookmark from, std::int64_t rows);
  Status seek_fraction(std::uint64_t numerator, std::uint64_t denominator);  // the end from equal on

  // Code::too_big past kMaxTableBookmarks; invalid_bookmark for one that was freed, or dropped by a new
  // order, restriction or collapse state. Freeing a standard one does nothing.
  Result<Bookmark> create_bookmark();
  Status free_bookmark(Bookmark bookmark);

  // The first row from the bookmark's on that meets the restriction, or the last one before it; the cursor
  // goes there. Code::not_found leaves the cursor where it was.
  enum class Search { forward, backward };
  struct Found {
    RowValues row;
    bool position_changed = false;
  };
  Result<Found> find(const Restriction& restriction, Bookmark from = kCurrent,
                     Search direction = Search::forward);

  // Reading without the cursor, for many readers of one table. Code::too_complex for a table with categories or one
  // that is restricted to a number of rows.
  struct Row {
    RowValues values;
    Bytes place;  // where it stands in this order
  };
  struct Window {
    std::vector<Row> rows;
    std::uint64_t total = 0;  // rows of the table
    bool at_end = false;      // no row stands behind these
  };
  // From that row on, counted from 0.
  Result<Window> window(std::uint64_t first, std::size_t count);
  // The rows behind a place, whatever has become of the row that was read with it: in this table, or in another one with
  // the same order, of any process. Code::invalid_argument for bytes that are no place, or one of another order.
  Result<Window> window_behind(ByteView place, std::size_t count);
  // Of a contents table: which rows of these messages stand at the place or before it, in their order.
  Result<std::vector<Row>> rows_up_to(ByteView place, std::span<const MessageId> messages);

  // Categories, by the header's PR_INSTANCE_KEY. Code::not_found if the table shows no such header. Both
  // return how many rows came or went; nobody is told. After expand() the rows that came are those after the
  // header.
  Result<std::uint64_t> expand(ByteView header);
  Result<std::uint64_t> collapse(ByteView header);
  // Which headers are open, the order, and that row (an empty key: none). set_collapse_state() needs the same
  // order (Code::invalid_argument otherwise, corrupt for bytes that are no state) and returns a bookmark on
  // that row.
  Result<Bytes> collapse_state(ByteView row);
  Result<Bookmark> set_collapse_state(ByteView state);

  // `receive` runs on a thread of the store's after others, or this program, have changed what the table
  // shows; while somebody is subscribed, the table follows then and only then. Ended by destroying what is
  // returned, which waits for a call under way unless it is inside it. Do not hold a lock that `receive`
  // takes while calling anything but read(), find(), seek() and their like.
  Result<std::shared_ptr<void>> subscribe(std::function<void(const std::vector<TableEvent>&)> receive);

  explicit Table(std::shared_ptr<store::OpenTable> table);
  Table(Table&&) noexcept;
  Table& operator=(Table&&) noexcept;
  ~Table();

 private:
  std::shared_ptr<store::OpenTable> table_;
};

struct ContentsOptions {
  bool associated = false;  // MAPI_ASSOCIATED
  bool deleted = false;     // SHOW_SOFT_DELETES: those that can be undeleted instead
};

enum class HierarchyDepth { children, all };  // all: CONVENIENT_DEPTH

inline constexpr std::size_t kMaxTableBookmarks = 1000;
inline constexpr std::size_t kMaxRowsAtOnce = 200'000;  // one read() gives no more
inline constexpr std::size_t kMaxTableEvents = 10'000;  // told one by one; more are told as a reload
inline constexpr std::uint32_t kMaxInstances = 1000;    // rows that one object makes

}  // namespace postroom
