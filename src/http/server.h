// Listens, reads requests, has the router answer them, and writes what it says.
#pragma once

#include <postroom/result.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http/router.h"

namespace postroom::http {

struct Limits {
  using Time = std::chrono::milliseconds;

  std::size_t connections = 10'000;      // more are told 503 and closed
  std::size_t connections_per_peer = 0;  // 0: no limit of its own
  std::size_t waiting = 4096;            // requests for which no worker is free yet; more are told 503
  Time header_time{15'000};  // from the first byte of a request to the end of its fields; of a TLS handshake
  Time idle_time{75'000};    // between requests of one connection, and before the first
  Time body_time{30'000};    // in which at least `body_rate` × this many bytes have to come, again and again
  std::uint64_t body_rate = 1024;  // bytes a second
  Time write_time{30'000};         // in which the client has to take something of the response
  Time heartbeat{15'000};          // of silence on an event stream, then a comment goes out
};

struct TlsFiles {
  std::string certificate;  // PEM, the chain
  std::string key;          // PEM
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: a free one
  std::optional<TlsFiles> tls;
  std::size_t io_threads = 0;  // 0: one for each core
  std::size_t workers = 0;     // threads for handlers; 0: kDefaultWorkers
  Limits limits;
  std::string spool;  // folder for large bodies on their way; empty: the system's for temporary files
  // Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies;
};

// A save waits for the disk, and many at once share one sync.
inline constexpr std::size_t kDefaultWorkers = 64;

// One line of the access log.
struct Served {
  std::string id, peer, method, target, agent;
  unsigned status = 0;
  std::uint64_t request_bytes = 0, response_bytes = 0;
  std::chrono::microseconds took{0};  // until the last byte was written
  std::string pattern;                // of the route; empty for none
  std::string note;                   // the response's, or why it did not get there
};

struct Counters {
  std::uint64_t connections = 0;             // open now
  std::uint64_t accepted = 0, requests = 0;  // since the start
  std::uint64_t refused = 0;                 // of these, told 503 by this layer
  std::uint64_t waiting = 0, working = 0;    // handlers now
};

class Server {
 public:
  // Listens before it returns, and answers by threads of its own. Code::invalid_argument for an address or
  // TLS files that are no good, Code::busy for a port that is taken, Code::io_error for a spool that cannot
  // be written to. `log` is called on any thread, which it must not hold up, and throws nothing.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, std::shared_ptr<const Router> router,
                                               std::function<void(const Served&)> log = {});
  // As stop().
  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;
  virtual Counters counters() const = 0;
  // Takes no new connections or requests; requests under way are answered, event streams closed. Returns when
  // all is done, or after `patience`, when what is left is cut off.
  virtual void stop(std::chrono::milliseconds patience) = 0;
  // New files of the same names; connections from now on use them. What is wrong leaves the old ones in use.
  virtual Status reload_tls() = 0;
};

}  // namespace postroom::http
