#include <gtest/gtest.h>
#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <cstring>
#include <vector>

#include "mapi/restrictions.h"
#include "support/must.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

// With room for more keys than are allowed.
struct Order {
  SSortOrderSet& operator*() {
    void* const begin = &set;  // which is how MAPI's sized structures are used
    return *static_cast<LPSSortOrderSet>(begin);
  }
  SizedSSortOrderSet(kMaxSortKeys + 1, set) = {};
};

Order order(ULONG categories, ULONG expanded, std::vector<SSortOrder> keys) {
  Order made;
  made.set.cSorts = static_cast<ULONG>(keys.size());
  made.set.cCategories = categories;
  made.set.cExpanded = expanded;
  std::copy(keys.begin(), keys.end(), made.set.aSort);
  return made;
}

std::optional<Code> code(Order given) { return code_of(read_sort_order(*given)); }

TEST(SortOrders, come_in_with_their_directions_and_categories) {
  Order given = order(2, 1,
                      {{PR_SENDER_NAME_A, TABLE_SORT_ASCEND},
                       {PR_SUBJECT_W, TABLE_SORT_COMBINE},
                       {PR_IMPORTANCE, TABLE_SORT_DESCEND},
                       {PR_MESSAGE_DELIVERY_TIME, TABLE_SORT_CATEG_MAX},
                       {PR_MESSAGE_SIZE, TABLE_SORT_CATEG_MIN}});
  const SortOrder expected{{{PropertyTag(PR_SENDER_NAME_A)},
                            {tag::subject, Direction::ascending, CategoryUse::combined},
                            {tag::importance, Direction::descending},
                            {tag::message_delivery_time, Direction::ascending, CategoryUse::maximum},
                            {tag::message_size, Direction::ascending, CategoryUse::minimum}},
                           2,
                           1};
  const SortOrder read = must(read_sort_order(*given));
  EXPECT_EQ(read, expected);
  Order out;
  write_sort_order(read, *out);
  EXPECT_EQ(std::memcmp(&out, &given, sizeof(given)), 0);
}

TEST(SortOrders, of_no_keys_are_the_tables_own) {
  EXPECT_EQ(must(read_sort_order(*order(0, 0, {}))), SortOrder{});
}

TEST(SortOrders, of_a_direction_that_is_not_known_are_too_complex) {
  for (const ULONG direction : {6U, 12U, 16U, 0x80000000U}) {
    EXPECT_EQ(code(order(0, 0, {{PR_IMPORTANCE, 0}, {PR_SUBJECT_W, direction}})), Code::too_complex);
  }
}

TEST(SortOrders, that_make_no_sense_are_refused) {
  EXPECT_EQ(code(order(0, 0, {{PR_SUBJECT_W, TABLE_SORT_COMBINE}})), Code::invalid_argument);
  EXPECT_EQ(code(order(2, 0, {{PR_SUBJECT_W, 0}})), Code::invalid_argument);
  EXPECT_EQ(code(order(1, 2, {{PR_SUBJECT_W, 0}})), Code::invalid_argument);
  EXPECT_EQ(code(order(1, 0, {{PR_CONTENT_UNREAD, 0}})), Code::invalid_argument);
  EXPECT_EQ(code(order(0, 0, {{PR_MESSAGE_RECIPIENTS, 0}})), Code::too_complex);
}

TEST(SortOrders, have_no_more_keys_than_the_limit_says) {
  EXPECT_EQ(code(order(0, 0, std::vector<SSortOrder>(kMaxSortKeys, {PR_SUBJECT_W, 0}))), std::nullopt);
  EXPECT_EQ(code(order(0, 0, std::vector<SSortOrder>(kMaxSortKeys + 1, {PR_SUBJECT_W, 0}))),
            Code::too_complex);
  Order hostile = order(0, 0, {});
  hostile.set.cSorts = 0xFFFFFFFF;
  EXPECT_EQ(code(hostile), Code::too_complex);
}

}  // namespace
}  // namespace postroom::mapi
