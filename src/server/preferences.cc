#include "server/preferences.h"

#include <postroom/text.h>

#include <algorithm>
#include <array>
#include <optional>

#include "server/refusals.h"

namespace postroom::server {
namespace {

constexpr std::array<std::pair<OnConflict, std::string_view>, 4> kWords{
    {{OnConflict::fail, "fail"},
     {OnConflict::merge, "merge"},
     {OnConflict::overwrite, "overwrite"},
     {OnConflict::elsewhere, "elsewhere"}}};

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// What stands before the next separator outside quotation marks, which are no more than that: no preference
// that counts here has a backslash in them.
std::string_view take_until(std::string_view& rest, char separator) {
  bool is_quoted = false;
  std::size_t end = 0;
  for (; end < rest.size() && (is_quoted || rest[end] != separator); ++end) is_quoted ^= rest[end] == '"';
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trim(taken);
}

std::string_view unquoted(std::string_view value) {
  const bool is_quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

// The value of the first preference of that name.
std::optional<std::string_view> find_preference(const http::Fields& fields, std::string_view name) {
  for (std::string_view line : fields.all("Prefer")) {
    while (!line.empty()) {
      std::string_view preference = take_until(line, ',');
      preference = take_until(preference, ';');  // what follows are its parameters
      const std::size_t equals = std::min(preference.find('='), preference.size());
      if (!equals_ignoring_ascii_case(trim(preference.substr(0, equals)), name)) continue;
      return unquoted(trim(preference.substr(std::min(equals + 1, preference.size()))));
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_text(OnConflict what) { return kWords[static_cast<std::size_t>(what)].second; }

Result<OnConflict> parse_prefer(const http::Fields& fields) {
  const auto word = find_preference(fields, "conflict");
  if (!word) return OnConflict::fail;
  for (const auto& [what, name] : kWords) {
    if (name == *word) return what;
  }
  return invalid_at("Prefer", "Prefer: conflict is one of fail, merge, overwrite and elsewhere.");
}

}  // namespace postroom::server
