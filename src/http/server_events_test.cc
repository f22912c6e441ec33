#include <gtest/gtest.h>

#include <atomic>

#include "http/server_ground.h"

namespace postroom::http {
namespace {

using testing::RawClient;
using testing::Runs;
using testing::wait_until;

class HttpServerEvents : public testing::ServerGround {
 protected:
  void start_with(std::shared_ptr<EventStream> stream) {
    stream_ = std::move(stream);
    stream_->on_abandoned([this] { abandoned_ = true; });
    add(Method::get, "/events", [this](const Request&) {
      Response response;
      response.body = stream_;
      return response;
    });
    add_text("/", "x");
    start();
  }

  std::shared_ptr<EventStream> stream_;
  std::atomic<bool> abandoned_{false};
};

const std::string kEvents = "GET /events HTTP/1.1\r\nHost: a\r\n\r\n";

TEST_F(HttpServerEvents, come_as_they_are_pushed) {
  start_with(std::make_shared<EventStream>());
  RawClient client(server_->port());
  client.send(kEvents);
  const std::string head = client.until("\r\n\r\n");
  EXPECT_NE(head.find("Content-Type: text/event-stream\r\n"), head.npos);
  EXPECT_NE(head.find("Cache-Control: no-store\r\n"), head.npos);
  EXPECT_NE(head.find("Connection: close\r\n"), head.npos);
  EXPECT_EQ(client.until(":\n\n\r\n"), "3\r\n:\n\n\r\n");
  stream_->push({"1", "change", "a"});
  EXPECT_EQ(client.until("\n\n\r\n"), "1d\r\nid: 1\nevent: change\ndata: a\n\n\r\n");
  stream_->push({"2", "", "b"});
  EXPECT_EQ(client.until("\n\n\r\n"), "f\r\nid: 2\ndata: b\n\n\r\n");
  EXPECT_FALSE(abandoned_);
}

TEST_F(HttpServerEvents, that_came_before_the_client_are_sent_too) {
  const auto stream = std::make_shared<EventStream>();
  stream->push({"1", "", "early"});
  start_with(stream);
  RawClient client(server_->port());
  client.send(kEvents);
  client.until("data: early\n\n");
}

TEST_F(HttpServerEvents, end_the_connection_when_the_stream_is_closed) {
  start_with(std::make_shared<EventStream>());
  RawClient client(server_->port());
  client.send(kEvents);
  client.until(":\n\n\r\n");
  stream_->push({"", "", "last"});
  stream_->close();
  EXPECT_EQ(client.rest(), "c\r\ndata: last\n\n\r\n0\r\n\r\n");
  wait_until([&] { return abandoned_ && log().size() == 1; });
  EXPECT_EQ(log().front().note, "");
}

TEST_F(HttpServerEvents, are_bare_for_http_1_0) {
  start_with(std::make_shared<EventStream>());
  RawClient client(server_->port());
  client.send("GET /events HTTP/1.0\r\n\r\n");
  client.until("\r\n\r\n:\n\n");
  stream_->push({"", "", "a"});
  stream_->close();
  EXPECT_EQ(client.rest(), "data: a\n\n");
}

TEST_F(HttpServerEvents, have_a_heartbeat_in_silence) {
  options_.limits.heartbeat = Limits::Time(20);
  start_with(std::make_shared<EventStream>());
  RawClient client(server_->port());
  client.send(kEvents);
  for (int i = 0; i < 3; ++i) client.until(":\n\n\r\n");
}

TEST_F(HttpServerEvents, are_abandoned_when_the_client_leaves) {
  start_with(std::make_shared<EventStream>());
  {
    RawClient client(server_->port());
    client.send(kEvents);
    client.until(":\n\n\r\n");
  }
  wait_until([&] { return abandoned_.load(); });
  EXPECT_FALSE(stream_->push({"", "", "a"}));
  wait_until([&] { return server_->counters().connections == 0; });
}

TEST_F(HttpServerEvents, drop_what_the_client_says_meanwhile) {
  start_with(std::make_shared<EventStream>());
  RawClient client(server_->port());
  client.send(kEvents);
  client.until(":\n\n\r\n");
  client.send(std::string(100'000, 'x'));
  stream_->push({"", "", "a"});
  client.until("data: a\n\n");
}

TEST_F(HttpServerEvents, end_for_a_client_that_falls_too_far_behind) {
  start_with(std::make_shared<EventStream>(8));
  RawClient client(server_->port());
  client.send(kEvents);
  client.until(":\n\n\r\n");
  const std::string long_text(EventStream::kMaxWaitingBytes / 10, 'x');
  wait_until([&] { return !stream_->push({"", "", long_text}); });  // it takes none of them
  EXPECT_TRUE(stream_->is_closed());
  const std::string rest = client.rest();  // what was pushed before that comes all the same
  EXPECT_GT(rest.size(), 8 * long_text.size());
  EXPECT_TRUE(rest.ends_with("0\r\n\r\n"));
}

TEST_F(HttpServerEvents, cost_no_worker) {
  options_.workers = 1;
  start_with(std::make_shared<EventStream>());
  add_text("/other", "y", Runs::on_worker);
  RawClient client(server_->port());
  client.send(kEvents);
  client.until(":\n\n\r\n");
  EXPECT_EQ(RawClient(server_->port()).get("/other").body, "y");
}

TEST_F(HttpServerEvents, answer_head_and_are_abandoned) {
  start_with(std::make_shared<EventStream>());
  RawClient client(server_->port());
  client.send("HEAD /events HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.answer(true).status, 200u);
  EXPECT_EQ(client.rest(), "");
  wait_until([&] { return abandoned_.load(); });
}

TEST_F(HttpServerEvents, may_be_pushed_after_the_server_is_gone) {
  start_with(std::make_shared<EventStream>());
  RawClient client(server_->port());
  client.send(kEvents);
  client.until(":\n\n\r\n");
  std::atomic<bool> ended{false};
  std::thread feeder([&] {
    while (!ended) stream_->push({"", "", "a"});
  });
  server_.reset();
  ended = true;
  feeder.join();
  EXPECT_FALSE(stream_->push({"", "", "a"}));
}

}  // namespace
}  // namespace postroom::http
