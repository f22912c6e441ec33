#include "lmtp/command.h"

#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"

namespace postroom::lmtp {
namespace {

Error wrong(std::string message) { return {Code::invalid_argument, std::move(message), {}}; }

std::string_view without_spaces_before(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

std::string to_upper_ascii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Where the path that begins with "<" has its ">": not one inside a quoted local part. npos if nowhere.
std::size_t end_of_path(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == '>' && !quoted) {
      return i;
    }
  }
  return text.npos;
}

// "@relay,@other:ana@example.com" is an address with a source route, which is ignored (RFC 5321, appendix C).
Result<std::string> parse_address(std::string_view path) {
  if (path.starts_with('@')) {
    const std::size_t colon = path.find(':');
    if (colon == path.npos) return wrong("The source route has no end.");
    path.remove_prefix(colon + 1);
  }
  if (path.size() > kMaxAddress) {
    return wrong("The address is longer than " + std::to_string(kMaxAddress) + " bytes.");
  }
  if (std::any_of(path.begin(), path.end(), is_control)) return wrong("The address has control characters.");
  if (!is_valid_utf8(path)) return wrong("The address is not UTF-8.");
  return std::string(path);
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Command split_command(std::string_view line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  return {to_upper_ascii(line.substr(0, space)), without_spaces_before(line.substr(space))};
}

Result<PathCommand> parse_path_command(std::string_view rest, std::string_view keyword) {
  const std::string form = std::string(keyword) + "<address>";
  if (to_upper_ascii(rest.substr(0, keyword.size())) != keyword) return wrong("Expected " + form + ".");
  rest = without_spaces_before(rest.substr(keyword.size()));
  const std::size_t end = rest.starts_with('<') ? end_of_path(rest) : rest.npos;
  if (end == rest.npos) return wrong("Expected " + form + ".");
  PathCommand command;
  TRY_SET(command.address, parse_address(rest.substr(1, end - 1)));
  rest.remove_prefix(end + 1);
  if (!rest.empty() && !rest.starts_with(' ')) return wrong("Expected a space behind the address.");
  for (rest = without_spaces_before(rest); !rest.empty(); rest = without_spaces_before(rest)) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    const std::size_t equals = std::min(word.find('='), word.size());
    const std::string_view value = word.substr(std::min(equals + 1, word.size()));
    command.parameters[to_upper_ascii(word.substr(0, equals))] = value;
  }
  return command;
}

}  // namespace postroom::lmtp
