// One client: its bytes go through a Dialogue, its mails to the Delivery. Inner header, with Asio.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "lmtp/server.h"

namespace postroom::lmtp {

namespace asio = boost::asio;
using boost::system::error_code;
using Socket = asio::generic::stream_protocol::socket;

// What all connections stand on; outlives them.
struct Ground {
  const ServerOptions options;
  const Addressees addressees;
  const Delivery delivery;
  asio::thread_pool workers;
};

// Lives on the thread of its socket.
class Connection {
 public:
  Connection(Ground& ground, Socket socket, std::string peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Until the client leaves, has said enough, or stop() ends it.
  asio::awaitable<void> serve();
  // Says why, instead of serving.
  asio::awaitable<void> turn_away(std::string_view reason);
  // Ends as soon as no mail is being delivered.
  void stop();

 private:
  asio::awaitable<std::string_view> receive();  // empty: nothing more comes
  asio::awaitable<bool> send();                 // false: the client is gone
  asio::awaitable<void> consume(std::string_view bytes);
  asio::awaitable<void> deliver();
  void log(const std::vector<Reply>& outcomes) const;
  void set_deadline();
  void end_deadline();

  Ground& ground_;
  Socket socket_;
  asio::steady_timer timer_;
  const std::shared_ptr<unsigned> turn_ = std::make_shared<unsigned>(0);  // whose deadline it is
  const std::string peer_;
  Dialogue dialogue_;
  std::string buffer_;
  bool waiting_ = false, stopping_ = false;  // waiting for the client
};

}  // namespace postroom::lmtp
