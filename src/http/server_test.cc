#include "http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <new>
#include <thread>

#include "http/server_ground.h"

namespace postroom::http {
namespace {

using testing::Answer;
using testing::RawClient;
using testing::Runs;
using testing::wait_until;

class HttpServer : public testing::ServerGround {};

TEST_F(HttpServer, answers_on_the_thread_that_reads_and_on_workers) {
  add_text("/now", "at once", Runs::at_once);
  add_text("/later", "on a worker", Runs::on_worker);
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.get("/now").body, "at once");
  EXPECT_EQ(client.get("/later").body, "on a worker");
  EXPECT_EQ(client.get("/now").body, "at once");
}

TEST_F(HttpServer, has_a_worker_answer_what_cannot_be_answered_at_once) {
  std::thread::id asked, answered;
  const auto handle = [&](const Request&) {
    answered = std::this_thread::get_id();
    return text_response(200, "text/plain", "a worker's");
  };
  const auto at_once = [&](const Request& request) -> std::optional<Response> {
    asked = std::this_thread::get_id();
    if (request.parsed.query.find("later")) return std::nullopt;
    return text_response(200, "text/plain", "at once");
  };
  router_->add({Method::get, "/", handle, 0, at_once, {}});
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.get("/").body, "at once");
  EXPECT_EQ(answered, std::thread::id());
  EXPECT_EQ(client.get("/?later=1").body, "a worker's");
  EXPECT_NE(answered, asked);
}

