#include "open/shown_address.h"

#include <algorithm>

#include "storage/postgres/postgres_engine.h"

namespace postroom {
namespace {

constexpr std::string_view kPassword = "password=";

// user:password@host -> user@host
void drop_user_password(std::string& address) {
  const std::size_t begin = address.find("://") + 3;
  const std::size_t at = address.find('@', begin);
  const std::size_t colon = address.find(':', begin);
  if (at == std::string::npos || colon > at || address.find_first_of("/?", begin) < at) return;
  address.erase(colon, at - colon);
}

// ?password=secret&store=x -> ?store=x
void drop_password_parameter(std::string& address) {
  const std::size_t query = address.find('?');
  if (query == std::string::npos) return;
  for (std::size_t begin = query + 1; begin < address.size();) {
    const std::size_t end = std::min(address.find('&', begin), address.size() - 1) + 1;
    if (std::string_view(address).substr(begin).starts_with(kPassword)) {
      address.erase(begin, end - begin);
    } else {
      begin = end;
    }
  }
  if (address.back() == '&' || address.back() == '?') address.pop_back();
}

}  // namespace

std::string shown_address(std::string_view address) {
  std::string shown(address);
  if (!storage::is_postgres_address(address)) return shown;
  drop_user_password(shown);
  drop_password_parameter(shown);
  return shown;
}

}  // namespace postroom
