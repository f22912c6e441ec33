#include "server/etags.h"

#include <algorithm>

#include "server/json_place.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

constexpr std::string_view kSpaces = " \t";

std::string_view trim(std::string_view text) {
  const std::size_t start = text.find_first_not_of(kSpaces);
  if (start == text.npos) return {};
  return text.substr(start, text.find_last_not_of(kSpaces) - start + 1);
}

Error wrong_if_match(std::string message) { return invalid_at("If-Match", "If-Match: " + message); }

// Takes the next ETag of a list off its front, without W/; nothing at the end and for what is none.
std::optional<std::string_view> take_etag(std::string_view& list) {
  list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
  if (list.starts_with("W/")) list.remove_prefix(2);
  const std::size_t end = list.starts_with('"') ? list.find('"', 1) : list.npos;
  if (end == list.npos) return std::nullopt;
  const std::string_view etag = list.substr(0, end + 1);
  list.remove_prefix(end + 1);
  return etag;
}

}  // namespace

std::string etag_of(VersionNumber version) { return '"' + std::to_string(version.value) + '"'; }

Result<std::optional<VersionNumber>> parse_if_match(const http::Fields& fields) {
  const auto lines = fields.all("If-Match");
  if (lines.empty()) return std::optional<VersionNumber>();
  const std::string_view text = trim(lines.front());
  if (lines.size() > 1 || text.find(',') != text.npos)
    return wrong_if_match("One ETag is expected, not a list.");
  if (text == "*") return std::optional<VersionNumber>();
  if (text.starts_with("W/")) return wrong_if_match("A strong ETag is expected, without W/.");
  const bool is_quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
  const auto version = is_quoted ? parse_whole(text.substr(1, text.size() - 2)) : std::nullopt;
  if (!version || *version < 1)
    return wrong_if_match("This is no ETag of a message, such as \"7\" with its quotation marks.");
  return std::optional(VersionNumber{*version});
}

bool is_known(const http::Fields& fields, std::string_view etag) {
  for (std::string_view list : fields.all("If-None-Match")) {
    if (trim(list) == "*") return true;
    while (const auto known = take_etag(list)) {
      if (*known == etag) return true;
    }
  }
  return false;
}

}  // namespace postroom::server
