// Rows 92 to 96: finding rows, positions and bookmarks.
#include "tables/table_rules.h"

namespace postroom::rules {
namespace {

class TablePlaces : public Tables {
 protected:
  // a to e, in that order.
  Table letters() {
    for (const char* subject : {"a", "b", "c", "d", "e"}) ids.push_back(mail(subject));
    Table table = subjects();
    must(table.sort(by({{tag::subject}})));
    return table;
  }
  std::string next(Table& table) {
    const auto rows = must(table.read(1, Table::Advance::no));
    return rows.empty() ? "(end)" : std::get<std::string>(rows[0][0].value);
  }
  std::vector<MessageId> ids;
};

TEST_F(TablePlaces, F92_rows_are_found_from_a_bookmark_on_and_backward_from_the_row_before_it) {
  Table table = letters();
  const Restriction at_least_c = property_is(tag::subject, std::string("c"), Relation::greater_or_equal);
  EXPECT_EQ(texts({must(table.find(at_least_c, kBeginning)).row}), Strings{"c"});
  EXPECT_EQ(next(table), "c");
  EXPECT_EQ(texts({must(table.find(at_least_c)).row}), Strings{"c"});  // starts at the bookmark
  EXPECT_EQ(code_of(table.find(at_least_c, kCurrent, Table::Search::backward)),
            Code::not_found);  // before it
  EXPECT_EQ(next(table), "c");
  EXPECT_EQ(texts({must(table.find(at_least_c, kEnd, Table::Search::backward)).row}), Strings{"e"});
  EXPECT_EQ(code_of(table.find(subject_has("a"))), Code::not_found);
  EXPECT_EQ(code_of(table.find(at_least_c, Bookmark{77})), Code::invalid_bookmark);
}

TEST_F(TablePlaces, F92_a_row_is_found_by_its_instance_key) {
  Table table = letters();
  const auto rows = all(table);
  for (const RowValues& row : rows) {
    EXPECT_EQ(must(table.find(is_row(std::get<Bytes>(row[1].value)), kBeginning)).row, row);
    EXPECT_EQ(must(table.find(is_row(std::get<Bytes>(row[1].value)), kEnd, Table::Search::backward)).row,
              row);
  }
  EXPECT_EQ(code_of(table.find(is_row(Bytes(12)), kBeginning)), Code::not_found);
  EXPECT_EQ(code_of(table.find(is_row(Bytes(3)), kBeginning)), Code::not_found);
}

TEST_F(TablePlaces, F92_a_row_far_away_is_found) {
  std::vector<NewMessage> messages(700);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    messages[i].content.properties.set(tag::subject, std::to_string(1000 + i));
  }
  must(store().add_messages(ana, inbox(), std::move(messages)));
  Table table = subjects();
  must(table.sort(by({{tag::subject}})));
  EXPECT_EQ(texts({must(table.find(subject_has("1650"), kBeginning)).row}), Strings{"1650"});
  EXPECT_EQ(must(table.position()).row, 650U);
  EXPECT_EQ(texts({must(table.find(subject_has("1003"), kCurrent, Table::Search::backward)).row}),
            Strings{"1003"});
  EXPECT_EQ(must(table.position()).row, 3U);
}

TEST_F(TablePlaces, F93_a_restriction_drops_bookmarks_and_goes_to_the_start) {
  Table table = letters();
  must(table.seek(kBeginning, 3));
  const Bookmark bookmark = must(table.create_bookmark());
  must(table.restrict(property_is(tag::subject, std::string("b"), Relation::greater)));
  EXPECT_EQ(code_of(table.seek(bookmark, 0)), Code::invalid_bookmark);
  EXPECT_EQ(must(table.position()).row, 0U);
  EXPECT_EQ(texts(table), (Strings{"c", "d", "e"}));
  must(table.restrict(std::nullopt));
  EXPECT_EQ(must(table.row_count()), 5U);
}

TEST_F(TablePlaces, F94_counts_and_positions_are_exact_and_fractions_go_to_their_place) {
  Table table = letters();
  EXPECT_EQ(must(table.row_count()), 5U);
  const auto at = [&](std::uint64_t numerator, std::uint64_t denominator) {
    must(table.seek_fraction(numerator, denominator));
    const Table::Position position = must(table.position());
    EXPECT_EQ(position.rows, 5U);
    return position.row;
  };
  EXPECT_EQ(at(0, 7), 0U);
  EXPECT_EQ(at(1, 2), 2U);
  EXPECT_EQ(at(4, 5), 4U);
  EXPECT_EQ(at(7, 7), 5U);
  EXPECT_EQ(at(8, 7), 5U);
  EXPECT_EQ(at(UINT64_MAX - 1, UINT64_MAX), 5U);
  EXPECT_EQ(code_of(table.seek_fraction(1, 0)), Code::invalid_argument);
}

TEST_F(TablePlaces, F94_an_unsorted_table_counts_without_an_order) {
  letters();
  Table table = subjects();
  EXPECT_EQ(must(table.row_count()), 5U);
  must(table.read(2));
  EXPECT_EQ(must(table.position()).row, 2U);
  must(table.seek(kCurrent, -1));  // needs an order: goes on from there
  EXPECT_EQ(next(table), "d");     // newest first
}

TEST_F(TablePlaces, F95_the_standard_bookmarks_are_always_there_and_seeking_stops_at_the_ends) {
  Table table = letters();
  EXPECT_EQ(must(table.seek(kEnd, 0)).moved, 0);
  EXPECT_EQ(next(table), "(end)");
  EXPECT_EQ(must(table.seek(kCurrent, -2)).moved, -2);
  EXPECT_EQ(next(table), "d");
  EXPECT_EQ(must(table.seek(kCurrent, 10)).moved, 2);
  EXPECT_EQ(must(table.seek(kBeginning, -3)).moved, 0);
  EXPECT_EQ(next(table), "a");
  EXPECT_EQ(must(table.seek(kBeginning, INT64_MAX)).moved, 5);
  EXPECT_EQ(must(table.seek(kCurrent, INT64_MIN)).moved, -5);
  EXPECT_TRUE(table.free_bookmark(kEnd).ok());
  EXPECT_TRUE(table.seek(kEnd, 0).ok());
}

TEST_F(TablePlaces, F96_a_bookmark_stays_with_its_row_and_says_once_when_that_is_gone) {
  Table table = letters();
  must(table.seek(kBeginning, 2));
  const Bookmark bookmark = must(table.create_bookmark());
  mail("B");  // before it
  EXPECT_FALSE(must(table.seek(bookmark, 0)).position_changed);
  EXPECT_EQ(next(table), "c");
  remove(ids[2]);
  EXPECT_TRUE(must(table.seek(bookmark, 0)).position_changed);
  EXPECT_EQ(next(table), "d");
  EXPECT_FALSE(must(table.seek(bookmark, 0)).position_changed);
  must(table.free_bookmark(bookmark));
  EXPECT_EQ(code_of(table.seek(bookmark, 0)), Code::invalid_bookmark);
  EXPECT_EQ(code_of(table.free_bookmark(bookmark)), Code::invalid_bookmark);
  const Bookmark other = must(table.create_bookmark());
  must(table.sort(by({{tag::subject, Direction::descending}})));
  EXPECT_EQ(code_of(table.seek(other, 0)), Code::invalid_bookmark);
}

TEST_F(TablePlaces, F96_there_is_a_limit_of_bookmarks) {
  Table table = letters();
  for (std::size_t i = 0; i < kMaxTableBookmarks; ++i) must(table.create_bookmark());
  EXPECT_EQ(code_of(table.create_bookmark()), Code::too_big);
}

}  // namespace
}  // namespace postroom::rules
