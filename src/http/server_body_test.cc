#include <gtest/gtest.h>

#include <atomic>

#include "http/server_ground.h"

namespace postroom::http {
namespace {

using testing::Answer;
using testing::post;
using testing::RawClient;
using testing::Runs;
using testing::wait_until;

class HttpServerBody : public testing::ServerGround {
 protected:
  // A body whose every part is another.
  static std::string large(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i) text += std::to_string(i) + ",";
    text.resize(size);
    return text;
  }
  static std::string chunks_of(const std::string& text, std::size_t size) {
    std::string bytes;
    char line[32];
    for (std::size_t at = 0; at < text.size(); at += size) {
      const std::string part = text.substr(at, size);
      std::snprintf(line, sizeof(line), "%zx\r\n", part.size());
      bytes += line + part + "\r\n";
    }
    return bytes + "0\r\n\r\n";
  }
};

const std::string kChunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST_F(HttpServerBody, comes_whole_to_the_handler_whatever_its_size) {
  add_echo(8 << 20);
  start();
  RawClient client(server_->port());
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{5000}, kMaxBodyInMemory,
                                 kMaxBodyInMemory + 1, std::size_t{3'000'000}}) {
    EXPECT_EQ(client.ask(post("/echo", large(size))).body, large(size)) << size;
  }
}

TEST_F(HttpServerBody, may_come_in_chunks) {
  add_echo(8 << 20);
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.ask(kChunked + "0\r\n\r\n").status, 200u);
  EXPECT_EQ(client.ask(kChunked + chunks_of(large(2000), 7)).body, large(2000));
  EXPECT_EQ(client.ask(kChunked + chunks_of(large(2'000'000), 50'000)).body, large(2'000'000));
  EXPECT_EQ(client.ask(post("/echo", "next")).body, "next");
}

TEST_F(HttpServerBody, is_refused_when_it_is_larger_than_its_route_allows) {
  add_echo(10);
  add_text("/", "x");
  start();
  EXPECT_EQ(RawClient(server_->port()).ask(post("/echo", "1234567890")).status, 200u);
  EXPECT_EQ(RawClient(server_->port()).ask(post("/echo", "12345678901")).status, 413u);
  EXPECT_EQ(RawClient(server_->port()).ask(kChunked + chunks_of("1234567890", 3)).status, 200u);
  EXPECT_EQ(RawClient(server_->port()).ask(kChunked + chunks_of("12345678901", 3)).status, 413u);
  RawClient client(server_->port());
  EXPECT_EQ(client.get("/", "Content-Length: 1\r\n").status, 413u);
  EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServerBody, that_is_refused_does_not_cost_the_client_the_answer) {
  add_echo(10);
  start();
  RawClient client(server_->port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
  client.send(std::string(1'000'000, 'x'));  // it sends all of it before it reads
  const Answer answer = client.answer();
  EXPECT_EQ(answer.status, 413u);
  EXPECT_EQ(answer.field("Connection"), "close");
}

TEST_F(HttpServerBody, is_not_asked_for_when_it_will_not_be_taken) {
  add_echo(10);
  start();
  RawClient refused(server_->port());
  refused.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(refused.answer().status, 413u);
  RawClient taken(server_->port());
  taken.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(taken.answer().status, 100u);
  EXPECT_EQ(taken.ask("ok").body, "ok");
}

TEST_F(HttpServerBody, that_is_large_is_admitted_before_it_is_read) {
  std::atomic<int> asked{0}, handled{0};
  Route route;
  route.method = Method::post;
  route.pattern = "/echo";
  route.max_body = 8 << 20;
  route.admit = [&](const Request& request) -> std::optional<Response> {
    ++asked;
    if (request.body || request.fields.has("X-Welcome")) return std::nullopt;
    return text_response(403, "text/plain", "no");
  };
  route.handle = [&](const Request&) {
    ++handled;
    return no_content();
  };
  router_->add(route);
  start();
  RawClient small(server_->port());
  EXPECT_EQ(small.ask(post("/echo", large(kMaxBodyInMemory))).status, 204u);
  EXPECT_EQ(asked, 0);
  RawClient refused(server_->port());
  refused.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
  EXPECT_EQ(refused.answer().status, 403u);
  RawClient in_chunks(server_->port());
  EXPECT_EQ(in_chunks.ask(kChunked + chunks_of(large(1'000'000), 60'000)).status, 403u);
  EXPECT_EQ(handled, 1);
  RawClient welcome(server_->port());
  EXPECT_EQ(welcome.ask(post("/echo", large(1'000'000), "X-Welcome: yes\r\n")).status, 204u);
  EXPECT_EQ(asked, 3);
}

TEST_F(HttpServerBody, that_ends_too_early_reaches_no_handler) {
  std::atomic<int> handled{0};
  add(
      Method::post, "/echo", [&](const Request&) { return ++handled, no_content(); }, Runs::on_worker,
      8 << 20);
  start();
  for (const std::string& bytes :
       {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345" + std::string(),
        kChunked + "5\r\n123", kChunked + "5\r\n12345\r\n", kChunked + "5\r\n12345\r\n0\r\n"}) {
    RawClient client(server_->port());
    client.send(bytes);
    client.end_sending();
    EXPECT_EQ(client.answer().status, 400u) << bytes;
    RawClient(server_->port()).send(bytes);  // and one that is gone
  }
  wait_until([&] { return server_->counters().connections == 0; });
  EXPECT_EQ(handled, 0);
}

TEST_F(HttpServerBody, in_chunks_that_are_none_is_refused) {
  add_echo(100);
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.ask(kChunked + "zz\r\n").status, 400u);
  EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServerBody, that_comes_too_slowly_is_given_up) {
  options_.limits.body_time = Limits::Time(60);
  options_.limits.body_rate = 1'000'000;
  add_echo(100'000);
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345").status, 408u);
  EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServerBody, may_take_long_as_long_as_it_keeps_coming) {
  options_.limits.body_time = Limits::Time(40);
  options_.limits.body_rate = 1;
  add_echo(100'000);
  start();
  RawClient client(server_->port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n");
  for (int i = 0; i < 20; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));  // what is tested is slowness
    client.send("x");
  }
  EXPECT_EQ(client.answer().status, 200u);
}

TEST_F(HttpServerBody, finds_no_folder_for_a_large_one) {
  options_.spool = "/nowhere/at/all";
  EXPECT_EQ(Server::start(options_, router_).error().code, Code::io_error);
}

}  // namespace
}  // namespace postroom::http
