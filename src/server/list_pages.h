// The pages of a list while others write. A cursor stands on a place in the table's order, so that rows of
// others that come, go and move change nothing for a row that keeps its place. For rows that change their own
// place there are GivenRows: one that has moved from behind the cursor to before it comes with the next page,
// and one that has been given and moved the other way does not come again. Without them (forgotten, another
// server, a list begun in its middle) only rows that have kept their places are certain.
#pragma once

#include <postroom/store.h>

#include "server/cursors.h"
#include "server/given_rows.h"

namespace postroom::server {

// What pages are read from.
struct ListReading {
  Store& store;
  const Session& session;
  Table& table;
  GivenRows& given;
  FolderId folder;
  bool deleted = false;  // the table is that of deleted messages
  ParametersMark parameters = 0;
};

struct ListPage {
  std::vector<RowValues> rows;
  std::uint64_t total = 0;
  std::uint64_t offset = 0;        // of the first one
  std::optional<ListCursor> next;  // nothing: all have come
  LogPosition position;            // before the rows were read
};

// From that row on, counted from 0.
Result<ListPage> first_page(const ListReading& reading, std::uint64_t offset, std::size_t limit);
// Code::invalid_argument if the cursor's place is none, or one that another version of the collation has
// made.
Result<ListPage> next_page(const ListReading& reading, const ListCursor& cursor, std::size_t limit);

inline constexpr std::size_t kMaxChangesBetweenPages = 50'000;  // messages; past it the places alone count

}  // namespace postroom::server
