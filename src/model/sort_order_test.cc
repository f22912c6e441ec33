#include <gtest/gtest.h>
#include <postroom/sort_order.h>
#include <postroom/tags.h>

namespace postroom {
namespace {

constexpr PropertyTag kSize{0x0E080003};
constexpr PropertyTag kKeywords{0x6610101F};
constexpr PropertyTag kKeywordRows{0x6610301F};
constexpr PropertyTag kNumberRows{0x66113003};

constexpr Direction kUp = Direction::ascending;

void expect_fine(const SortOrder& order) {
  const Status checked = check(order);
  EXPECT_TRUE(checked.ok()) << checked.error().message;
}

void expect_refused(Code code, const SortOrder& order, std::string_view why) {
  const Status checked = check(order);
  ASSERT_FALSE(checked.ok()) << why;
  EXPECT_EQ(checked.error().code, code) << checked.error().message;
  EXPECT_NE(checked.error().message.find(why), std::string::npos) << checked.error().message;
}

SortOrder by(std::vector<SortKey> keys, std::uint32_t categories = 0, std::uint32_t expanded = 0) {
  return {std::move(keys), categories, expanded};
}

TEST(CheckSortOrder, takes_the_tables_own_order_and_columns_of_every_use) {
  expect_fine({});
  expect_fine(by({{tag::subject, Direction::descending}}));
  expect_fine(by({{tag::subject},
                  {kSize, kUp, CategoryUse::combined},
                  {tag::importance, kUp, CategoryUse::maximum},
                  {kKeywordRows, kUp, CategoryUse::plain}},
                 2, 1));
  expect_fine(by({{tag::subject}, {kSize, kUp, CategoryUse::minimum}}, 1, 1));
}

TEST(CheckSortOrder, takes_16_columns_and_no_more) {
  expect_fine(by(std::vector<SortKey>(kMaxSortKeys, {kSize})));
  expect_refused(Code::too_complex, by(std::vector<SortKey>(kMaxSortKeys + 1, {kSize})),
                 "at most 16 columns");
}

TEST(CheckSortOrder, takes_4_categories_and_no_more) {
  expect_fine(by(std::vector<SortKey>(5, {kSize}), kMaxCategories));
  expect_refused(Code::too_complex, by(std::vector<SortKey>(5, {kSize}), kMaxCategories + 1),
                 "at most 4 categories");
}

TEST(CheckSortOrder, refuses_more_categories_than_columns_that_make_one) {
  expect_refused(Code::invalid_argument, by({}, 1), "more categories than columns");
  expect_refused(Code::invalid_argument, by({{kSize}}, 2), "more categories than columns");
  expect_refused(Code::invalid_argument, by({{kSize}, {tag::subject, kUp, CategoryUse::combined}}, 2),
                 "more categories than columns");
  expect_refused(Code::invalid_argument, by({{kSize}}, 0xFFFFFFFF), "more categories than columns");
}

TEST(CheckSortOrder, refuses_more_expanded_categories_than_there_are) {
  expect_fine(by({{kSize}, {tag::subject}}, 2, 2));
  expect_refused(Code::invalid_argument, by({{kSize}, {tag::subject}}, 1, 2), "more expanded");
  expect_refused(Code::invalid_argument, by({{kSize}}, 0, 1), "more expanded");
}

TEST(CheckSortOrder, refuses_a_first_column_that_needs_one_before_it) {
  for (const CategoryUse use : {CategoryUse::combined, CategoryUse::maximum, CategoryUse::minimum}) {
    expect_refused(Code::invalid_argument, by({{tag::subject, kUp, use}}, 0), "begins with PR_SUBJECT");
  }
}

TEST(CheckSortOrder, refuses_types_without_an_order) {
  expect_refused(Code::too_complex, by({{PropertyTag(0x3701000D)}}), "values of type object have no order");
  expect_refused(Code::too_complex, by({{PropertyTag(0x66300000)}}), "values of type unspecified");
  expect_refused(Code::too_complex, by({{PropertyTag(0x6630000A)}}), "values of type error");
  expect_refused(Code::too_complex, by({{PropertyTag(0x66300099)}}), "the unknown type 0x0099");
  expect_refused(Code::too_complex, by({{kSize}, {PropertyTag(0x66302003)}}), "the unknown type 0x2003");
}

TEST(CheckSortOrder, takes_a_multi_valued_column_by_its_instances_and_one_of_them_alone) {
  expect_refused(Code::too_complex, by({{kKeywords}}), "ask for a row for each value");
  expect_fine(by({{kKeywordRows}}));
  expect_refused(Code::too_complex, by({{kKeywordRows}, {kNumberRows}}), "at most one column");
}

TEST(CheckSortOrder, refuses_the_count_of_unread_as_a_category_alone) {
  expect_fine(by({{tag::content_unread}}));
  expect_fine(by({{kSize}, {tag::content_unread}}, 1));
  expect_fine(by({{kSize}, {tag::content_unread, kUp, CategoryUse::maximum}}, 1));
  expect_refused(Code::invalid_argument, by({{tag::content_unread}}, 1), "PR_CONTENT_UNREAD cannot be");
  expect_refused(Code::invalid_argument, by({{kSize}, {tag::content_unread, kUp, CategoryUse::combined}}, 1),
                 "PR_CONTENT_UNREAD cannot be");
}

TEST(CheckSortOrder, refuses_directions_and_uses_that_there_are_not) {
  expect_refused(Code::invalid_argument, by({{kSize, static_cast<Direction>(2)}}),
                 "unknown direction or use");
  expect_refused(Code::invalid_argument, by({{kSize, kUp, static_cast<CategoryUse>(4)}}),
                 "unknown direction or use");
}

}  // namespace
}  // namespace postroom
