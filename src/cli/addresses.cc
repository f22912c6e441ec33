#include "cli/addresses.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"

namespace postroom::cli {
namespace {

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::string unquoted(const std::string& text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return text;
  std::string result;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    result += text[i];
  }
  return result;
}

Error not_an_address(std::string_view text) {
  return {Code::invalid_argument,
          fmt::format("“{}” is not an address: write name@example.com or Name <name@example.com>.", text),
          ""};
}

// Where the part at the start of `text` ends: at a separator outside quotes and brackets.
Result<std::size_t> part_end(std::string_view text) {
  bool quoted = false, bracket = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"' && !bracket) {
      quoted = !quoted;
    } else if (!quoted && (c == '<' || c == '>')) {
      if (bracket == (c == '<')) return not_an_address(text);
      bracket = c == '<';
    } else if (!quoted && !bracket && (c == ';' || c == ',')) {
      break;
    }
  }
  if (quoted || bracket) return not_an_address(text);
  return std::min(i, text.size());
}

Result<Address> parse_one(const std::string& text) {
  const std::size_t open = text.rfind('<');
  if (open == std::string::npos || text.back() == '"') {
    return text.find('@') != std::string::npos && text[0] != '"' ? Address{"", text}
                                                                 : Address{unquoted(text), ""};
  }
  if (text.back() != '>') return not_an_address(text);
  Address address{unquoted(trimmed(std::string_view(text).substr(0, open))),
                  trimmed(std::string_view(text).substr(open + 1, text.size() - open - 2))};
  if (address.address.empty()) return not_an_address(text);
  return address;
}

}  // namespace

Result<std::vector<Address>> parse_addresses(std::string_view text) {
  std::vector<Address> addresses;
  while (!text.empty()) {
    TRY_SET(const std::size_t end, part_end(text));
    const std::string part = trimmed(text.substr(0, end));
    if (!part.empty()) {
      TRY_SET(Address address, parse_one(part));
      addresses.push_back(std::move(address));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return addresses;
}

}  // namespace postroom::cli
