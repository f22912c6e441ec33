#include "table/row_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "support/must.h"
#include "table/order_bytes.h"

namespace postroom::table {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

// What a row of the plain reference is: category values, one to aggregate, the rest.
struct PlainRow {
  std::vector<int> categories;
  int aggregate = -1;  // -1: none
  int rest = 0;
  bool unread = false;
};

using PlainTable = std::map<RowKey, PlainRow>;

void append(Bytes& bytes, int number) {
  const Value value = std::int32_t{number};
  append_order_bytes(bytes, number < 0 ? nullptr : &value, Direction::ascending);
}

OrderRow to_row(RowKey key, const PlainRow& plain) {
  OrderRow row;
  row.key = key;
  row.unread = plain.unread;
  for (const int category : plain.categories) {
    append(row.sorted_by, category);
    OrderRow::Part part{row.sorted_by.size(), {}};
    append(part.aggregate, plain.aggregate);
    row.parts.push_back(part);
  }
  append(row.sorted_by, plain.rest);
  return row;
}

// How readers know a row: a leaf by its key, a header by its path.
struct Seen {
  std::vector<int> path;
  std::optional<RowKey> leaf;
  std::uint64_t count = 0, unread = 0;
  friend auto operator<=>(const Seen&, const Seen&) = default;
};

int greatest_in(const PlainTable& table, const std::vector<int>& path, bool least) {
  int found = -1;
  for (const auto& [key, row] : table) {
    if (!std::equal(path.begin(), path.end(), row.categories.begin()) || row.aggregate < 0) continue;
    if (found < 0 || (least ? row.aggregate < found : row.aggregate > found)) found = row.aggregate;
  }
  return found < 0 ? 1000 : found;  // without any it is last
}

// The view by sorting and grouping in the plainest way.
std::vector<Seen> plain_view(const PlainTable& table, const std::vector<CategoryLevel>& levels,
                             const std::set<std::vector<int>>& expanded, const std::vector<int>& path = {}) {
  std::vector<Seen> view;
  const auto inside = [&](const PlainRow& row) {
    return std::equal(path.begin(), path.end(), row.categories.begin());
  };
  if (path.size() == levels.size()) {
    std::vector<std::pair<RowKey, PlainRow>> rows;
    for (const auto& each : table) {
      if (inside(each.second)) rows.push_back(each);
    }
    const auto rank = [](int value) { return value < 0 ? 1000 : value; };
    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
      return std::tuple(rank(a.second.rest), -a.first.id, a.first.instance) <
             std::tuple(rank(b.second.rest), -b.first.id, b.first.instance);
    });
    for (const auto& [key, row] : rows) view.push_back({path, key, 0, 0});
    return view;
  }
  std::map<int, std::pair<std::uint64_t, std::uint64_t>> groups;
  for (const auto& [key, row] : table) {
    if (!inside(row)) continue;
    auto& [count, unread] = groups[row.categories[path.size()]];
    ++count;
    unread += row.unread;
  }
  std::vector<std::pair<std::pair<int, int>, int>> order;
  for (const auto& [value, counts] : groups) {
    std::vector<int> inner = path;
    inner.push_back(value);
    const Aggregate aggregate = levels[path.size()].aggregate;
    const int by =
        aggregate == Aggregate::none ? 0 : greatest_in(table, inner, aggregate == Aggregate::least);
    order.push_back({{by, value < 0 ? 1000 : value}, value});
  }
  std::sort(order.begin(), order.end());
  for (const auto& [by, value] : order) {
    std::vector<int> inner = path;
    inner.push_back(value);
    view.push_back({inner, std::nullopt, groups[value].first, groups[value].second});
    if (!expanded.contains(inner)) continue;
    const auto below = plain_view(table, levels, expanded, inner);
    view.insert(view.end(), below.begin(), below.end());
  }
  return view;
}

class OrderedTable {
 public:
  explicit OrderedTable(std::vector<CategoryLevel> levels) : levels_(levels), order(levels) {}

  void put(std::int64_t id, const std::vector<PlainRow>& rows) {
    for (std::uint32_t i = 0; plain.erase({id, i}) > 0; ++i) {
    }
    std::vector<OrderRow> ordered;
    for (const PlainRow& row : rows) {
      const RowKey key{id, static_cast<std::uint32_t>(ordered.size())};
      plain[key] = row;
      ordered.push_back(to_row(key, row));
    }
    ViewChanges changes;
    order.put(id, ordered, changes);
    replay(changes);
  }
  void load(const PlainTable& rows) {
    plain = rows;
    std::vector<OrderRow> ordered;
    for (const auto& [key, row] : rows) ordered.push_back(to_row(key, row));
    order.load(std::move(ordered));
    copy = order.rows(0, order.size());
  }

