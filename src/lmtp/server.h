// Takes mail by LMTP from a mail server beside it, such as Postfix, on a loopback port or a Unix socket.
#pragma once

#include <postroom/store.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lmtp/delivery.h"

namespace postroom::lmtp {

// What became of one mail for one recipient, for the log.
struct Delivered {
  std::string peer, sender, recipient, store;
  Reply reply;
};

struct ServerOptions {
  std::string address;             // to listen on; empty: `socket_path` says where
  std::uint16_t port = 0;          // 0: a free one
  std::string socket_path;         // of a Unix socket; one that nobody listens on any more is replaced
  std::string host = "localhost";  // what the server calls itself
  std::vector<Mailbox> mailboxes;
  DialogueLimits limits;
  std::size_t connections = 64;                                  // at once; more are told to come again
  std::size_t workers = 4;                                       // deliveries at once
  std::chrono::milliseconds patience = std::chrono::minutes(5);  // with a silent client (RFC 5321, 4.5.3.2.7)
  std::shared_ptr<const Clock> clock;
  std::shared_ptr<Random> random;
  std::function<void(const Delivered&)> log;  // on any thread; may be empty
};

class Server {
 public:
  // Listens. Code::busy if somebody else does there; invalid_argument for a place that cannot be.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, OpenStore open);
  ~Server();  // as stop(0)

  std::uint16_t port() const;  // 0 for a Unix socket
  // Takes no more mail. What has come whole is delivered and answered, for as long as `patience`.
  void stop(std::chrono::milliseconds patience);

 private:
  struct Inside;
  explicit Server(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace postroom::lmtp
