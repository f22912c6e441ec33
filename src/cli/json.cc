#include "cli/json.h"

#include <fmt/format.h>

#include "cli/display_width.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

void append_escaped(std::string& text, std::uint32_t character) {
  if (character > 0xFFFF) {
    character -= 0x10000;
    text += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (character >> 10), 0xDC00 + (character & 0x3FF));
  } else {
    text += fmt::format("\\u{:04x}", character);
  }
}

void append_string(std::string& json, std::string_view text) {
  json += '"';
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.code == '"' || character.code == '\\') {
      json += '\\';
      json += static_cast<char>(character.code);
    } else if (character.code == '\n') {
      json += "\\n";
    } else if (character.code == '\t') {
      json += "\\t";
    } else if (is_dangerous(character.code)) {
      append_escaped(json, character.code);
    } else if (character.code == 0xFFFD) {
      json += "\xEF\xBF\xBD";
    } else {
      json += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  json += '"';
}

}  // namespace

void Json::separate() {
  if (!text_.empty() && text_.back() != '{' && text_.back() != '[' && text_.back() != ':') text_ += ',';
}

Json& Json::open(char bracket) {
  separate();
  text_ += bracket;
  return *this;
}

Json& Json::close(char bracket) {
  text_ += bracket;
  return *this;
}

Json& Json::key(std::string_view name) {
  separate();
  append_string(text_, name);
  text_ += ':';
  return *this;
}

Json& Json::value(std::string_view text) {
  separate();
  append_string(text_, text);
  return *this;
}

Json& Json::value(std::int64_t number) {
  separate();
  text_ += std::to_string(number);
  return *this;
}

Json& Json::value(bool yes) {
  separate();
  text_ += yes ? "true" : "false";
  return *this;
}

Json& Json::value(FileTime time) { return time.ticks == 0 ? null() : value(to_iso8601(time)); }

Json& Json::null() {
  separate();
  text_ += "null";
  return *this;
}

}  // namespace postroom::cli
