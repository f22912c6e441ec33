#include <gtest/gtest.h>

#include <iostream>

#include "kill/campaign.h"
#include "support/long_run.h"
#include "support/postgres_ground.h"

namespace postroom::kill {
namespace {

int rounds(int sample, int all) { return testing::is_long_run() ? all : sample; }

void expect_clean(const Tally& tally) {
  std::cout << describe(tally) << "\n";
  EXPECT_TRUE(tally.problems.empty());
}

struct Engine {
  const char* name;
  testing::MakeGround make_ground;
  int share;  // percent of the ordinary rounds: a server's clients take longer to start
};

class Kill : public ::testing::TestWithParam<Engine> {};

TEST_P(Kill, keeps_what_was_acknowledged_to_processes) {
  expect_clean(run_campaign({4, 1, GetParam().make_ground}, rounds(70 * GetParam().share / 100, 1400), 1000));
}

TEST_P(Kill, keeps_what_was_acknowledged_to_threads_of_processes) {
  expect_clean(run_campaign({2, 3, GetParam().make_ground}, rounds(30 * GetParam().share / 100, 600), 2000));
}

TEST_P(Kill, leaves_a_new_store_whole_or_unmade) {
  expect_clean(kill_makers(GetParam().make_ground, rounds(10, 200), 3000));
}

INSTANTIATE_TEST_SUITE_P(Every, Kill,
                         ::testing::Values(Engine{"sqlite", testing::sqlite_ground, 100},
                                           Engine{"postgres", testing::own_postgres_ground, 30}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace postroom::kill
