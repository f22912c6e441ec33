// Bytes to and from one client, over TCP or TLS. Used on the thread of its socket.
#pragma once

#include <array>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "http/asio_types.h"

namespace postroom::http {

// Sent as one; the empty ones are skipped.
using Buffers = std::array<asio::const_buffer, 3>;

class Transport {
 public:
  virtual ~Transport() = default;
  virtual bool is_secure() const = 0;
  virtual Awaitable<void> handshake(error_code& error) = 0;
  virtual Awaitable<std::size_t> read_some(asio::mutable_buffer buffer, error_code& error) = 0;
  // What goes without waiting: would_block if nothing does.
  virtual std::size_t write_now(const Buffers& buffers, error_code& error) = 0;
  virtual Awaitable<std::size_t> write_some(const Buffers& buffers, error_code& error) = 0;
  // Tells the client that no more will come.
  virtual Awaitable<void> end() = 0;
  virtual Socket& socket() = 0;
};

std::unique_ptr<Transport> plain_transport(Socket socket);
std::unique_ptr<Transport> tls_transport(Socket socket, std::shared_ptr<asio::ssl::context> context);

}  // namespace postroom::http
