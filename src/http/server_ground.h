// For tests: a server on a free port, with what it logged.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "http/raw_client.h"
#include "http/server.h"

namespace postroom::http::testing {

// What answers: Route::at_once or the handler.
enum class Runs { on_worker, at_once };

class ServerGround : public ::testing::Test {
 protected:
  // Before start().
  void add(Method method, std::string pattern, Handler handle, Runs runs = Runs::on_worker,
           std::uint64_t max_body = 0) {
    const AtOnce at_once = runs == Runs::at_once ? AtOnce(handle) : nullptr;
    router_->add({method, std::move(pattern), std::move(handle), max_body, at_once, {}});
  }
  void add_text(std::string pattern, std::string text, Runs runs = Runs::at_once) {
    add(
        Method::get, std::move(pattern),
        [text = std::move(text)](const Request&) { return text_response(200, "text/plain", text); }, runs);
  }
  // Answers with its body.
  void add_echo(std::uint64_t max_body) {
    add(
        Method::post, "/echo",
        [](const Request& request) { return text_response(200, "text/plain", *request.body_text(64 << 20)); },
        Runs::on_worker, max_body);
  }

  void start() {
    if (options_.workers == 0) options_.workers = 4;  // the usual number takes long to start with sanitizers
    auto server = Server::start(options_, router_, [this](const Served& served) {
      const std::lock_guard lock(mutex_);
      log_.push_back(served);
    });
    ASSERT_TRUE(server.ok()) << describe(server.error());
    server_ = *std::move(server);
  }
  RawClient client() { return RawClient(server_->port()); }
  std::vector<Served> log() {
    const std::lock_guard lock(mutex_);
    return log_;
  }

  ServerOptions options_;
  std::shared_ptr<Router> router_ = std::make_shared<Router>();
  std::mutex mutex_;
  std::vector<Served> log_;
  std::unique_ptr<Server> server_;  // goes first: it logs
};

inline std::string post(const std::string& target, const std::string& body, const std::string& fields = {}) {
  return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + fields + "\r\n" + body;
}

}  // namespace postroom::http::testing