TEST_F(HttpServer, gives_every_response_its_safety_and_date) {
  add_text("/", "x");
  start();
  RawClient client(server_->port());
  for (const char* target : {"/", "/nothing"}) {
    const Answer answer = client.get(target);
    EXPECT_EQ(answer.field("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.field("Referrer-Policy"), "no-referrer");
    EXPECT_NE(answer.field("Date"), "");
  }
}

TEST_F(HttpServer, gives_handlers_the_request_as_it_was_sent) {
  Request seen;
  add(Method::get, "/a/{b}", [&](const Request& request) {
    seen = request;
    return no_content();
  });
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.get("/a/c%20d?e=f", "X-G: h\r\n").status, 204u);
  EXPECT_EQ(seen.target, "/a/c%20d?e=f");
  EXPECT_EQ(seen.parameters.at("b"), "c d");
  EXPECT_EQ(seen.parsed.query.find("e"), "f");
  EXPECT_EQ(seen.fields.find("x-g"), "h");
  EXPECT_EQ(seen.peer, "127.0.0.1");
  EXPECT_FALSE(seen.secure);
  EXPECT_FALSE(seen.body);
  EXPECT_FALSE(seen.id.empty());
}

TEST_F(HttpServer, believes_a_trusted_proxy_about_its_client) {
  options_.trusted_proxies = {"::ffff:127.0.0.1"};
  Request seen;
  add(Method::get, "/", [&](const Request& request) {
    seen = request;
    return no_content();
  });
  start();
  RawClient(server_->port()).get("/", "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Proto: https\r\n");
  EXPECT_EQ(seen.peer, "198.51.100.7");
  EXPECT_TRUE(seen.secure);
}

TEST_F(HttpServer, answers_what_was_sent_at_once_in_its_order) {
  add_text("/1", "one", Runs::on_worker);
  add_text("/2", "two");
  add_echo(100);
  start();
  RawClient client(server_->port());
  const std::string host = " HTTP/1.1\r\nHost: a\r\n\r\n";
  client.send("GET /1" + host + testing::post("/echo", "body") + "GET /2" + host + "GET /1" + host);
  EXPECT_EQ(client.answer().body, "one");
  EXPECT_EQ(client.answer().body, "body");
  EXPECT_EQ(client.answer().body, "two");
  EXPECT_EQ(client.answer().body, "one");
}

TEST_F(HttpServer, takes_a_request_byte_by_byte) {
  add_text("/", "x");
  start();
  RawClient client(server_->port());
  for (const char byte : std::string_view("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) client.send({&byte, 1});
  EXPECT_EQ(client.answer().body, "x");
}

TEST_F(HttpServer, answers_head_with_the_length_and_no_body) {
  add_text("/", "12345");
  start();
  RawClient client(server_->port());
  client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Answer answer = client.answer(true);
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.field("Content-Length"), "5");
  EXPECT_EQ(client.get("/").body, "12345");
}

TEST_F(HttpServer, closes_for_who_asks_for_it_and_for_http_1_0) {
  add_text("/", "x");
  start();
  RawClient closing(server_->port());
  EXPECT_EQ(closing.get("/", "Connection: close\r\n").field("Connection"), "close");
  EXPECT_EQ(closing.rest(), "");
  RawClient old(server_->port());
  EXPECT_EQ(old.ask("GET / HTTP/1.0\r\n\r\n").body, "x");
  EXPECT_EQ(old.rest(), "");
  RawClient keeping(server_->port());
  const std::string request = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  EXPECT_EQ(keeping.ask(request).field("Connection"), "keep-alive");
  EXPECT_EQ(keeping.ask(request).body, "x");
}

TEST_F(HttpServer, answers_a_client_that_has_ended_its_side) {
  add_text("/", "x", Runs::on_worker);
  start();
  RawClient client(server_->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.end_sending();
  EXPECT_EQ(client.answer().body, "x");
  EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServer, refuses_with_problem_documents_that_name_the_request) {
  add_text("/", "x");
  start();
  struct Case {
    std::string request;
    unsigned status;
    bool closes;
  };
  const std::string host = " HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const Case& one :
       {Case{"GET /nothing" + host, 404, false}, Case{"PUT /" + host, 405, false},
        Case{"BREW /" + host, 501, false}, Case{"GET /%" + host, 400, false},
        Case{"GET *" + host, 400, false}, Case{"GET / HTTP/1.1\r\n\r\n", 400, true},
        Case{"nonsense\r\n\r\n", 400, true}, Case{"GET /" + std::string(kMaxTarget, 'a') + host, 414, false},
        Case{"GET /" + std::string(kMaxTarget + 100, 'a') + host, 414, true},
        Case{"GET / HTTP/1.1\r\nHost: a\r\nA: " + std::string(kMaxFieldBytes, 'a') + "\r\n\r\n", 431,
             true}}) {
    RawClient client(server_->port());
    const Answer answer = client.ask(one.request);
    EXPECT_EQ(answer.status, one.status) << one.request;
    EXPECT_EQ(answer.field("Content-Type"), "application/problem+json");
    EXPECT_NE(answer.body.find("\"request\":\""), answer.body.npos);
    EXPECT_EQ(answer.field("Connection"), one.closes ? "close" : "") << one.request;
    if (one.closes) {
      EXPECT_EQ(client.rest(), "");
    } else {
      EXPECT_EQ(client.get("/").body, "x");
    }
  }
}

TEST_F(HttpServer, outlives_a_handler_that_throws) {
  add(Method::get, "/throws", [](const Request&) -> Response { throw std::bad_alloc(); });
  add(
      Method::get, "/throws-now", [](const Request&) -> Response { throw std::bad_alloc(); }, Runs::at_once);
  add_text("/", "x");
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.get("/throws").status, 500u);
  EXPECT_EQ(client.get("/throws-now").status, 500u);
  EXPECT_EQ(client.get("/").body, "x");
  wait_until([&] { return log().size() == 3; });
  EXPECT_NE(log().front().note.find("bad_alloc"), std::string::npos);
}

TEST_F(HttpServer, sends_no_field_that_would_become_another) {
  add(Method::get, "/", [](const Request& request) {
    Response response = no_content();
    response.fields.add("Location", std::string(*request.parsed.query.find("to")));
    return response;
  });
  start();
  RawClient client(server_->port());
  const Answer answer = client.get("/?to=/a%0d%0aSet-Cookie:%20evil=1%0d%0a%0d%0abody");
  EXPECT_EQ(answer.status, 500u);
  EXPECT_EQ(answer.head.find("evil"), answer.head.npos);
  EXPECT_EQ(client.get("/?to=/a").field("Location"), "/a");
}

TEST_F(HttpServer, sends_no_status_that_is_none) {
  for (const unsigned status : {0u, 100u, 199u, 600u}) {
    add(Method::get, "/" + std::to_string(status),
        [=](const Request&) { return text_response(status, "a/b", ""); });
  }
  start();
  RawClient client(server_->port());
  for (const char* target : {"/0", "/100", "/199", "/600"})
    EXPECT_EQ(client.get(target).status, 500u) << target;
}

TEST_F(HttpServer, logs_what_it_served_after_the_last_byte) {
  add_text("/a/{b}", "12345", Runs::on_worker);
  start();
  RawClient client(server_->port());
  const std::string request = "GET /a/c HTTP/1.1\r\nHost: a\r\nUser-Agent: me\r\n\r\n";
  const Answer answer = client.ask(request);
  wait_until([&] { return log().size() == 1; });
  const Served served = log().front();
  EXPECT_EQ(served.method, "GET");
  EXPECT_EQ(served.target, "/a/c");
  EXPECT_EQ(served.pattern, "/a/{b}");
  EXPECT_EQ(served.agent, "me");
  EXPECT_EQ(served.peer, "127.0.0.1");
  EXPECT_EQ(served.status, 200u);
  EXPECT_EQ(served.request_bytes, request.size());
  EXPECT_EQ(served.response_bytes, answer.head.size() + answer.body.size());
  EXPECT_EQ(served.note, "");
  EXPECT_FALSE(served.id.empty());
}

TEST_F(HttpServer, serves_many_connections_at_once) {
  add_text("/now", "x");
  add_text("/later", "y", Runs::on_worker);
  start();
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      RawClient client(server_->port());
      for (int n = 0; n < 100; ++n)
        right += client.get("/now").body == "x" && client.get("/later").body == "y";
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 800);
  EXPECT_EQ(server_->counters().requests, 1600u);
  EXPECT_EQ(server_->counters().accepted, 8u);
  wait_until([&] { return server_->counters().connections == 0; });
}

TEST_F(HttpServer, does_not_start_on_what_is_no_good) {
  const auto code_for = [this](const ServerOptions& options) {
    const auto server = Server::start(options, router_);
    return server.ok() ? Code::cancelled : server.error().code;
  };
  start();
  ServerOptions options;
  options.port = server_->port();
  EXPECT_EQ(code_for(options), Code::busy);
  options.port = 0;
  for (const char* address : {"", "nonsense", "300.0.0.1", "192.0.2.1"}) {
    options.address = address;
    EXPECT_EQ(code_for(options), Code::invalid_argument) << address;
  }
  options.address = "127.0.0.1";
  options.trusted_proxies = {"proxy.example.com"};
  EXPECT_EQ(code_for(options), Code::invalid_argument);
  options.trusted_proxies.clear();
  options.tls = TlsFiles{"/nowhere/certificate.pem", "/nowhere/key.pem"};
  EXPECT_EQ(code_for(options), Code::invalid_argument);
}

}  // namespace
}  // namespace postroom::http
