// Rows 91, 94, 95 and 100: reading rows, counting them, and going to places that every table has.
#include <climits>

#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Le;

const Texts kAll = {"0", "1", "2", "3", "4", "5", "6"};

// The Inbox with seven messages, in order of their subjects, which are the columns.
Ptr<IMAPITable> seven(Session& session) {
  const auto inbox = session.inbox();
  for (const std::string& subject : kAll) add_message(*inbox, subject);
  auto table = contents_table(*inbox);
  sort_by(*table, PR_SUBJECT_W);
  set_columns(*table, {PR_SUBJECT_W});
  return table;
}
Texts read(IMAPITable& table, LONG count, ULONG flags = 0) {
  return next_texts(table, count, PR_SUBJECT_W, flags);
}

TEST_F(RowTest, r091_rows_are_read_forward_from_the_cursor_which_goes_behind_them) {
  const auto table = seven(ana());
  EXPECT_THAT(read(*table, 3), ElementsAre("0", "1", "2"));
  EXPECT_THAT(read(*table, 3), ElementsAre("3", "4", "5"));
}

TEST_F(RowTest, r091_a_count_of_0_is_refused_and_moves_nothing) {
  const auto table = seven(ana());
  read(*table, 2);
  Rows rows;
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->QueryRows(0, 0, rows.out()));
  EXPECT_EQ(rows.get(), nullptr);
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->QueryRows(1, 0, nullptr));
  EXPECT_EQ(position(*table), 2u);
}

TEST_F(RowTest, r091_a_negative_count_goes_back_and_then_reads_forward) {
  const auto table = seven(ana());
  read(*table, 5);
  EXPECT_THAT(read(*table, -3), ElementsAre("2", "3", "4"));
  EXPECT_EQ(position(*table), 5u);
  EXPECT_THAT(read(*table, -3, TBL_NOADVANCE), ElementsAre("2", "3", "4"));
  EXPECT_EQ(position(*table), 2u);
}

TEST_F(RowTest, r091_without_advancing_the_cursor_stays_at_the_first_row_returned) {
  const auto table = seven(ana());
  read(*table, 1);
  EXPECT_THAT(read(*table, 2, TBL_NOADVANCE), ElementsAre("1", "2"));
  EXPECT_THAT(read(*table, 2, TBL_NOADVANCE), ElementsAre("1", "2"));
  EXPECT_EQ(position(*table), 1u);
}

TEST_F(RowTest, r091_the_end_and_the_beginning_are_success_without_rows) {
  const auto table = seven(ana());
  Rows rows;
  EXPECT_HR(S_OK, table->QueryRows(-1, 0, rows.out()));
  ASSERT_NE(rows.get(), nullptr);
  EXPECT_EQ(rows.size(), 0u);
  EXPECT_THAT(read(*table, 100), ::testing::ElementsAreArray(kAll));
  EXPECT_HR(S_OK, table->QueryRows(1, 0, rows.out()));
  ASSERT_NE(rows.get(), nullptr);
  EXPECT_EQ(rows.size(), 0u);
}

TEST_F(RowTest, r091_the_largest_counts_are_counts_like_others) {
  const auto table = seven(ana());
  EXPECT_EQ(read(*table, INT_MAX), kAll);
  EXPECT_EQ(read(*table, INT_MIN), kAll);
}

TEST_F(RowTest, r091_each_row_is_freed_by_itself) {
  const auto table = seven(ana());
  const std::size_t before = buffers_out();
  LPSRowSet rows = nullptr;
  ASSERT_HR(S_OK, table->QueryRows(3, 0, &rows));
  EXPECT_EQ(buffers_out(), before + 4);
  for (ULONG row = 0; row < 3; ++row) free_buffer(rows->aRow[row].lpProps);
  EXPECT_EQ(buffers_out(), before + 1);
  free_buffer(rows);
}

TEST_F(RowTest, r091_rows_that_others_add_and_delete_are_read_as_they_are_then) {
  const auto table = seven(ana());
  read(*table, 3);
  add_message(*ben().inbox(), "35");
  Texts ids = column(*contents_table(*ben().inbox()), PR_ENTRYID);
  EntryList newest({ids[1]});  // "6": before it stands "35", which is newer
  ASSERT_HR(S_OK, ben().inbox()->DeleteMessages(newest.get(), 0, nullptr, 0));
  EXPECT_THAT(read(*table, 10), ElementsAre("3", "35", "4", "5"));
}

TEST_F(RowTest, r091_a_table_outlives_its_folder_object_and_is_empty_when_the_folder_is_deleted) {
  const auto inbox = ana().inbox();
  auto folder = create_folder(*inbox, "short-lived");
  add_message(*folder, "one");
  const std::string id = entry_id_of(*folder);
  const auto table = contents_table(*folder);
  set_columns(*table, {PR_SUBJECT_W});
  folder.reset();
  EXPECT_THAT(read(*table, 5), ElementsAre("one"));
  ASSERT_HR(S_OK, ben().inbox()->DeleteFolder(id_size(id), id_ptr(id), 0, nullptr, DEL_MESSAGES));
  EXPECT_EQ(row_count(*table), 0u);
  EXPECT_EQ(every_row(*table).size(), 0u);
}

