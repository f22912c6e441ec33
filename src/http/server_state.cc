#include "http/server_state.h"

#include <postroom/session.h>

#include <array>
#include <charconv>
#include <utility>

namespace postroom::http {
namespace {

std::string hexadecimal(std::uint64_t number) {
  std::array<char, 16> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr};
}

}  // namespace

ServerState::ServerState(ServerOptions options_, std::shared_ptr<const Router> router_,
                         std::function<void(const Served&)> log_)
    : options(std::move(options_)),
      router(std::move(router_)),
      log(std::move(log_)),
      workers(options.workers == 0 ? kDefaultWorkers : options.workers, options.limits.waiting),
      id_prefix_(hexadecimal(system_random()->number() & UINT32_MAX) + "-") {}

std::string ServerState::next_request_id() { return id_prefix_ + hexadecimal(next_id_++); }

ServerState::Entry ServerState::enter(const std::string& peer) {
  const Limits& limits = options.limits;
  const std::lock_guard lock(mutex_);
  ++accepted;
  if (connections_ >= limits.connections + kMaxTurnedAway) return Entry::far_too_many;
  ++connections_;
  bool fits = connections_ <= limits.connections;
  if (limits.connections_per_peer != 0) fits = ++peers_[peer] <= limits.connections_per_peer && fits;
  return fits ? Entry::welcome : Entry::too_many;
}

void ServerState::leave(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  --connections_;
  const auto entry = peers_.find(peer);
  if (entry != peers_.end() && --entry->second == 0) peers_.erase(entry);
  if (connections_ == 0) left_.notify_all();
}

std::uint64_t ServerState::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

bool ServerState::wait_until_empty(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return left_.wait_for(lock, patience, [this] { return connections_ == 0; });
}

Visit::Visit(ServerState& state, std::string peer)
    : state_(&state), peer_(std::move(peer)), entry_(state.enter(peer_)) {}

Visit::Visit(Visit&& other) noexcept
    : state_(std::exchange(other.state_, nullptr)), peer_(std::move(other.peer_)), entry_(other.entry_) {}

Visit::~Visit() {
  if (state_ && entry_ != ServerState::Entry::far_too_many) state_->leave(peer_);
}

}  // namespace postroom::http
