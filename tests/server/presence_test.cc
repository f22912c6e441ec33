// Two servers with a store in one database: each knows who is at the other.
#include <gtest/gtest.h>

#include <csignal>

#include "server/served.h"
#include "support/must.h"
#include "support/postgres_ground.h"
#include "support/server_process.h"

namespace postroom::server_tests {
namespace {

using testing::must;

class TwoServers : public ::testing::Test {
 protected:
  // Beside the one that `served_` starts, with the same store and accounts.
  Program start_other() {
    Program program =
        Program::start({"--store", "shop=" + served_.store_address(), "--accounts",
                        served_.accounts_address(), "--state", served_.path("other"), "--listen",
                        "127.0.0.1:0", "--log-file", served_.path("other.log"), "--serve-page=false"},
                       plain_environment());
    constexpr char kAnnounced[] = "postroomd answers at ";
    if (!program.wait_for("\n")) throw std::runtime_error("postroomd did not start: " + program.wait().err);
    const std::string output = program.output();
    const std::size_t start = output.find(kAnnounced) + sizeof kAnnounced - 1;
    other_address_ = output.substr(start, output.find('\n', start) - start);
    return program;
  }
  std::string presence(MessageId message) const {
    return "/api/v1/stores/shop/messages/" + std::to_string(message.value) + "/presence";
  }

  Served served_{testing::postgres_ground};
  std::string other_address_;
};

TEST_F(TwoServers, know_who_has_a_message_open_at_the_other) {
  const MessageId message = served_.add_message("one");
  const Program first = served_.start(), second = start_other();
  Client ben = served_.client("ben"), ana(other_address_, served_.bearer("ana"));
  const auto ana_sees = [&](const std::string& text) {
    return must(ana.get(presence(message))).body.find(text) != std::string::npos;
  };
  // Said again until it is heard, as pages do: what is said before both are connected is lost.
  ASSERT_TRUE(testing::wait_until(std::chrono::seconds(20), [&] {
    const auto said = must(
        ben.send("PUT", presence(message), R"({"state":"editing"})", {{"Content-Type", "application/json"}}));
    EXPECT_EQ(said.status, 204u);
    return ana_sees("Ben Okafor");
  }));
  EXPECT_TRUE(ana_sees("\"editing\""));
  EXPECT_EQ(must(ben.send("DELETE", presence(message))).status, 204u);
  EXPECT_TRUE(testing::wait_until(std::chrono::seconds(10), [&] { return ana_sees("\"people\":[]"); }));
}

}  // namespace
}  // namespace postroom::server_tests
