#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mapi/mapitags.h>
#include <mapi/mapiutil.h>

#include "mapiutil/testing/table.h"

namespace postroom::mapiutil {
namespace {

using testing::ElementsAre;

struct Questions {
  SizedSPropTagArray(1, columns) = {1, {PR_ROWID}};
  SRestriction restriction = {};
  SizedSSortOrderSet(1, order) = {};

  HRESULT ask(NumberedTable& table, LPSRowSet* rows) {
    return HrQueryAllRows(&table, reinterpret_cast<LPSPropTagArray>(&columns), &restriction,
                          reinterpret_cast<LPSSortOrderSet>(&order), 0, rows);
  }
};

HRESULT ask(NumberedTable& table, LONG max, LPSRowSet* rows) {
  return HrQueryAllRows(&table, nullptr, nullptr, nullptr, max, rows);
}

TEST(QueryAllRows, gives_the_rows_of_all_queries_in_one_set) {
  NumberedTable table(2500);
  table.most_per_query = 300;
  LPSRowSet rows = nullptr;
  ASSERT_EQ(ask(table, 0, &rows), S_OK);
  ASSERT_EQ(rows->cRows, 2500u);
  for (ULONG i = 0; i < rows->cRows; ++i) EXPECT_EQ(rows->aRow[i].lpProps->Value.l, static_cast<LONG>(i));
  FreeProws(rows);
}

TEST(QueryAllRows, begins_at_the_first_row_and_asks_for_nothing_else) {
  NumberedTable table(3);
  table.next = 2;
  LPSRowSet rows = nullptr;
  ASSERT_EQ(ask(table, 0, &rows), S_OK);
  EXPECT_EQ(rows->cRows, 3u);
  EXPECT_THAT(table.calls, ElementsAre("beginning"));
  FreeProws(rows);
}

TEST(QueryAllRows, sets_columns_restriction_and_order_before_it_reads) {
  NumberedTable table(1);
  LPSRowSet rows = nullptr;
  ASSERT_EQ(Questions().ask(table, &rows), S_OK);
  EXPECT_THAT(table.calls, ElementsAre("columns", "restriction", "order", "beginning"));
  FreeProws(rows);
}

TEST(QueryAllRows, of_an_empty_table_gives_a_set_without_rows) {
  NumberedTable table(0);
  LPSRowSet rows = nullptr;
  ASSERT_EQ(ask(table, 1, &rows), S_OK);
  EXPECT_EQ(rows->cRows, 0u);
  FreeProws(rows);
}

TEST(QueryAllRows, takes_as_many_rows_as_are_allowed_and_no_more) {
  for (const LONG max : {1, 999, 1000, 1001, 2000}) {
    NumberedTable table(static_cast<ULONG>(max));
    LPSRowSet rows = nullptr;
    ASSERT_EQ(ask(table, max, &rows), S_OK) << max;
    EXPECT_EQ(rows->cRows, static_cast<ULONG>(max));
    FreeProws(rows);
    NumberedTable larger(static_cast<ULONG>(max) + 1);
    EXPECT_EQ(ask(larger, max, &rows), MAPI_E_TABLE_TOO_BIG) << max;
    EXPECT_EQ(rows, nullptr);
  }
}

TEST(QueryAllRows, hands_on_what_the_table_refuses) {
  LPSRowSet rows = nullptr;
  NumberedTable columns(1), restriction(1), order(1), place(1);
  columns.set_columns = MAPI_E_BUSY;
  EXPECT_EQ(Questions().ask(columns, &rows), MAPI_E_BUSY);
  restriction.restrict = MAPI_E_TOO_COMPLEX;
  EXPECT_EQ(Questions().ask(restriction, &rows), MAPI_E_TOO_COMPLEX);
  EXPECT_THAT(restriction.calls, ElementsAre("columns", "restriction"));
  order.sort = MAPI_E_NO_SUPPORT;
  EXPECT_EQ(Questions().ask(order, &rows), MAPI_E_NO_SUPPORT);
  place.seek = MAPI_E_INVALID_BOOKMARK;
  EXPECT_EQ(Questions().ask(place, &rows), MAPI_E_INVALID_BOOKMARK);
  EXPECT_EQ(rows, nullptr);
}

TEST(QueryAllRows, frees_what_it_has_when_a_later_query_fails) {
  NumberedTable table(3000);
  table.query = MAPI_E_NETWORK_ERROR;
  table.rows_before_failing = 2000;
  LPSRowSet rows = nullptr;
  EXPECT_EQ(ask(table, 0, &rows), MAPI_E_NETWORK_ERROR);  // the address sanitizer looks for what is left
  EXPECT_EQ(rows, nullptr);
}

TEST(QueryAllRows, does_not_believe_a_table_that_cannot_count) {
  LPSRowSet rows = nullptr;
  NumberedTable null(1), generous(1);
  null.gives_null = true;
  EXPECT_EQ(ask(null, 0, &rows), MAPI_E_CALL_FAILED);
  generous.gives_too_many = true;
  EXPECT_EQ(ask(generous, 0, &rows), MAPI_E_CALL_FAILED);
}

TEST(QueryAllRows, needs_a_table_a_place_for_the_rows_and_a_limit_that_is_one) {
  NumberedTable table(1);
  LPSRowSet rows = nullptr;
  EXPECT_EQ(HrQueryAllRows(nullptr, nullptr, nullptr, nullptr, 0, &rows), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ask(table, 0, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ask(table, -1, &rows), MAPI_E_INVALID_PARAMETER);
}

}  // namespace
}  // namespace postroom::mapiutil