  // Values of a header, from a row in it.
  std::vector<int> path(RowKey header) {
    const auto& values = plain.at(*order.first_in(header)).categories;
    return {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(order.header(header)->level) + 1};
  }
  std::vector<Seen> view() {
    std::vector<Seen> seen;
    for (const RowKey key : order.rows(0, order.size())) {
      if (const auto header = order.header(key)) {
        seen.push_back({path(key), std::nullopt, header->count, header->unread});
      } else {
        seen.push_back({plain.at(key).categories, key, 0, 0});
      }
    }
    return seen;
  }
  std::vector<Seen> wanted() {
    std::set<std::vector<int>> expanded;
    for (const RowKey key : order.rows(0, order.size())) {
      if (order.header(key) && order.header(key)->expanded) expanded.insert(path(key));
    }
    return plain_view(plain, levels_, expanded);
  }
  void check() {
    ASSERT_EQ(view(), wanted());
    ASSERT_EQ(copy, order.rows(0, order.size()));
    for (std::size_t i = 0; i < order.size(); ++i) ASSERT_EQ(order.place(order.at(i)), i);
  }

  const std::vector<CategoryLevel> levels_;
  RowOrder order;
  PlainTable plain;
  std::vector<RowKey> copy;  // what a reader has who was told everything
  std::size_t told = 0;

 private:
  void replay(const ViewChanges& changes) {
    for (const ViewChange& change : changes) {
      ++told;
      const auto at = std::find(copy.begin(), copy.end(), change.row);
      ASSERT_EQ(at == copy.end(), change.kind == ViewChange::Kind::added);
      if (at != copy.end()) copy.erase(at);
      if (change.kind == ViewChange::Kind::removed) continue;
      auto after = copy.begin();
      if (change.prior) {
        after = std::find(copy.begin(), copy.end(), *change.prior);
        ASSERT_NE(after, copy.end());
        ++after;
      }
      copy.insert(after, change.row);
    }
  }
};

using Random = std::mt19937_64;
int below(Random& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

PlainRow random_row(Random& random, std::size_t levels) {
  PlainRow row;
  for (std::size_t i = 0; i < levels; ++i) row.categories.push_back(below(random, 5) - 1);
  row.aggregate = below(random, 12) - 2;
  if (row.aggregate < 0) row.aggregate = -1;
  row.rest = below(random, 20) - 1;
  row.unread = below(random, 2) == 0;
  return row;
}

void change_at_random(OrderedTable& table, Random& random) {
  const std::int64_t id = 1 + below(random, 60);
  std::vector<PlainRow> rows;
  const int kind = below(random, 4);
  const int count = kind == 0 ? 0 : kind == 1 ? below(random, 4) : 1;
  for (int i = 0; i < count; ++i) rows.push_back(random_row(random, table.levels_.size()));
  table.put(id, rows);
}

void fold_at_random(OrderedTable& table, Random& random) {
  if (table.order.size() == 0) return;
  const RowKey row = table.order.at(random() % table.order.size());
  const std::size_t before = table.order.size();
  const auto header = table.order.header(row);
  const auto changed = header && header->expanded ? table.order.collapse(row) : table.order.expand(row);
  ASSERT_EQ(changed.has_value(), header.has_value());
  if (header) {
    ASSERT_EQ(table.order.size(), header->expanded ? before - *changed : before + *changed);
  }
  table.copy = table.order.rows(0, table.order.size());  // nobody is told of that
}

std::vector<std::vector<CategoryLevel>> shapes() {
  return {{},
          {{Aggregate::none, true}},
          {{Aggregate::none, true}, {Aggregate::none, false}},
          {{Aggregate::greatest, true}, {Aggregate::none, true}},
          {{Aggregate::least, true}, {Aggregate::greatest, true}, {Aggregate::none, true}}};
}

TEST(RowOrder, is_the_plain_order_after_any_changes_and_tells_readers_how_to_follow) {
  for (const auto& levels : shapes()) {
    for (unsigned seed = 0; seed < 8; ++seed) {
      Random random(seed);
      OrderedTable table(levels);
      for (int step = 0; step < 250; ++step) {
        change_at_random(table, random);
        if (step % 5 == 0) fold_at_random(table, random);
        ASSERT_NO_FATAL_FAILURE(table.check())
            << levels.size() << " levels, seed " << seed << ", step " << step;
      }
      EXPECT_GT(table.told, 200U);
    }
  }
}

TEST(RowOrder, is_the_same_loaded_at_once_as_row_by_row) {
  for (const auto& levels : shapes()) {
    Random random(9);
    OrderedTable one_by_one(levels), at_once(levels);
    for (int step = 0; step < 200; ++step) change_at_random(one_by_one, random);
    at_once.load(one_by_one.plain);
    EXPECT_EQ(at_once.view(), one_by_one.view());
    ASSERT_NO_FATAL_FAILURE(at_once.check());
    for (int step = 0; step < 100; ++step) {
      change_at_random(at_once, random);
      ASSERT_NO_FATAL_FAILURE(at_once.check());
    }
  }
}

TEST(RowOrder, tells_nothing_about_rows_that_are_not_seen) {
  OrderedTable table({{Aggregate::none, false}});
  table.put(1, {{{3}, -1, 0, false}});
  ASSERT_EQ(table.order.size(), 1U);
  ViewChanges changes;
  table.order.put(1, {to_row({1, 0}, {{3}, -1, 7, false})}, changes);
  EXPECT_TRUE(changes.empty());
  table.order.put(1, {to_row({1, 0}, {{3}, -1, 7, true})}, changes);  // the header's unread count is seen
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, ViewChange::Kind::modified);
  EXPECT_LT(changes[0].row.id, 0);
}