TEST_F(RowTest, r094_the_row_count_is_exact_and_of_this_moment) {
  const auto table = seven(ana());
  EXPECT_EQ(row_count(*table), 7u);
  add_message(*ben().inbox(), "7");
  EXPECT_EQ(row_count(*table), 8u);
  restrict_to(*table, is(PR_SUBJECT_W, "3"));
  EXPECT_EQ(row_count(*table), 1u);
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->GetRowCount(0, nullptr));
}

TEST_F(RowTest, r094_the_position_is_that_of_the_row_read_next_and_a_fraction) {
  const auto table = seven(ana());
  for (const LONG rows : {0, 2, 7}) {
    go_to(*table, BOOKMARK_BEGINNING, rows);
    ULONG row = 99, numerator = 99, denominator = 0;
    ASSERT_HR(S_OK, table->QueryPosition(&row, &numerator, &denominator));
    EXPECT_EQ(row, static_cast<ULONG>(rows));
    EXPECT_EQ(7 * numerator, row * denominator);
  }
}

TEST_F(RowTest, r094_an_empty_table_has_a_position_too) {
  const auto table = contents_table(*ana().inbox());
  ULONG row = 99, numerator = 99, denominator = 0;
  ASSERT_HR(S_OK, table->QueryPosition(&row, &numerator, &denominator));
  EXPECT_EQ(row, 0u);
  EXPECT_EQ(numerator, 0u);
  EXPECT_GT(denominator, 0u);
  EXPECT_EQ(row_count(*table), 0u);
}

TEST_F(RowTest, r094_a_fraction_of_the_table_is_gone_to_from_its_beginning) {
  const auto table = seven(ana());
  const auto at = [&](ULONG numerator, ULONG denominator) {
    EXPECT_HR(S_OK, table->SeekRowApprox(numerator, denominator));
    return position(*table);
  };
  EXPECT_EQ(at(1, 2), 3u);
  EXPECT_EQ(at(50, 100), 3u);
  EXPECT_EQ(at(0, 9), 0u);
  EXPECT_EQ(at(9, 9), 7u);
  EXPECT_EQ(at(10, 9), 7u);
  EXPECT_EQ(at(UINT_MAX - 1, UINT_MAX), 6u);
}

TEST_F(RowTest, r094_a_fraction_of_nothing_is_refused) {
  const auto table = seven(ana());
  read(*table, 2);
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->SeekRowApprox(0, 0));
  EXPECT_EQ(position(*table), 2u);
}

struct Sought {
  ULONG row;
  LONG moved;
  friend bool operator==(const Sought&, const Sought&) = default;
};
Sought seek(IMAPITable& table, BOOKMARK from, LONG rows) {
  LONG moved = 99;
  EXPECT_HR(S_OK, table.SeekRow(from, rows, &moved));
  return {position(table), moved};
}

TEST_F(RowTest, r095_places_are_gone_to_from_the_beginning_the_cursor_and_the_end) {
  const auto table = seven(ana());
  EXPECT_EQ(seek(*table, BOOKMARK_BEGINNING, 2), (Sought{2, 2}));
  EXPECT_EQ(seek(*table, BOOKMARK_CURRENT, 3), (Sought{5, 3}));
  EXPECT_EQ(seek(*table, BOOKMARK_CURRENT, -4), (Sought{1, -4}));
  EXPECT_EQ(seek(*table, BOOKMARK_END, -2), (Sought{5, -2}));
  EXPECT_THAT(read(*table, 9), ElementsAre("5", "6"));
  EXPECT_EQ(seek(*table, BOOKMARK_BEGINNING, 0), (Sought{0, 0}));
  EXPECT_EQ(seek(*table, BOOKMARK_END, 0), (Sought{7, 0}));
}

TEST_F(RowTest, r095_the_cursor_stops_at_both_ends_and_how_far_it_went_is_said) {
  const auto table = seven(ana());
  EXPECT_EQ(seek(*table, BOOKMARK_BEGINNING, 100), (Sought{7, 7}));
  EXPECT_EQ(seek(*table, BOOKMARK_CURRENT, -100), (Sought{0, -7}));
  EXPECT_EQ(seek(*table, BOOKMARK_BEGINNING, -1), (Sought{0, 0}));
  EXPECT_EQ(seek(*table, BOOKMARK_END, INT_MIN), (Sought{0, -7}));
  EXPECT_EQ(seek(*table, BOOKMARK_END, INT_MAX), (Sought{7, 0}));
  EXPECT_HR(S_OK, table->SeekRow(BOOKMARK_BEGINNING, 1, nullptr));
}

TEST_F(RowTest, r100_a_column_may_cut_a_long_text_after_255_characters_and_the_object_never_does) {
  const std::string subject(1000, 's'), body(100'000, 'b');
  const std::string id = add(subject, body);
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W, PR_BODY_W});
  const Rows rows = next_rows(*table, 1);
  for (const auto& [tag, whole] : {std::pair(PR_SUBJECT_W, subject), std::pair(PR_BODY_W, body)}) {
    const std::string shown = text_in(rows[0], tag);
    EXPECT_GE(shown.size(), 255u);
    EXPECT_THAT(shown.size(), Le(whole.size()));
    EXPECT_EQ(shown, whole.substr(0, shown.size()));
  }
  const auto message = ana().open_message(id, 0);
  EXPECT_EQ(get_text(*message, PR_SUBJECT_W), subject);
  EXPECT_EQ(utf8_from_utf16le(read_stream(*message, PR_BODY_W)), body);
}

}  // namespace
}  // namespace mapi_host
