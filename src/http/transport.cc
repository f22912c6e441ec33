#include "http/transport.h"

#include <boost/asio/ssl/stream.hpp>
#include <string>
#include <utility>

namespace postroom::http {
namespace {

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(Socket socket) : socket_(std::move(socket)) {}
  bool is_secure() const override { return false; }
  Awaitable<void> handshake(error_code&) override { co_return; }
  Awaitable<std::size_t> read_some(asio::mutable_buffer buffer, error_code& error) override {
    return socket_.async_read_some(buffer, into(error));
  }
  std::size_t write_now(const Buffers& buffers, error_code& error) override {
    return socket_.write_some(buffers, error);
  }
  Awaitable<std::size_t> write_some(const Buffers& buffers, error_code& error) override {
    return socket_.async_write_some(buffers, into(error));
  }
  Awaitable<void> end() override {
    error_code gone;
    socket_.shutdown(Socket::shutdown_send, gone);
    co_return;
  }
  Socket& socket() override { return socket_; }

 private:
  Socket socket_;
};

class TlsTransport final : public Transport {
 public:
  TlsTransport(Socket socket, std::shared_ptr<asio::ssl::context> context)
      : context_(std::move(context)), stream_(std::move(socket), *context_) {}
  bool is_secure() const override { return true; }
  Awaitable<void> handshake(error_code& error) override {
    return stream_.async_handshake(asio::ssl::stream_base::server, into(error));
  }
  Awaitable<std::size_t> read_some(asio::mutable_buffer buffer, error_code& error) override {
    return stream_.async_read_some(buffer, into(error));
  }
  std::size_t write_now(const Buffers&, error_code& error) override {
    error = asio::error::would_block;
    return 0;
  }
  // A record takes one buffer, so what is short is put together first.
  Awaitable<std::size_t> write_some(const Buffers& buffers, error_code& error) override {
    record_.resize(kRecord);
    const std::size_t size = asio::buffer_copy(asio::buffer(record_), buffers);
    return stream_.async_write_some(asio::buffer(record_.data(), size), into(error));
  }
  Awaitable<void> end() override {
    error_code gone;
    ::SSL_set_shutdown(stream_.native_handle(),
                       SSL_RECEIVED_SHUTDOWN);  // else it waits for the client to say it too
    co_await stream_.async_shutdown(into(gone));
    socket().shutdown(Socket::shutdown_send, gone);
  }
  Socket& socket() override { return stream_.next_layer(); }

 private:
  static constexpr std::size_t kRecord = 16 << 10;  // bytes: the most that TLS has in one

  std::shared_ptr<asio::ssl::context> context_;
  asio::ssl::stream<Socket> stream_;
  std::string record_;
};

}  // namespace

std::unique_ptr<Transport> plain_transport(Socket socket) {
  return std::make_unique<PlainTransport>(std::move(socket));
}

std::unique_ptr<Transport> tls_transport(Socket socket, std::shared_ptr<asio::ssl::context> context) {
  return std::make_unique<TlsTransport>(std::move(socket), std::move(context));
}

}  // namespace postroom::http
