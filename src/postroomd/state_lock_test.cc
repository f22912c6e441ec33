#include "postroomd/state_lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "support/must.h"
#include "support/temporary_folder.h"

namespace postroom::daemon {
namespace {

using ::testing::HasSubstr;
using postroom::testing::must;

class StateLockTest : public ::testing::Test {
 protected:
  Result<StateLock> take() const { return StateLock::take(folder_.path()); }

  const postroom::testing::TemporaryFolder folder_{postroom::testing::Place::memory};
};

TEST_F(StateLockTest, is_held_by_one_at_a_time) {
  for (int i = 0; i < 2; ++i) {
    const StateLock held = must(take());
    const auto second = take();
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, Code::busy);
    EXPECT_THAT(second.error().message, HasSubstr("another postroomd (process " + std::to_string(::getpid()) + ")"));
    EXPECT_THAT(second.error().message, HasSubstr(folder_.path()));
  }
}

TEST_F(StateLockTest, goes_on_with_whom_it_was_moved_to) {
  StateLock first = must(take());
  {
    const StateLock second = std::move(first);
    EXPECT_FALSE(take().ok());
  }
  EXPECT_TRUE(take().ok());
}

TEST_F(StateLockTest, does_not_mind_what_a_server_left_that_ended) {
  std::ofstream(folder_.path(kStateLockFile)) << "4711\n and more";
  EXPECT_TRUE(take().ok());
}

TEST_F(StateLockTest, says_which_file_it_cannot_write) {
  const auto refused = StateLock::take(folder_.path("nowhere"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::io_error);
  EXPECT_THAT(refused.error().message, HasSubstr(folder_.path("nowhere") + "/postroomd.lock"));
}

}  // namespace
}  // namespace postroom::daemon
