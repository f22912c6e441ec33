#include "http/forwarded.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <postroom/text.h>

#include <algorithm>
#include <array>

namespace postroom::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// All entries of all fields of that name, the last first.
std::vector<std::string_view> entries_backwards(const Fields& fields, std::string_view name) {
  std::vector<std::string_view> entries;
  for (std::string_view value : fields.all(name)) {
    for (;;) {
      const std::size_t comma = value.find(',');
      entries.push_back(trimmed(value.substr(0, comma)));
      if (comma == value.npos) break;
      value.remove_prefix(comma + 1);
    }
  }
  std::reverse(entries.begin(), entries.end());
  return entries;
}

}  // namespace

std::string plain_address(std::string_view text) {
  const std::string name(text);
  in_addr four{};
  in6_addr six{};
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (::inet_pton(AF_INET, name.c_str(), &four) == 1) return name;
  if (::inet_pton(AF_INET6, name.c_str(), &six) != 1) return {};
  constexpr std::size_t kMappedAt = 12;  // where an IPv4 address stands in an IPv6 one
  const bool mapped = IN6_IS_ADDR_V4MAPPED(&six);
  const void* address = mapped ? static_cast<const void*>(six.s6_addr + kMappedAt) : &six;
  return ::inet_ntop(mapped ? AF_INET : AF_INET6, address, buffer.data(), buffer.size()) ? buffer.data() : "";
}

Client client_of(const Client& direct, const Fields& fields, const std::vector<std::string>& trusted) {
  const auto is_trusted = [&](const std::string& address) {
    return std::find(trusted.begin(), trusted.end(), address) != trusted.end();
  };
  Client client = direct;
  if (!is_trusted(direct.address)) return client;
  for (const std::string_view entry : entries_backwards(fields, "X-Forwarded-For")) {
    std::string address = plain_address(entry);
    if (address.empty()) break;
    client.address = std::move(address);
    if (!is_trusted(client.address)) break;
  }
  const auto schemes = entries_backwards(fields, "X-Forwarded-Proto");
  if (!schemes.empty()) client.secure = equals_ignoring_ascii_case(schemes.front(), "https");
  return client;
}

}  // namespace postroom::http
