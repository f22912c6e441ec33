// IMAPITable: where it is read.
#include <limits>

#include "mapi/random/desk.h"

namespace mapi_host {
namespace {

Ptr<IMAPITable> table(Desk& desk) { return desk.tables.any(desk.choices); }
BOOKMARK place(Desk& desk) {
  return desk.choices.rarely() ? desk.choices.number() : desk.choices.pick(desk.bookmarks);
}
LONG distance(Choices& c) {
  static const std::vector<LONG> edges{std::numeric_limits<LONG>::min(), std::numeric_limits<LONG>::max(), 0};
  return c.rarely() ? c.pick(edges) : static_cast<LONG>(c.below(21)) - 10;
}

// Entry IDs and instance keys that rows tell are there for later calls.
void learn_from(Desk& desk, const Rows& rows) {
  constexpr std::size_t kMostKeys = 50;
  for (ULONG i = 0; i < rows.size(); ++i) {
    for (ULONG column = 0; column < rows[i].cValues; ++column) {
      const SPropValue& value = rows[i].lpProps[column];
      const auto text = text_of(value);
      if (text && value.ulPropTag == PR_ENTRYID) desk.learn(*text);
      if (text && value.ulPropTag == PR_INSTANCE_KEY && desk.keys.size() < kMostKeys)
        desk.keys.push_back(*text);
    }
  }
}

void query_rows(Desk& desk) {
  Choices& c = desk.choices;
  Rows rows;
  const HRESULT got =
      table(desk)->QueryRows(distance(c), c.flags(TBL_NOADVANCE), c.unless_rarely(rows.out()));
  desk.look_at(got, rows.get());
  learn_from(desk, rows);
}

void read_from_the_start(Desk& desk) {
  const Ptr<IMAPITable> read = table(desk);
  Rows rows;
  desk.look_at(read->SeekRow(BOOKMARK_BEGINNING, 0, nullptr));
  desk.look_at(read->QueryRows(20, 0, rows.out()));
  learn_from(desk, rows);
}

void seek_row(Desk& desk) {
  Choices& c = desk.choices;
  LONG moved = 0;
  desk.look_at(table(desk)->SeekRow(place(desk), distance(c), c.chance(50) ? &moved : nullptr));
}

void seek_part(Desk& desk) {
  desk.look_at(table(desk)->SeekRowApprox(desk.choices.number(), desk.choices.number()));
}

void query_position(Desk& desk) {
  Choices& c = desk.choices;
  ULONG row = 0, numerator = 0, denominator = 0, count = 0;
  desk.look_at(table(desk)->QueryPosition(c.unless_rarely(&row), c.unless_rarely(&numerator),
                                          c.unless_rarely(&denominator)));
  desk.look_at(table(desk)->GetRowCount(c.flags(TBL_NOWAIT), c.unless_rarely(&count)));
}

void find_row(Desk& desk) {
  Choices& c = desk.choices;
  const Where where = c.restriction();
  desk.look_at(table(desk)->FindRow(c.unless_rarely(where.get()), place(desk), c.flags(DIR_BACKWARD)));
}

void create_bookmark(Desk& desk) {
  BOOKMARK made = 0;
  desk.look_at(table(desk)->CreateBookmark(desk.choices.unless_rarely(&made)));
  if (made != 0) desk.bookmarks.push_back(made);
}

void free_bookmark(Desk& desk) { desk.look_at(table(desk)->FreeBookmark(place(desk))); }

std::string any_key(Desk& desk) {
  return desk.keys.empty() || desk.choices.chance(10) ? desk.choices.bytes() : desk.choices.pick(desk.keys);
}

void expand_row(Desk& desk) {
  Choices& c = desk.choices;
  const Exact key(any_key(desk));
  Rows rows;
  ULONG more = 0;
  const HRESULT got = table(desk)->ExpandRow(key.size(), key.bytes(), c.number(), c.flags(0),
                                             c.unless_rarely(rows.out()), c.unless_rarely(&more));
  desk.look_at(got, rows.get());
}

void collapse_row(Desk& desk) {
  Choices& c = desk.choices;
  const Exact key(any_key(desk));
  ULONG rows = 0;
  desk.look_at(table(desk)->CollapseRow(key.size(), key.bytes(), c.flags(0), c.unless_rarely(&rows)));
}

void carry_collapse_state(Desk& desk) {
  Choices& c = desk.choices;
  const Exact key(any_key(desk));
  ULONG size = 0;
  Buffer<BYTE> state;
  const HRESULT got = table(desk)->GetCollapseState(c.flags(0), key.size(), key.bytes(),
                                                    c.unless_rarely(&size), c.unless_rarely(state.out()));
  desk.look_at(got, state.get());
  std::string bytes = state ? std::string(reinterpret_cast<const char*>(state.get()), size) : c.bytes();
  if (!bytes.empty() && c.chance(30)) bytes[c.below(bytes.size())] = static_cast<char>(c.below(256));
  if (!bytes.empty() && c.chance(10)) bytes.resize(c.below(bytes.size()));
  const Exact given(bytes);
  BOOKMARK there = 0;
  desk.look_at(
      table(desk)->SetCollapseState(c.flags(0), given.size(), given.bytes(), c.unless_rarely(&there)));
  if (there != 0) desk.bookmarks.push_back(there);
}

// Headings of this table's own, opened and closed.
void use_categories(Desk& desk) {
  Choices& c = desk.choices;
  const Ptr<IMAPITable> of = table(desk);
  SortOrder order({{PR_SUBJECT_W, TABLE_SORT_ASCEND}, {PR_IMPORTANCE, TABLE_SORT_DESCEND}},
                  1 + static_cast<ULONG>(c.below(2)), static_cast<ULONG>(c.below(2)));
  Tags columns({PR_INSTANCE_KEY, PR_ROW_TYPE, PR_DEPTH, PR_SUBJECT_W, PR_ENTRYID});
  desk.look_at(of->SetColumns(columns.get(), 0));
  desk.look_at(of->SortTable(order.get(), 0));
  for (int i = 0; i < 4; ++i) {
    Rows rows, inside;
    desk.look_at(of->SeekRow(BOOKMARK_BEGINNING, 0, nullptr));
    desk.look_at(of->QueryRows(20, 0, rows.out()));
    learn_from(desk, rows);
    if (rows.size() == 0) return;
    const Exact key(key_of(rows[static_cast<ULONG>(c.below(rows.size()))]));
    ULONG count = 0;
    desk.look_at(c.chance(60) ? of->ExpandRow(key.size(), key.bytes(), c.number(), 0, inside.out(), &count)
                              : of->CollapseRow(key.size(), key.bytes(), 0, &count));
  }
}

}  // namespace

void call_table_place(Desk& desk) {
  any_of_calls(desk, {query_rows, query_rows, read_from_the_start, seek_row, seek_part, query_position,
                      find_row, create_bookmark, free_bookmark, expand_row, collapse_row, use_categories,
                      use_categories, carry_collapse_state});
}

}  // namespace mapi_host
