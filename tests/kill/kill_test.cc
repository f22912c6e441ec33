#include <gtest/gtest.h>

#include <iostream>

#include "kill/campaign.h"
#include "support/long_run.h"

namespace postroom::kill {
namespace {

int rounds(int sample, int all) { return testing::is_long_run() ? all : sample; }

void expect_clean(const Tally& tally) {
  std::cout << describe(tally) << "\n";
  EXPECT_TRUE(tally.problems.empty());
}

TEST(Kill, keeps_what_was_acknowledged_to_processes) {
  expect_clean(run_campaign({4, 1}, rounds(70, 1400), 1000));
}

TEST(Kill, keeps_what_was_acknowledged_to_threads_of_processes) {
  expect_clean(run_campaign({2, 3}, rounds(30, 600), 2000));
}

TEST(Kill, leaves_a_new_store_whole_or_unmade) { expect_clean(kill_makers(rounds(10, 200), 3000)); }

}  // namespace
}  // namespace postroom::kill
