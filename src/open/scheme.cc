#include "open/scheme.h"

#include <postroom/open.h>
#include <postroom/text.h>

#include <algorithm>

#include "storage/postgres/postgres_engine.h"

namespace postroom {
namespace {

constexpr std::string_view kDatabaseSchemes[] = {"postgresql", "postgres"};

bool is_scheme(std::string_view word) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_part = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  return !word.empty() && is_letter(word[0]) && std::all_of(word.begin(), word.end(), is_part);
}

}  // namespace

std::optional<std::string_view> scheme_of(std::string_view address) {
  const std::size_t colon = address.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view word = address.substr(0, colon);
  if (is_scheme(word) && address.substr(colon, 3) == "://") return word;
  const bool is_database =
      std::any_of(std::begin(kDatabaseSchemes), std::end(kDatabaseSchemes),
                  [&](std::string_view scheme) { return equals_ignoring_ascii_case(word, scheme); });
  return is_database ? std::optional(word) : std::nullopt;
}

Result<AddressKind> address_kind(std::string_view address) {
  const auto scheme = scheme_of(address);
  if (!scheme) return AddressKind::file;
  if (storage::is_postgres_address(address)) return AddressKind::database;
  return Error{Code::invalid_argument,
               "“" + std::string(*scheme) +
                   ":…” is no address of a store: that is the path of a file, or "
                   "postgresql://HOST/DATABASE?store=NAME, in small letters and with two slashes.",
               {}};
}

}  // namespace postroom
