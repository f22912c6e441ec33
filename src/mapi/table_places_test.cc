#include "mapi/table_object.h"

#include "mapi/testing/inbox_table.h"

namespace postroom::mapi {
namespace {

using ::testing::ElementsAre;
using testing::Rows;

class TablePlaces : public testing::InboxTable {
 protected:
  TablePlaces() {
    for (const char* subject : {"b", "d", "a", "e", "c"}) ids_.push_back(add(subject));
  }
  // PR_INSTANCE_KEY of the row that would be read next.
  static Bytes next_key(IMAPITable& table) {
    Rows rows;
    EXPECT_EQ(table.QueryRows(1, TBL_NOADVANCE, rows.out()), S_OK);
    return rows.bytes(0, 1);
  }
  static std::pair<ULONG, ULONG> position(IMAPITable& table) {
    ULONG row = 7, numerator = 7, denominator = 0;
    EXPECT_EQ(table.QueryPosition(&row, &numerator, &denominator), S_OK);
    EXPECT_EQ(row, numerator);
    return {row, denominator};
  }
  std::vector<MessageId> ids_;
};

TEST_F(TablePlaces, are_counted_and_have_positions) {
  const auto table = open_subjects();
  ULONG count = 0;
  EXPECT_EQ(table->GetRowCount(0, &count), S_OK);
  EXPECT_EQ(count, 5u);
  EXPECT_EQ(position(*table), std::pair(0U, 5U));
  subjects(*table, 2);
  EXPECT_EQ(position(*table), std::pair(2U, 5U));
  EXPECT_EQ(table->SeekRowApprox(1, 2), S_OK);
  EXPECT_EQ(position(*table), std::pair(2U, 5U));
  EXPECT_EQ(table->SeekRowApprox(7, 7), S_OK);
  EXPECT_EQ(position(*table), std::pair(5U, 5U));
  EXPECT_EQ(table->SeekRowApprox(0, 3), S_OK);
  EXPECT_EQ(position(*table), std::pair(0U, 5U));
  EXPECT_EQ(table->SeekRowApprox(1, 0), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->GetRowCount(1, &count), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(table->GetRowCount(0, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->QueryPosition(&count, nullptr, &count), MAPI_E_INVALID_PARAMETER);
}

TEST_F(TablePlaces, give_an_empty_table_a_position_that_is_a_fraction) {
  for (const MessageId id : ids_) remove(id);
  EXPECT_EQ(position(*open_subjects()), std::pair(0U, 1U));
}

TEST_F(TablePlaces, are_sought_from_the_standard_bookmarks) {
  const auto table = open_subjects();
  LONG moved = 0;
  EXPECT_EQ(table->SeekRow(BOOKMARK_END, -2, &moved), S_OK);
  EXPECT_EQ(moved, -2);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("e"));
  EXPECT_EQ(table->SeekRow(BOOKMARK_CURRENT, -100, &moved), S_OK);
  EXPECT_EQ(moved, -4);
  EXPECT_EQ(table->SeekRow(BOOKMARK_BEGINNING, 100, &moved), S_OK);
  EXPECT_EQ(moved, 5);
  EXPECT_EQ(table->SeekRow(BOOKMARK_BEGINNING, 1, nullptr), S_OK);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("d"));
}

TEST_F(TablePlaces, are_kept_by_bookmarks) {
  const auto table = open_subjects();
  BOOKMARK bookmark = 0;
  subjects(*table, 2);
  ASSERT_EQ(table->CreateBookmark(&bookmark), S_OK);
  EXPECT_GT(bookmark, BOOKMARK_END);
  EXPECT_EQ(table->SeekRow(BOOKMARK_BEGINNING, 0, nullptr), S_OK);
  EXPECT_EQ(table->SeekRow(bookmark, 0, nullptr), S_OK);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("a"));
  remove(ids_[2]);
  EXPECT_EQ(table->SeekRow(bookmark, 0, nullptr), MAPI_W_POSITION_CHANGED);
  EXPECT_EQ(table->SeekRow(bookmark, 0, nullptr), S_OK);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("e"));
  EXPECT_EQ(table->FreeBookmark(bookmark), S_OK);
  EXPECT_EQ(table->FreeBookmark(bookmark), MAPI_E_INVALID_BOOKMARK);
  EXPECT_EQ(table->SeekRow(bookmark, 0, nullptr), MAPI_E_INVALID_BOOKMARK);
  EXPECT_EQ(table->SeekRow(BOOKMARK{1} << 40U, 0, nullptr), MAPI_E_INVALID_BOOKMARK);
  EXPECT_EQ(table->FreeBookmark(BOOKMARK{1} << 40U), MAPI_E_INVALID_BOOKMARK);
  EXPECT_EQ(table->FreeBookmark(BOOKMARK_CURRENT), S_OK);
  EXPECT_EQ(table->CreateBookmark(nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST_F(TablePlaces, have_a_limit_of_bookmarks) {
  const auto table = open_subjects();
  BOOKMARK bookmark = 0;
  for (std::size_t i = 0; i < kMaxTableBookmarks; ++i) ASSERT_EQ(table->CreateBookmark(&bookmark), S_OK);
  EXPECT_EQ(table->CreateBookmark(&bookmark), MAPI_E_UNABLE_TO_COMPLETE);
}

TEST_F(TablePlaces, are_found_in_both_directions) {
  const auto table = open_subjects();
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_GE, "d"), BOOKMARK_BEGINNING, 0), S_OK);
  EXPECT_THAT(subjects(*table, 1, TBL_NOADVANCE), ElementsAre("d"));
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_GE, "d"), BOOKMARK_CURRENT, 0), S_OK);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("d")) << "the search begins at the row itself";
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_GE, "d"), BOOKMARK_CURRENT, 0), S_OK);
  EXPECT_THAT(subjects(*table, 1, TBL_NOADVANCE), ElementsAre("e"));
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_GE, "d"), BOOKMARK_CURRENT, DIR_BACKWARD), S_OK);
  EXPECT_THAT(subjects(*table, 1, TBL_NOADVANCE), ElementsAre("d")) << "and backwards at the one before";
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_EQ, "x"), BOOKMARK_BEGINNING, 0), MAPI_E_NOT_FOUND);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("d")) << "the cursor stays where nothing is found";
  EXPECT_EQ(table->FindRow(nullptr, BOOKMARK_BEGINNING, 0), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_EQ, "a"), BOOKMARK_BEGINNING, 2), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_EQ, "a"), 99, 0), MAPI_E_INVALID_BOOKMARK);
}

