#include "storage/postgres/address.h"

#include <libpq-fe.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/try.h"
#include "storage/postgres/errors.h"

namespace postroom::storage::postgres {
namespace {

constexpr std::string_view kSchemes[] = {"postgresql://", "postgres://"};
constexpr int kMaxPort = 65'535;

Error wrong(const std::string& what) {
  return {Code::invalid_argument,
          "The address is wrong: " + what + ". It reads postgresql://host/database?store=NAME.",
          {}};
}

Result<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    unsigned value = 0;
    const std::string_view digits = text.substr(i + 1, 2);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 2 || parsed.ptr != digits.data() + 2)
      return wrong("% needs two hexadecimal digits after it");
    decoded += static_cast<char>(value);
    i += 2;
  }
  return decoded;
}

// Of the part between // and the database.
bool has_several_hosts(std::string_view address) {
  const std::size_t start = address.find("//") + 2;
  std::string_view hosts = address.substr(start, address.find_first_of("/?", start) - start);
  if (const std::size_t user = hosts.rfind('@'); user != std::string_view::npos)
    hosts.remove_prefix(user + 1);
  return hosts.find(',') != std::string_view::npos;
}

// Of a parameter that may name hosts too.
Result<bool> names_several_hosts(std::string_view name, std::string_view value) {
  if (name != "host" && name != "hostaddr") return false;
  TRY_SET(const std::string hosts, percent_decoded(value));
  return hosts.find(',') != std::string::npos;
}

Status take_patience(ConnectionOptions& options, const std::string& text) {
  std::int64_t patience = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), patience);
  const bool is_number = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  if (!is_number || patience < 1 || patience > kMaxPatience.count()) {
    return wrong("patience is a number of milliseconds from 1 to " + std::to_string(kMaxPatience.count()));
  }
  options.patience = std::chrono::milliseconds(patience);
  return ok_status();
}

Status take(ConnectionOptions& options, std::string_view name, std::string_view value) {
  TRY_SET(std::string decoded, percent_decoded(value));
  if (name == "store") {
    options.store = std::move(decoded);
    return ok_status();
  }
  if (name == "patience") return take_patience(options, decoded);
  if (decoded != "yes" && decoded != "no") return wrong("pooled is yes or no");
  options.pooled = decoded == "yes";
  return ok_status();
}

Status check_store(const ConnectionOptions& options) {
  if (options.store.empty()) return wrong("it does not name a store");
  if (options.store.size() > kMaxStoreName) {
    return wrong("the store's name has more than " + std::to_string(kMaxStoreName) + " bytes");
  }
  if (options.store.find('\0') != std::string::npos) return wrong("the store's name has a zero byte");
  return ok_status();
}

// One for each host, or one for all; libpq looks at them only when it connects.
Status check_ports(std::string_view ports) {
  while (!ports.empty()) {
    const std::string_view port = ports.substr(0, ports.find(','));
    ports.remove_prefix(std::min(port.size() + 1, ports.size()));
    int number = 0;
    const auto parsed = std::from_chars(port.data(), port.data() + port.size(), number);
    const bool is_number = parsed.ec == std::errc() && parsed.ptr == port.data() + port.size();
    if (port.empty() || (is_number && number >= 1 && number <= kMaxPort)) continue;
    return wrong("a port is a number from 1 to " + std::to_string(kMaxPort));
  }
  return ok_status();
}

// What libpq makes of the rest.
Status check_syntax(const std::string& address) {
  char* complaint = nullptr;
  PQconninfoOption* const parsed = PQconninfoParse(address.c_str(), &complaint);
  Status status = ok_status();
  // The complaint is not passed on: it may quote the password.
  if (!parsed)
    status = wrong("PostgreSQL does not take it; look at its host, port and parameters, and at any %");
  for (const PQconninfoOption* option = parsed; option && option->keyword; ++option) {
    if (std::string_view(option->keyword) == "port" && option->val) status = check_ports(option->val);
  }
  PQconninfoFree(parsed);
  PQfreemem(complaint);
  return status;
}

// In small letters: libpq knows no others.
bool has_scheme(std::string_view address) {
  return std::any_of(std::begin(kSchemes), std::end(kSchemes),
                     [&](std::string_view scheme) { return address.starts_with(scheme); });
}

// Postroom's own parameters.
bool is_own(std::string_view name) { return name == "store" || name == "pooled" || name == "patience"; }

// Postroom's own are taken, the others left to libpq.
Status take_parameters(ConnectionOptions& options, std::string_view rest) {
  std::set<std::string_view> taken;
  char separator = '?';
  while (!rest.empty()) {
    const std::string_view parameter = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(parameter.size() + 1, rest.size()));
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) return wrong("a parameter has no value");
    const std::string_view name = parameter.substr(0, equals);
    if (is_own(name)) {
      if (!taken.insert(name).second) return wrong("“" + std::string(name) + "” is there twice");
      TRY(take(options, name, parameter.substr(equals + 1)));
      continue;
    }
    TRY_SET(const bool several, names_several_hosts(name, parameter.substr(equals + 1)));
    if (several) options.host = Host::takes_writes;
    options.address += separator + std::string(parameter);
    separator = '&';
  }
  return ok_status();
}

}  // namespace

Result<ConnectionOptions> parse_postgres_address(std::string_view address, StoreNeeded needed) {
  if (!has_scheme(address)) return wrong("it does not begin with postgresql://");
  if (address.find('\0') != std::string_view::npos) return wrong("it has a zero byte");
  ConnectionOptions options;
  const std::size_t question = address.find('?');
  options.address = address.substr(0, question);
  TRY(take_parameters(options, question == std::string_view::npos ? "" : address.substr(question + 1)));
  if (has_several_hosts(address)) options.host = Host::takes_writes;
  TRY(check_syntax(options.address));
  if (needed == StoreNeeded::yes || !options.store.empty()) TRY(check_store(options));
  options.store_id = store_id_of(options.store);
  return options;
}

std::int64_t store_id_of(std::string_view name) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(name.data()),
                     name.size(), nullptr, 0);
  std::int64_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i)
    id = static_cast<std::int64_t>(static_cast<std::uint64_t>(id) << 8 | hash[i]);
  return id & INT64_MAX;
}

}  // namespace postroom::storage::postgres

namespace postroom::storage {

bool is_postgres_address(std::string_view address) { return postgres::has_scheme(address); }

}  // namespace postroom::storage
