#include <gtest/gtest.h>

#include "kill/campaign.h"

namespace postroom::kill {
namespace {

TEST(KillQuickly, keeps_what_was_acknowledged) {
  const Tally tally = run_campaign({3, 1}, 10, 1);
  EXPECT_TRUE(tally.problems.empty()) << describe(tally);
  EXPECT_EQ(tally.rounds, 10);
}

}  // namespace
}  // namespace postroom::kill
