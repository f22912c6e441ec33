// What all connections of a server share. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "http/server.h"
#include "http/workers.h"

namespace postroom::http {

class ServerState {
 public:
  ServerState(ServerOptions options, std::shared_ptr<const Router> router,
              std::function<void(const Served&)> log);

  const ServerOptions options;
  const std::shared_ptr<const Router> router;
  const std::function<void(const Served&)> log;
  Workers workers;
  std::atomic<bool> stopping{false};
  std::atomic<std::uint64_t> accepted{0}, requests{0}, refused{0};

  // What nobody else's request has, on this server or another one: "8f3a01c2-1f4".
  std::string next_request_id();

  // too_many: it is to be told so. far_too_many: there is no time even for that, and it does not count.
  enum class Entry { welcome, too_many, far_too_many };
  std::uint64_t connections() const;
  // False: there still are some after `patience`.
  bool wait_until_empty(std::chrono::milliseconds patience);

 private:
  friend class Visit;
  Entry enter(const std::string& peer);
  void leave(const std::string& peer);

  const std::string id_prefix_;
  std::atomic<std::uint64_t> next_id_{1};
  mutable std::mutex mutex_;
  std::condition_variable left_;
  std::uint64_t connections_ = 0;
  std::map<std::string, std::size_t, std::less<>> peers_;  // filled where they have a limit
};

// A connection, as it is counted: from when this is made until it goes. The state outlives it.
class Visit {
 public:
  Visit(ServerState& state, std::string peer);
  ~Visit();
  Visit(Visit&& other) noexcept;
  Visit& operator=(Visit&&) = delete;

  const std::string& peer() const { return peer_; }
  ServerState::Entry entry() const { return entry_; }

 private:
  ServerState* state_;  // null once it has moved away
  std::string peer_;
  ServerState::Entry entry_;
};

inline constexpr std::size_t kMaxTurnedAway =
    256;  // connections over the limit that are told so at the same time

}  // namespace postroom::http
