#include "http/server.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <future>

#include "base/try.h"
#include "http/acceptor.h"
#include "http/forwarded.h"
#include "http/spool.h"
#include "http/tls.h"

namespace postroom::http {
namespace {

constexpr Limits::Time kRarely{1000}, kOften{2};  // how often connections are asked whether they are late

// As often as it takes for a limit to be late by a quarter at most.
std::chrono::milliseconds tick_for(const Limits& limits) {
  const Limits::Time least =
      std::min({limits.header_time, limits.idle_time, limits.body_time, limits.write_time, kRarely});
  return std::max(least / 4, kOften);
}

class RunningServer final : public Server {
 public:
  RunningServer(ServerOptions options, std::shared_ptr<const Router> router,
                std::function<void(const Served&)> log)
      : state_(std::move(options), std::move(router), std::move(log)) {
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    const std::size_t threads = state_.options.io_threads == 0 ? cores : state_.options.io_threads;
    for (std::size_t i = 0; i < threads; ++i) {
      loops_.push_back(std::make_unique<IoLoop>(tick_for(state_.options.limits)));
    }
  }

  ~RunningServer() override {
    stop(std::chrono::milliseconds(0));
    // Handlers that are still at work use what goes now.
    while (!state_.wait_until_empty(std::chrono::hours(1))) {
    }
    on_loop(*loops_.front(), [this] { acceptor_.reset(); });
  }

  Status listen() {
    TRY(reload_tls());
    TRY(SpoolFile::create(state_.options.spool));
    TRY_SET(Acceptor::Listener listener,
            Acceptor::listen(*loops_.front(), state_.options.address, state_.options.port));
    acceptor_ = std::make_unique<Acceptor>(state_, loops_, tls_, std::move(listener));
    port_ = acceptor_->port();
    asio::post(loops_.front()->executor(), [this] { acceptor_->accept(); });
    return ok_status();
  }

  std::uint16_t port() const override { return port_; }

  Counters counters() const override {
    return {state_.connections(), state_.accepted,          state_.requests,
            state_.refused,       state_.workers.waiting(), state_.workers.working()};
  }

  void stop(std::chrono::milliseconds patience) override {
    state_.stopping = true;
    if (acceptor_) on_loop(*loops_.front(), [this] { acceptor_->stop(); });
    for (const auto& loop : loops_) on_loop(*loop, [&loop] { loop->stop_members(); });
    if (state_.wait_until_empty(patience)) return;
    for (const auto& loop : loops_) on_loop(*loop, [&loop] { loop->cut_members(); });
  }

  Status reload_tls() override {
    if (!state_.options.tls) return ok_status();
    TRY_SET(auto context, load_tls(*state_.options.tls));
    tls_.set(std::move(context));
    return ok_status();
  }

 private:
  // Runs it on the loop's thread and returns when it is done.
  template <class Work>
  static void on_loop(IoLoop& loop, const Work& work) {
    std::promise<void> promise;
    const std::future<void> done = promise.get_future();
    asio::post(loop.executor(), [&work, told = std::move(promise)]() mutable {
      work();
      told.set_value();
    });
    done.wait();
  }

  ServerState state_;
  TlsInUse tls_;
  Acceptor::Loops loops_;
  std::unique_ptr<Acceptor> acceptor_;
  std::uint16_t port_ = 0;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, std::shared_ptr<const Router> router,
                                              std::function<void(const Served&)> log) {
  for (std::string& proxy : options.trusted_proxies) {
    const std::string address = plain_address(proxy);
    if (address.empty()) {
      return Error{Code::invalid_argument,
                   "'" + proxy + "' is no address of a proxy; write one as 127.0.0.1 or ::1.",
                   {}};
    }
    proxy = address;
  }
  try {
    auto server = std::make_unique<RunningServer>(std::move(options), std::move(router), std::move(log));
    TRY(server->listen());
    return std::unique_ptr<Server>(std::move(server));
  } catch (const std::exception& thrown) {
    return Error{Code::io_error, "The system gives the server no threads.", thrown.what()};
  }
}

}  // namespace postroom::http
