#include "postroomd/endpoint.h"

#include <charconv>

namespace postroom::daemon {
namespace {

constexpr std::string_view kUnix = "unix:";

Error wrong(std::string_view text, const std::string& why) {
  return {Code::invalid_argument, "\"" + std::string(text) + "\" " + why, {}};
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text, UnixSockets sockets) {
  Endpoint endpoint;
  if (text.starts_with(kUnix)) {
    if (sockets == UnixSockets::refused) return wrong(text, "is a Unix socket; here it has to be HOST:PORT.");
    endpoint.socket_path = text.substr(kUnix.size());
    if (endpoint.socket_path.empty() || endpoint.socket_path.size() > kMaxSocketPath) {
      return wrong(text, "has to name a path of 1 to " + std::to_string(kMaxSocketPath) + " bytes.");
    }
    return endpoint;
  }
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong(text, "is not HOST:PORT, such as 127.0.0.1:8080.");
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return wrong(text, "has colons in its host: an IPv6 address stands in brackets, as in [::1]:8080.");
  }
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  if (port.empty() || error != std::errc() || end != port.data() + port.size()) {
    return wrong(text, "has to end in a port from 0 to 65535.");
  }
  if (host.empty()) return wrong(text, "names no host.");
  endpoint.host = host;
  return endpoint;
}

}  // namespace postroom::daemon
