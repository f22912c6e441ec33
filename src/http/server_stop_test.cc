#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "http/server_ground.h"

namespace postroom::http {
namespace {

using testing::Answer;
using testing::RawClient;
using testing::wait_until;

constexpr std::chrono::milliseconds kLong{10'000};

// In these tests `stopped` comes before the clients, so that they are gone when it is waited for.
class HttpServerStop : public testing::ServerGround {
 protected:
  void add_waiting() {
    add(Method::get, "/wait", [this](const Request&) {
      working_ = true;
      open_.wait();
      return text_response(200, "text/plain", "done");
    });
  }

  std::promise<void> gate_;
  std::shared_future<void> open_ = gate_.get_future().share();
  std::atomic<bool> working_{false};
};

TEST_F(HttpServerStop, finishes_what_is_under_way) {
  add_waiting();
  start();
  std::future<void> stopped;
  RawClient client(server_->port());
  client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  wait_until([&] { return working_.load(); });
  stopped = std::async(std::launch::async, [&] { server_->stop(kLong); });
  EXPECT_EQ(stopped.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  gate_.set_value();
  const Answer answer = client.answer();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.field("Connection"), "close");
  EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServerStop, closes_idle_connections_at_once) {
  add_text("/", "x");
  start();
  std::future<void> stopped;
  RawClient silent(server_->port()), used(server_->port());
  EXPECT_EQ(used.get("/").body, "x");
  stopped = std::async(std::launch::async, [&] { server_->stop(kLong); });
  EXPECT_EQ(silent.rest(), "");
  EXPECT_EQ(used.rest(), "");
}

TEST_F(HttpServerStop, takes_no_connection_any_more) {
  add_text("/", "x");
  start();
  const std::uint16_t port = server_->port();
  server_->stop(kLong);
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_NE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  ::close(socket);
}

TEST_F(HttpServerStop, refuses_a_request_whose_head_was_not_whole_yet) {
  add_text("/", "x");
  add_waiting();
  start();
  std::future<void> stopped;
  RawClient client(server_->port()), working(server_->port());
  working.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.get("/").body, "x");
  client.send("GET / HTTP/1.1\r\nHo");
  wait_until([&] { return working_.load(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // for the half of the head to be read
  stopped = std::async(std::launch::async, [&] { server_->stop(kLong); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(client.ask("st: a\r\n\r\n").status, 503u);
  gate_.set_value();
}

TEST_F(HttpServerStop, closes_event_streams) {
  const auto stream = std::make_shared<EventStream>();
  add(Method::get, "/events", [&](const Request&) {
    Response response;
    response.body = stream;
    return response;
  });
  start();
  std::future<void> stopped;
  RawClient client(server_->port());
  client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
  client.until(":\n\n\r\n");
  stream->push({"", "", "last"});
  stopped = std::async(std::launch::async, [&] { server_->stop(kLong); });
  const std::string rest = client.rest();
  EXPECT_TRUE(rest.ends_with("data: last\n\n\r\n0\r\n\r\n")) << rest;
}

TEST_F(HttpServerStop, cuts_off_what_takes_longer_than_its_patience) {
  add_text("/", std::string(32 << 20, 'x'));
  start();
  RawClient client(server_->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.until("\r\n\r\n");  // and takes nothing more
  server_->stop(std::chrono::milliseconds(30));
  wait_until([&] { return server_->counters().connections == 0; });
}

TEST_F(HttpServerStop, returns_after_its_patience_though_a_handler_goes_on) {
  add_waiting();
  start();
  RawClient client(server_->port());
  client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  wait_until([&] { return working_.load(); });
  server_->stop(std::chrono::milliseconds(30));
  EXPECT_EQ(client.rest(), "");
  gate_.set_value();
  server_.reset();
}

TEST_F(HttpServerStop, may_come_twice_and_without_any_connection) {
  start();
  server_->stop(kLong);
  server_->stop(kLong);
}

}  // namespace
}  // namespace postroom::http
