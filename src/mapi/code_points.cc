#include "mapi/code_points.h"

#include <postroom/text.h>

namespace postroom::mapi {
namespace {

// By the first byte alone.
std::size_t length_at(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0xC0) return 1;
  if (first < 0xE0) return 2;
  return first < 0xF0 ? 3 : 4;
}

}  // namespace

void append_utf8(char32_t character, std::string& text) {
  const auto add = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  const auto add_rest = [&](int shift) { add(0x80 | (character >> shift & 0x3F)); };
  if (character < 0x80) return add(character);
  if (character < 0x800) {
    add(0xC0 | character >> 6);
  } else if (character < 0x10000) {
    add(0xE0 | character >> 12);
    add_rest(6);
  } else {
    add(0xF0 | character >> 18);
    add_rest(12);
    add_rest(6);
  }
  add_rest(0);
}

char32_t take_character(std::string_view& text) {
  const std::size_t length = length_at(text);
  const std::string_view bytes = text.substr(0, length);
  if (length == 1 || bytes.size() < length || !is_valid_utf8(bytes)) {
    const auto byte = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    return byte < 0x80 ? byte : 0xFFFD;
  }
  auto character = static_cast<char32_t>(static_cast<unsigned char>(bytes.front()) & (0x7F >> length));
  for (const char byte : bytes.substr(1))
    character = character << 6 | (static_cast<unsigned char>(byte) & 0x3F);
  text.remove_prefix(length);
  return character;
}

}  // namespace postroom::mapi
