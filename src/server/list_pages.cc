#include "server/list_pages.h"

#include "base/try.h"
#include "server/list_changes.h"
#include "server/row_json.h"

namespace postroom::server {
namespace {

// One page in the making, behind a cursor.
class PageMaker {
 public:
  PageMaker(const ListReading& reading, const ListCursor& cursor, std::size_t limit)
      : reading_(reading), cursor_(cursor), limit_(limit), place_(cursor.place) {}

  Result<ListPage> make() {
    TRY_SET(page_.position, reading_.store.log_position(reading_.session));
    before_ = reading_.given.find(cursor_.given);
    TRY(take_moved());
    TRY(take_following());
    if (at_end_) TRY(take_moved());  // those that moved while the last ones were read
    page_.offset = cursor_.offset;
    const bool has_more = !at_end_ || left_out_;
    if (has_more) page_.next = next();
    return std::move(page_);
  }

 private:
  // Rows that stand before the cursor now and have not been given: they stood behind it when the last page
  // was read.
  Status take_moved() {
    if (!before_) return ok_status();
    TRY_SET(const ListChanges changes,
            list_changes(reading_.store, reading_.session, reading_.folder, reading_.deleted,
                         cursor_.position, kMaxChangesBetweenPages));
    if (!changes.is_complete) {
      before_ = nullptr;
      return ok_status();
    }
    TRY_SET(std::vector<Table::Row> rows, reading_.table.rows_up_to(place_, changes.touched));
    const auto given = GivenRows::given_of(before_, ids_of(rows));
    left_out_ = false;
    for (Table::Row& row : rows) {
      const MessageId id = row_message(row.values);
      if (given.contains(id) || known_.contains(id)) continue;
      if (!changes.came.contains(id) && page_.rows.size() == limit_) {
        left_out_ = true;
      } else if (known_.insert(id).second && !changes.came.contains(id)) {
        page_.rows.push_back(std::move(row.values));
      }
    }
    return ok_status();
  }

  // The rows behind the cursor, but for those that were given when they stood elsewhere.
  Status take_following() {
    for (;;) {
      TRY_SET(Table::Window window, reading_.table.window_behind(place_, limit_ - page_.rows.size()));
      page_.total = window.total;
      at_end_ = window.at_end;
      const auto given = GivenRows::given_of(before_, ids_of(window.rows));
      for (Table::Row& row : window.rows) {
        place_ = std::move(row.place);
        const MessageId id = row_message(row.values);
        if (!given.contains(id) && known_.insert(id).second) page_.rows.push_back(std::move(row.values));
      }
      if (at_end_ || window.rows.empty() || page_.rows.size() == limit_) return ok_status();
    }
  }

  // Where rows were left out, what happened since the last page is looked at once more.
  ListCursor next() {
    ListCursor next = cursor_;
    next.place = std::move(place_);
    next.offset += page_.rows.size();
    if (!left_out_) next.position = page_.position;
    next.given = before_ ? reading_.given.add(before_, std::vector(known_.begin(), known_.end())) : 0;
    return next;
  }

  static std::vector<MessageId> ids_of(const std::vector<Table::Row>& rows) {
    std::vector<MessageId> ids;
    for (const Table::Row& row : rows) ids.push_back(row_message(row.values));
    return ids;
  }

  const ListReading& reading_;
  const ListCursor& cursor_;
  const std::size_t limit_;
  Bytes place_;
  GivenRows::Pages before_;  // null: places alone count
  ListPage page_;
  std::unordered_set<MessageId> known_;  // on this page, or new to the list and before the cursor
  bool at_end_ = false;
  bool left_out_ = false;  // rows that have moved and found no room
};

}  // namespace

Result<ListPage> first_page(const ListReading& reading, std::uint64_t offset, std::size_t limit) {
  ListPage page;
  TRY_SET(page.position, reading.store.log_position(reading.session));
  TRY_SET(Table::Window window, reading.table.window(offset, limit));
  while (window.rows.empty() && !window.at_end) {  // all of them went while they were read
    TRY_SET(window, reading.table.window(offset, limit));
  }
  page.total = window.total;
  page.offset = offset;
  std::vector<MessageId> ids;
  for (const Table::Row& row : window.rows) ids.push_back(row_message(row.values));
  if (!window.at_end) {
    ListCursor next{reading.parameters, 0, page.position, offset + window.rows.size(),
                    window.rows.back().place};
    if (offset == 0) next.given = reading.given.add(nullptr, std::move(ids));
    page.next = std::move(next);
  }
  for (Table::Row& row : window.rows) page.rows.push_back(std::move(row.values));
  return page;
}

Result<ListPage> next_page(const ListReading& reading, const ListCursor& cursor, std::size_t limit) {
  return PageMaker(reading, cursor, limit).make();
}

}  // namespace postroom::server
