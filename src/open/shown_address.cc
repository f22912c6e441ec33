#include <postroom/open.h>

#include <algorithm>
#include <charconv>

#include "open/scheme.h"
#include "storage/postgres/postgres_engine.h"

namespace postroom {
namespace {

// user:password@host -> user@host. A password may have a ? that libpq takes as part of it.
void drop_user_password(std::string& address) {
  const std::size_t begin = address.find("://") + 3;
  const std::size_t at = address.rfind('@', address.find('/', begin));
  const std::size_t colon = address.find(':', begin);
  if (at == std::string::npos || at < begin || colon > at) return;
  address.erase(colon, at - colon);
}

// As libpq reads a keyword: with %xx decoded.
std::string decoded(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    unsigned value = 0;
    const std::string_view digits = name.substr(i).substr(1, 2);
    if (name[i] == '%' &&
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16).ec == std::errc()) {
      text += static_cast<char>(value);
      i += 2;
    } else {
      text += name[i];
    }
  }
  return text;
}

bool is_secret(std::string_view parameter) {
  const std::string name = decoded(parameter.substr(0, parameter.find('=')));
  return name == "password" || name == "sslpassword";
}

// ?password=secret&store=x -> ?store=x
void drop_password_parameters(std::string& address) {
  const std::size_t query = address.find('?');
  if (query == std::string::npos) return;
  for (std::size_t begin = query + 1; begin < address.size();) {
    const std::size_t end = std::min(address.find('&', begin), address.size() - 1) + 1;
    if (is_secret(std::string_view(address).substr(begin, end - begin))) {
      address.erase(begin, end - begin);
    } else {
      begin = end;
    }
  }
  if (address.back() == '&' || address.back() == '?') address.pop_back();
}

}  // namespace

std::string shown_address(std::string_view address) {
  const auto scheme = scheme_of(address);
  if (!scheme) return std::string(address);
  // Of what is not understood it is not known where a password stands.
  if (!storage::is_postgres_address(address)) return std::string(*scheme) + ":…";
  std::string shown(address);
  drop_user_password(shown);
  drop_password_parameters(shown);
  return shown;
}

}  // namespace postroom
