#include <gtest/gtest.h>

#include <future>

#include "http/server_ground.h"

namespace postroom::http {
namespace {

using testing::Answer;
using testing::RawClient;
using testing::wait_until;

class HttpServerLimits : public testing::ServerGround {
 protected:
  // Handlers of /wait go on when the test says so.
  void add_waiting() {
    add(Method::get, "/wait", [this](const Request&) {
      ++waiting_;
      open_.wait();
      return text_response(200, "text/plain", "waited");
    });
  }
  void open() { gate_.set_value(); }

  std::promise<void> gate_;
  std::shared_future<void> open_ = gate_.get_future().share();
  std::atomic<int> waiting_{0};
};

const std::string kWait = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";

TEST_F(HttpServerLimits, give_up_fields_that_come_too_slowly) {
  options_.limits.header_time = Limits::Time(40);
  add_text("/", "x");
  start();
  RawClient client(server_->port());
  const Answer answer = client.ask("GET / HTTP/1.1\r\nHost: a\r\nX: ");
  EXPECT_EQ(answer.status, 408u);
  EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServerLimits, do_not_let_fields_take_longer_by_coming_in_drops) {
  options_.limits.header_time = Limits::Time(60);
  add_text("/", "x");
  start();
  RawClient client(server_->port());
  client.send("GET / HTTP/1.1\r\n");
  const auto end = std::chrono::steady_clock::now() + testing::kPatience;
  while (client.send("A: b\r\n") && std::chrono::steady_clock::now() < end) {
    pollfd answered{client.socket(), POLLIN, 0};
    if (::poll(&answered, 1, 10) > 0) break;
  }
  EXPECT_EQ(client.answer().status, 408u);
}

TEST_F(HttpServerLimits, close_a_connection_that_says_nothing) {
  options_.limits.idle_time = Limits::Time(40);
  add_text("/", "x");
  start();
  RawClient silent(server_->port()), once(server_->port());
  EXPECT_EQ(once.get("/").body, "x");
  EXPECT_EQ(silent.rest(), "");
  EXPECT_EQ(once.rest(), "");
}

TEST_F(HttpServerLimits, give_up_a_client_that_takes_nothing) {
  options_.limits.write_time = Limits::Time(60);
  add_text("/", std::string(32 << 20, 'x'));
  start();
  RawClient client(server_->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  wait_until([&] { return log().size() == 1; });
  EXPECT_NE(log().front().note, "");
  wait_until([&] { return server_->counters().connections == 0; });
}

TEST_F(HttpServerLimits, let_a_handler_take_as_long_as_it_likes) {
  options_.limits.header_time = options_.limits.idle_time = options_.limits.write_time = Limits::Time(20);
  add_waiting();
  start();
  RawClient client(server_->port());
  client.send(kWait);
  wait_until([&] { return waiting_ == 1; });
  std::this_thread::sleep_for(std::chrono::milliseconds(60));  // what is tested is that nothing happens
  open();
  EXPECT_EQ(client.answer().body, "waited");
}

TEST_F(HttpServerLimits, turn_away_one_connection_more_than_allowed) {
  options_.limits.connections = 2;
  add_text("/", "x");
  start();
  RawClient second(server_->port());
  {
    RawClient first(server_->port());
    EXPECT_EQ(first.get("/").body, "x");
    EXPECT_EQ(second.get("/").body, "x");
    RawClient third(server_->port());
    const Answer answer = third.get("/");
    EXPECT_EQ(answer.status, 503u);
    EXPECT_EQ(answer.field("Retry-After"), "1");
    EXPECT_EQ(third.rest(), "");
  }
  wait_until([&] { return server_->counters().connections == 1; });
  EXPECT_EQ(RawClient(server_->port()).get("/").body, "x");
  EXPECT_EQ(server_->counters().refused, 1u);
}

TEST_F(HttpServerLimits, turn_away_one_connection_more_of_a_peer_than_allowed) {
  options_.limits.connections_per_peer = 1;
  add_text("/", "x");
  start();
  {
    RawClient first(server_->port());
    EXPECT_EQ(first.get("/").body, "x");
    EXPECT_EQ(RawClient(server_->port()).get("/").status, 503u);
  }
  wait_until([&] { return server_->counters().connections == 0; });
  EXPECT_EQ(RawClient(server_->port()).get("/").body, "x");
}

TEST_F(HttpServerLimits, refuse_a_request_that_no_worker_has_room_for) {
  options_.workers = 1;
  options_.limits.waiting = 1;
  add_waiting();
  add_text("/", "x");
  start();
  RawClient working(server_->port()), waiting(server_->port()), refused(server_->port());
  working.send(kWait);
  wait_until([&] { return waiting_ == 1; });
  waiting.send(kWait);
  wait_until([&] { return server_->counters().waiting == 1; });
  EXPECT_EQ(server_->counters().working, 1u);
  EXPECT_EQ(refused.ask(kWait).status, 503u);
  EXPECT_EQ(refused.get("/").body, "x") << "what needs no worker is answered all the same";
  open();
  EXPECT_EQ(working.answer().body, "waited");
  EXPECT_EQ(waiting.answer().body, "waited");
  EXPECT_EQ(refused.ask(kWait).body, "waited");
  EXPECT_EQ(server_->counters().refused, 1u);
}

}  // namespace
}  // namespace postroom::http
