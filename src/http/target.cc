#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "http/request.h"

namespace postroom::http {
namespace {

Error malformed(std::string message) { return {Code::invalid_argument, std::move(message), {}}; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class Plus { is_plus, is_space };

Result<std::string> decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0)
        return malformed("A '%' in the address needs two hexadecimal digits after it.");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus == Plus::is_space) {
      c = ' ';
    }
    if (c == '\0') return malformed("The address must not have a NUL.");
    decoded += c;
  }
  if (!is_valid_utf8(decoded)) return malformed("The address must be UTF-8.");
  return decoded;
}

// "." and "..", which some would resolve.
bool is_dots(std::string_view segment) {
  return !segment.empty() && segment.size() <= 2 && segment.find_first_not_of('.') == segment.npos;
}

Result<std::vector<std::string>> parse_segments(std::string_view path) {
  std::vector<std::string> segments;
  segments.reserve(static_cast<std::size_t>(std::count(path.begin(), path.end(), '/')));
  for (;;) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    TRY_SET(std::string segment, decode(path.substr(0, end), Plus::is_plus));
    if (is_dots(segment)) return malformed("The address must not have '.' or '..' as a segment.");
    segments.push_back(std::move(segment));
    if (end == path.size()) return segments;
    path.remove_prefix(end);
  }
}

Result<Query> parse_query(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) continue;
    if (query.pairs().size() == kMaxQueryPairs) {
      return Error{Code::too_big,
                   "The address has more than the " + std::to_string(kMaxQueryPairs) + " parameters allowed.",
                   {}};
    }
    const std::size_t equals = std::min(pair.find('='), pair.size());
    TRY_SET(std::string name, decode(pair.substr(0, equals), Plus::is_space));
    TRY_SET(std::string value, decode(pair.substr(std::min(equals + 1, pair.size())), Plus::is_space));
    query.add(std::move(name), std::move(value));
  }
  return query;
}

// What no URI has unencoded, and no client that means well sends: RFC 3986, appendix A.
bool is_never_bare(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '#'; }

}  // namespace

std::optional<std::string_view> Query::find(std::string_view name) const {
  for (const Field& pair : pairs_) {
    if (pair.name == name) return pair.value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Query::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Field& pair : pairs_) {
    if (pair.name == name) values.push_back(pair.value);
  }
  return values;
}

Result<Target> parse_target(std::string_view text) {
  if (text.size() > kMaxTarget) {
    return Error{Code::too_big,
                 "The address is longer than the " + std::to_string(kMaxTarget) + " bytes allowed.",
                 {}};
  }
  if (text.empty() || text.front() != '/') return malformed("The address must begin with '/'.");
  for (const char c : text) {
    if (is_never_bare(c))
      return malformed("Spaces, controls and '#' in the address must be percent-encoded.");
  }
  const std::size_t mark = std::min(text.find('?'), text.size());
  Target target;
  TRY_SET(target.segments, parse_segments(text.substr(0, mark)));
  TRY_SET(target.query, parse_query(text.substr(std::min(mark + 1, text.size()))));
  return target;
}

}  // namespace postroom::http
