// Takes the connections that come and gives them to the loops in turn.
#pragma once

#include <postroom/result.h>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "http/io_loop.h"
#include "http/server_state.h"
#include "http/transport.h"

namespace postroom::http {

// The context in use, which may be replaced at any time.
class TlsInUse {
 public:
  void set(std::shared_ptr<asio::ssl::context> context) {
    const std::lock_guard lock(mutex_);
    context_ = std::move(context);
  }
  std::shared_ptr<asio::ssl::context> get() const {
    const std::lock_guard lock(mutex_);
    return context_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<asio::ssl::context> context_;
};

// Lives on the thread of the first loop.
class Acceptor {
 public:
  using Listener = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
  using Loops = std::vector<std::unique_ptr<IoLoop>>;

  // All outlive it, the loops' threads as well. Without a TLS context connections are plain.
  Acceptor(ServerState& state, Loops& loops, const TlsInUse& tls, Listener listener)
      : state_(state),
        loops_(loops),
        tls_(tls),
        listener_(std::move(listener)),
        pause_(listener_.get_executor()) {}

  // Listens. Code::invalid_argument for an address that is none of this machine, Code::busy for a port that
  // is taken.
  static Result<Listener> listen(IoLoop& loop, const std::string& address, std::uint16_t port);

  std::uint16_t port() const { return listener_.local_endpoint().port(); }
  void accept();
  void stop();

 private:
  void welcome(Socket socket, IoLoop& loop);
  void pause();

  ServerState& state_;
  Loops& loops_;
  const TlsInUse& tls_;
  Listener listener_;
  Timer pause_;
  std::size_t next_ = 0;
  bool stopped_ = false;
};

}  // namespace postroom::http
