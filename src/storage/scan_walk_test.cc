#include "storage/scan_walk.h"

#include <gtest/gtest.h>

namespace postroom::storage {
namespace {

constexpr std::size_t kAll = SIZE_MAX;

TEST(ScanWalkTest, a_small_folder_of_a_large_store_is_read_by_its_index) {
  EXPECT_TRUE(is_index_quicker({1'000'000, 100, kAll}));
  EXPECT_TRUE(is_index_quicker({1'000'000, 50'000, kAll}));
}

TEST(ScanWalkTest, a_folder_with_most_of_the_store_is_read_row_by_row) {
  EXPECT_FALSE(is_index_quicker({1'000'000, 900'000, kAll}));
  EXPECT_FALSE(is_index_quicker({1'000'000, 250'001, kAll}));
  EXPECT_FALSE(is_index_quicker({10, 10, kAll}));
}

TEST(ScanWalkTest, folders_without_messages_cost_no_walk_over_the_rows) {
  EXPECT_TRUE(is_index_quicker({1'000'000, 0, kAll}));
  EXPECT_TRUE(is_index_quicker({0, 0, 0}));
}

TEST(ScanWalkTest, gathering_a_whole_folder_for_a_few_of_its_rows_is_not_worth_it) {
  EXPECT_FALSE(is_index_quicker({1'000'000, 100'000, 10}));
  EXPECT_TRUE(is_index_quicker({1'000'000, 100, 10}));
}

}  // namespace
}  // namespace postroom::storage
