#include "server/given_rows.h"

#include <gtest/gtest.h>

#include "support/people.h"

namespace postroom::server {
namespace {

using Ids = std::vector<MessageId>;

class GivenRowsTest : public ::testing::Test {
 protected:
  GivenRows make(GivenLimits limits = {}) { return GivenRows(people.clock, people.random, limits); }
  static std::size_t given(const GivenRows::Pages& pages, const Ids& ids) {
    return GivenRows::given_of(pages, ids).size();
  }
  postroom::testing::People people;
};

TEST_F(GivenRowsTest, are_those_of_a_page_and_of_all_before_it) {
  GivenRows rows = make();
  const auto first = rows.add(nullptr, {{1}, {2}});
  const auto second = rows.add(rows.find(first), {{3}});
  EXPECT_EQ(given(rows.find(first), {{1}, {2}, {3}, {4}}), 2U);
  EXPECT_EQ(given(rows.find(second), {{1}, {2}, {3}, {4}}), 3U);
  EXPECT_EQ(given(nullptr, {{1}}), 0U);
  EXPECT_EQ(rows.find(12345), nullptr);
  EXPECT_EQ(rows.find(0), nullptr);
}

TEST_F(GivenRowsTest, of_a_page_that_two_went_on_from_are_told_apart) {
  GivenRows rows = make();
  const auto first = rows.add(nullptr, {{1}});
  const auto one = rows.add(rows.find(first), {{2}}), other = rows.add(rows.find(first), {{3}});
  EXPECT_EQ(given(rows.find(one), {{3}}), 0U);
  EXPECT_EQ(given(rows.find(other), {{2}}), 0U);
}

TEST_F(GivenRowsTest, are_forgotten_after_a_while_unless_they_are_used) {
  GivenRows rows = make();
  const auto used = rows.add(nullptr, {{1}}), idle = rows.add(nullptr, {{2}});
  people.clock->advance(std::chrono::minutes(9));
  EXPECT_NE(rows.find(used), nullptr);
  people.clock->advance(std::chrono::minutes(1));
  rows.forget_old();
  EXPECT_NE(rows.find(used), nullptr);
  EXPECT_EQ(rows.find(idle), nullptr);
  EXPECT_EQ(rows.remembered_rows(), 1U);
}

TEST_F(GivenRowsTest, are_forgotten_from_the_oldest_on_where_there_are_too_many) {
  GivenRows pages = make({.pages = 2});
  const auto first = pages.add(nullptr, {{1}}), second = pages.add(nullptr, {{2}});
  pages.find(first);
  pages.add(nullptr, {{3}});
  EXPECT_NE(pages.find(first), nullptr);
  EXPECT_EQ(pages.find(second), nullptr);
  GivenRows few = make({.rows = 10});
  const auto long_one = few.add(nullptr, Ids(10, MessageId{1}));
  EXPECT_NE(few.find(long_one), nullptr);
  few.add(nullptr, {{2}});
  EXPECT_EQ(few.find(long_one), nullptr);
  EXPECT_EQ(few.remembered_rows(), 1U);
}

TEST_F(GivenRowsTest, of_very_many_pages_go_without_trouble) {
  GivenRows rows = make({.pages = 1});
  std::uint64_t last = 0;
  for (std::int64_t i = 0; i < 200'000; ++i) last = rows.add(rows.find(last), {{i}});
  EXPECT_EQ(given(rows.find(last), {{0}, {199'999}}), 2U);
  people.clock->advance(std::chrono::hours(1));
  rows.forget_old();
  EXPECT_EQ(rows.remembered_rows(), 0U);
}

}  // namespace
}  // namespace postroom::server