TEST(RowOrder, forgets_a_category_with_its_last_row_and_never_uses_its_key_again) {
  OrderedTable table({{Aggregate::none, true}});
  table.put(1, {{{3}, -1, 0, false}});
  const RowKey header = table.order.at(0);
  table.put(1, {});
  EXPECT_EQ(table.order.size(), 0U);
  EXPECT_EQ(table.order.header(header), std::nullopt);
  table.put(1, {{{3}, -1, 0, false}});
  EXPECT_NE(table.order.at(0), header);
}

TEST(RowOrder, brings_back_a_saved_state_with_the_row_it_was_taken_at) {
  for (const auto& levels : shapes()) {
    Random random(4);
    OrderedTable table(levels), other(levels);
    for (int step = 0; step < 150; ++step) change_at_random(table, random);
    for (int step = 0; step < 10; ++step) fold_at_random(table, random);
    other.load(table.plain);
    for (std::size_t place = 0; place < table.order.size(); ++place) {
      const Bytes state = table.order.collapse_state(table.order.at(place));
      EXPECT_EQ(must(other.order.set_collapse_state(state)), place);
      EXPECT_EQ(other.view(), table.view());
    }
  }
}

TEST(RowOrder, refuses_bytes_that_are_no_saved_state) {
  Random random(5);
  OrderedTable table({{Aggregate::none, true}, {Aggregate::none, false}});
  for (int step = 0; step < 100; ++step) change_at_random(table, random);
  fold_at_random(table, random);
  const Bytes state = table.order.collapse_state(table.order.at(0));
  for (std::size_t size = 0; size < state.size(); ++size) {
    EXPECT_EQ(code_of(table.order.set_collapse_state(ByteView(state).first(size))), Code::corrupt);
  }
  for (int i = 0; i < 2000; ++i) {  // damaged ones are refused or mean something else; nothing breaks
    Bytes damaged = state;
    damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
    static_cast<void>(table.order.set_collapse_state(damaged));
    ASSERT_LE(table.order.size(), table.plain.size() * 3);
  }
}

TEST(RowOrder, keeps_bookmarks_on_their_rows) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    Random random(seed);
    OrderedTable table({{Aggregate::greatest, true}});
    for (int step = 0; step < 60; ++step) change_at_random(table, random);
    std::map<std::uint32_t, RowKey> marks;
    for (std::size_t place = 0; place < table.order.size(); ++place) {
      marks[must(table.order.places().create(place))] = table.order.at(place);
    }
    for (int step = 0; step < 40; ++step) {
      change_at_random(table, random);
      for (auto mark = marks.begin(); mark != marks.end();) {
        const auto place = must(table.order.places().use(mark->first));
        if (!place.lost) {
          ASSERT_EQ(table.order.at(place.at), mark->second) << seed << " " << step;
          ++mark;
          continue;
        }
        EXPECT_FALSE(must(table.order.places().use(mark->first)).lost);  // told once
        mark = marks.erase(mark);
      }
    }
  }
}

TEST(Places, have_a_limit_and_refuse_bookmarks_that_are_no_more) {
  Places places;
  for (std::size_t i = 0; i < kMaxBookmarks; ++i) EXPECT_TRUE(places.create(i).ok());
  EXPECT_EQ(code_of(places.create(0)), Code::too_big);
  EXPECT_TRUE(places.free(1).ok());
  EXPECT_EQ(code_of(places.free(1)), Code::invalid_bookmark);
  EXPECT_TRUE(places.create(0).ok());
  places.drop_all();
  EXPECT_EQ(code_of(places.use(2)), Code::invalid_bookmark);
}

}  // namespace
}  // namespace postroom::table
