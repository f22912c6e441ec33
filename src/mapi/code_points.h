// UTF-8, a character at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace postroom::mapi {

constexpr bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
constexpr bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }
constexpr char32_t join_surrogates(char32_t high, char32_t low) {
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}
// Whether it is a character of Unicode: up to U+10FFFF and no half of a pair.
constexpr bool is_character(char32_t value) {
  return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

void append_utf8(char32_t character, std::string& text);
// Takes the character off the front of `text`, which is not empty; U+FFFD for a byte that begins none.
char32_t take_character(std::string_view& text);
// Takes what is ASCII off the front and writes it to `out`, which has room for it; returns the end of that.
template <class Unit>
Unit* take_ascii(std::string_view& text, Unit* out) {
  std::size_t length = ascii_steps(text);
  while (length < text.size() && static_cast<unsigned char>(text[length]) < 0x80) ++length;
  out = std::copy_n(text.begin(), length, out);
  text.remove_prefix(length);
  return out;
}

}  // namespace postroom::mapi
