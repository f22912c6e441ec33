// SIGTERM and SIGHUP, as a service manager and a rotator of logs send them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "server/audit.h"
#include "support/must.h"
#include "support/server_process.h"

namespace postroom::server_tests {
namespace {

using ::testing::HasSubstr;
using testing::must;

class Stop : public ::testing::Test {
 protected:
  Served served_;
};

TEST_F(Stop, under_load_keeps_every_save_that_was_acknowledged) {
  const std::vector<MessageId> messages{served_.add_message("one"), served_.add_message("two")};
  Program program = served_.start();
  Load load(served_, messages, 1);
  EXPECT_TRUE(load.wait_for_kept(100));
  program.signal(SIGTERM);
  const Ended ended = program.wait();
  EXPECT_EQ(ended.status, 0) << ended.err;
  std::vector<std::string> complaints;
  const std::vector<Attempt> attempts = load.finish(complaints);
  EXPECT_EQ(complaints, std::vector<std::string>{});
  Store store = served_.open();
  EXPECT_EQ(Audit(messages).compare(store, served_.session(), attempts), std::vector<std::string>{});
  EXPECT_THAT(served_.log(), HasSubstr("info stopped"));
}

TEST_F(Stop, of_an_idle_server_with_open_connections_is_quick) {
  Program program = served_.start({"--stop-patience", "1 h"});
  Client client = served_.client("ana");
  EXPECT_EQ(must(client.get("/api/v1/session")).status, 200u);
  program.signal(SIGINT);
  EXPECT_EQ(program.wait().status, 0);
}

// A request's line is written after its answer.
TEST_F(Stop, sighup_opens_a_log_anew_that_was_moved_away) {
  const auto wait_for = [this](const std::string& text) {
    return testing::wait_until(kPatience, [&] { return served_.log().find(text) != std::string::npos; });
  };
  Program program = served_.start();
  Client client = served_.client("ana");
  EXPECT_EQ(must(client.get("/api/v1/stores?before")).status, 200u);
  EXPECT_TRUE(wait_for("before"));
  std::filesystem::rename(served_.path("log"), served_.path("log.1"));
  program.signal(SIGHUP);
  EXPECT_TRUE(wait_for("reloaded"));
  EXPECT_EQ(must(client.get("/api/v1/stores?after")).status, 200u);
  EXPECT_TRUE(wait_for("after"));
  EXPECT_THAT(text_of_file(served_.path("log.1")), HasSubstr("before"));
}

}  // namespace
}  // namespace postroom::server_tests
