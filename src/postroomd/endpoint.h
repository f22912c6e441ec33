// Where to listen, as it is written in settings.
#pragma once

#include <postroom/result.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace postroom::daemon {

struct Endpoint {
  std::string host;         // without brackets
  std::uint16_t port = 0;
  std::string socket_path;  // of a Unix socket; then host is empty
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

enum class UnixSockets { refused, allowed };

// "127.0.0.1:8080", "[::1]:8080", "localhost:0", and if allowed "unix:/run/postroom/lmtp".
Result<Endpoint> parse_endpoint(std::string_view text, UnixSockets sockets);

inline constexpr std::size_t kMaxSocketPath = 107;  // bytes: sun_path of unix(7), without its end

}  // namespace postroom::daemon
