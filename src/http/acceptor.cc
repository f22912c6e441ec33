#include "http/acceptor.h"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>

#include "http/connection.h"
#include "http/forwarded.h"

namespace postroom::http {
namespace {

constexpr std::chrono::milliseconds kPause{50};  // when there are no descriptors left
constexpr int kBacklog = 4096;                   // connections that the system holds; it may allow fewer

Error cannot_listen(const std::string& address, std::uint16_t port, const error_code& error) {
  const std::string where = "'" + address + "' port " + std::to_string(port);
  if (error == asio::error::address_in_use) {
    return {
        Code::busy, "Another program listens on " + where + " already; choose another port or stop it.", {}};
  }
  const Code code = error == asio::error::access_denied ? Code::no_access : Code::invalid_argument;
  return {code, "Cannot listen on " + where + ": " + error.message() + ".", {}};
}

}  // namespace

Result<Acceptor::Listener> Acceptor::listen(IoLoop& loop, const std::string& address, std::uint16_t port) {
  error_code error;
  const asio::ip::address parsed = asio::ip::make_address(address, error);
  if (error) {
    return Error{Code::invalid_argument,
                 "'" + address + "' is no address to listen on; write one as 127.0.0.1 or ::1.",
                 {}};
  }
  const asio::ip::tcp::endpoint endpoint(parsed, port);
  Listener listener(loop.executor());
  listener.open(endpoint.protocol(), error);
  if (!error) listener.set_option(asio::socket_base::reuse_address(true), error);
  if (!error && parsed.is_v6()) listener.set_option(asio::ip::v6_only(!parsed.is_unspecified()), error);
  if (!error) listener.bind(endpoint, error);
  if (!error) listener.listen(kBacklog, error);
  if (error) return cannot_listen(address, port, error);
  return listener;
}

void Acceptor::accept() {
  IoLoop& loop = *loops_[next_++ % loops_.size()];
  listener_.async_accept(loop.executor(), [this, &loop](const error_code& error, Socket socket) {
    if (stopped_) return;
    if (error == asio::error::no_descriptors || error == asio::error::no_memory) return pause();
    accept();
    if (!error) welcome(std::move(socket), loop);
  });
}

// The connections that wait do so in the system's queue.
void Acceptor::pause() {
  pause_.expires_after(kPause);
  pause_.async_wait([this](const error_code&) {
    if (!stopped_) accept();
  });
}

void Acceptor::welcome(Socket socket, IoLoop& loop) {
  error_code error;
  const asio::ip::tcp::endpoint remote = socket.remote_endpoint(error);
  if (error) return;  // gone again
  socket.non_blocking(true, error);
  socket.set_option(asio::ip::tcp::no_delay(true), error);
  Visit visit(state_, plain_address(remote.address().to_string()));
  if (visit.entry() == ServerState::Entry::far_too_many) return;
  std::shared_ptr<asio::ssl::context> tls = tls_.get();
  std::unique_ptr<Transport> transport =
      tls ? tls_transport(std::move(socket), std::move(tls)) : plain_transport(std::move(socket));
  asio::post(loop.executor(), [this, &loop, who = std::move(visit), made = std::move(transport)]() mutable {
    Connection::start(std::make_shared<Connection>(state_, loop, std::move(who), std::move(made)));
  });
}

void Acceptor::stop() {
  stopped_ = true;
  error_code ignored;
  listener_.close(ignored);
  pause_.cancel();
}

}  // namespace postroom::http
