#include "mapiutil/text_encoding.h"

namespace postroom::mapiutil {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_character(char32_t c) { return c < 0xD800 || (c >= 0xE000 && c < 0x110000); }

// How many bytes a character has that begins with this one; 0 if none does.
std::size_t length_after(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

// Takes the first character off the text, or its first byte if there is none: then the result is no
// character.
char32_t take_character(std::string_view& text) {
  static constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = length_after(lead);
  char32_t c = length == 1 ? lead : lead & (0x7Fu >> length);
  bool whole = length > 0 && length <= text.size();
  for (std::size_t i = 1; whole && i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    whole = (byte & 0xC0) == 0x80;
    c = c << 6 | (byte & 0x3F);
  }
  whole = whole && is_character(c) && c >= kLeast[length];
  text.remove_prefix(whole ? length : 1);
  return whole ? c : 0xDC00 + lead;
}

void append_utf8(char32_t c, std::string& text) {
  if (c < 0x80) {
    text.push_back(static_cast<char>(c));
    return;
  }
  const int following = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  text.push_back(static_cast<char>((0xFF00u >> (following + 1) & 0xFFu) | c >> 6 * following));
  for (int i = following - 1; i >= 0; --i) text.push_back(static_cast<char>(0x80 | (c >> 6 * i & 0x3F)));
}

}  // namespace

std::u32string characters_of(std::string_view utf8) {
  std::u32string characters;
  characters.reserve(utf8.size());
  while (!utf8.empty()) characters.push_back(take_character(utf8));
  return characters;
}

std::wstring wide_text(std::string_view utf8) {
  std::wstring wide;
  wide.reserve(utf8.size());
  while (!utf8.empty()) {
    const char32_t c = take_character(utf8);
    wide.push_back(static_cast<wchar_t>(is_character(c) ? c : kReplacement));
  }
  return wide;
}

std::string utf8_text(std::wstring_view wide) {
  static_assert(sizeof(wchar_t) == sizeof(char32_t));
  std::string utf8;
  utf8.reserve(wide.size());
  for (const wchar_t unit : wide) {
    const auto c = static_cast<char32_t>(unit);
    append_utf8(is_character(c) ? c : kReplacement, utf8);
  }
  return utf8;
}

}  // namespace postroom::mapiutil
