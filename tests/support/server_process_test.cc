#include "support/server_process.h"

#include "support/must.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace postroom::testing {
namespace {

class ServerProcessTest : public ::testing::Test {
 protected:
  void SetUp() override { must(give_to_server_user(folder_.path())); }
  std::string log() const { return folder_.path("log"); }

  TemporaryFolder folder_;
};

TEST_F(ServerProcessTest, has_an_environment_of_its_own) {
  ::setenv("ASAN_OPTIONS", "detect_leaks=1", 0);
  must(run_command({"/usr/bin/env", {}, log()}));
  EXPECT_NE(last_lines(log()).find("PATH="), std::string::npos);
  EXPECT_EQ(last_lines(log()).find("ASAN_OPTIONS"), std::string::npos);
}

TEST_F(ServerProcessTest, is_never_root) {
  must(run_command({"/usr/bin/id", {"-u"}, log()}));
  EXPECT_GT(std::atoi(last_lines(log()).c_str()), 0) << last_lines(log());
}

TEST_F(ServerProcessTest, says_what_a_command_that_failed_printed) {
  const Status status = run_command({"/usr/bin/cat", {"/nothing-here"}, log()});
  ASSERT_FALSE(status.ok());
  EXPECT_NE(status.error().detail.find("No such file"), std::string::npos);
}

TEST_F(ServerProcessTest, fails_when_there_is_no_such_program) {
  EXPECT_FALSE(run_command({"/nothing-here", {}, log()}).ok());
}

TEST_F(ServerProcessTest, ends_when_it_is_asked_to) {
  ServerProcess process = must(ServerProcess::start({"/usr/bin/sleep", {"1000"}, log()}));
  EXPECT_FALSE(process.has_ended());
  process.stop(SIGTERM);
  EXPECT_TRUE(process.has_ended());
}

TEST_F(ServerProcessTest, is_killed_when_it_does_not_listen) {
  ServerProcess process = must(
      ServerProcess::start({"/usr/bin/bash",
                            {"-c", "trap 'echo deaf' TERM; echo ready; while :; do read -t 1 < <(:); done"},
                            log()}));
  ASSERT_TRUE(wait_until(std::chrono::seconds(60), [&] { return last_lines(log()) == "ready\n"; }));
  process.stop(SIGTERM, std::chrono::milliseconds(500));
  EXPECT_TRUE(process.has_ended());
  EXPECT_NE(last_lines(log()).find("deaf"), std::string::npos);
}

}  // namespace
}  // namespace postroom::testing
