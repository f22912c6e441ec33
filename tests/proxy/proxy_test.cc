// The PostgreSQL engine on a line that breaks at one message after the other.
#include "fault/engine_program.h"
#include "proxy/line_runs.h"
#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <iostream>

namespace postroom::fault {
namespace {

using testing::LineExtent;
using testing::LineFault;
using testing::PostgresProxy;
using testing::PostgresServer;

constexpr std::uint64_t kSample = 24;  // of the messages, for each fault in an ordinary run
constexpr int kShares = 4;             // of a fault, a test each: a long run takes hours

class ProxyTest : public ::testing::TestWithParam<int> {
 protected:
  void expect_to_survive(LineFault fault, LineExtent extent) const;
};

void ProxyTest::expect_to_survive(LineFault fault, LineExtent extent) const {
  PostgresServer& server = PostgresServer::shared();
  PostgresProxy proxy(server.socket_folder());
  int stores = 0;
  const std::string name = std::to_string(static_cast<int>(fault)) + "-" +
                           std::to_string(static_cast<int>(extent)) + "-" + std::to_string(GetParam()) + "-";
  const LineRuns runs{engine_program(postgres_access(proxy)), proxy,
                      [&] { return server.address(name + std::to_string(++stores)); }};
  const Tally tally =
      break_in_turn(runs, fault, extent, kSample, {static_cast<std::size_t>(GetParam()), kShares});
  std::cout << "tried " << tally.tried << ", possible " << tally.possible << std::endl;
  EXPECT_GT(tally.tried, 0U);
  for (const std::string& problem : tally.problems) ADD_FAILURE() << problem;
}

TEST_P(ProxyTest, survives_a_line_that_is_cut_at_any_message) {
  expect_to_survive(LineFault::cut, LineExtent::once);
}

TEST_P(ProxyTest, survives_a_line_that_ends_in_the_middle_of_any_message) {
  expect_to_survive(LineFault::truncate, LineExtent::once);
}

TEST_P(ProxyTest, survives_a_server_that_is_out_of_reach_from_any_message_on) {
  expect_to_survive(LineFault::cut, LineExtent::from_then_on);
}

TEST_P(ProxyTest, loses_nothing_when_any_message_is_late) {
  expect_to_survive(LineFault::hold, LineExtent::once);
}

INSTANTIATE_TEST_SUITE_P(Postgres, ProxyTest, ::testing::Range(0, kShares));

}  // namespace
}  // namespace postroom::fault