TEST_F(TablePlaces, are_found_by_their_instance_key) {
  const auto table = open_subjects();
  subjects(*table, 3);
  Bytes key = next_key(*table);
  ASSERT_EQ(table->SeekRow(BOOKMARK_BEGINNING, 0, nullptr), S_OK);
  SPropValue value{};
  value.ulPropTag = PR_INSTANCE_KEY;
  value.Value.bin = {static_cast<ULONG>(key.size()), key.data()};
  SRestriction is{};
  is.rt = RES_PROPERTY;
  is.res.resProperty = {RELOP_EQ, PR_INSTANCE_KEY, &value};
  EXPECT_EQ(table->FindRow(&is, BOOKMARK_BEGINNING, 0), S_OK);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("e"));
}

TEST_F(TablePlaces, tell_once_that_a_search_began_elsewhere) {
  const auto table = open_subjects();
  BOOKMARK bookmark = 0;
  subjects(*table, 1);
  ASSERT_EQ(table->CreateBookmark(&bookmark), S_OK);
  remove(ids_[1]);
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_EQ, "c"), bookmark, 0), MAPI_W_POSITION_CHANGED);
  EXPECT_EQ(table->FindRow(SubjectIs(RELOP_EQ, "c"), bookmark, 0), S_OK);
}

}  // namespace
}  // namespace postroom::mapi
