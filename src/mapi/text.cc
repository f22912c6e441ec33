#include "mapi/text.h"

#include <postroom/text.h>

#include <cstring>

#include "mapi/code_points.h"
#include "mapi/windows_1252.h"

namespace postroom::mapi {
namespace {

static_assert(sizeof(wchar_t) == sizeof(char32_t), "A wide character is a code point.");

Error no_text() { return {Code::invalid_argument, "There is no text where one is needed.", {}}; }
Error no_unicode() { return {Code::invalid_argument, "The text is no Unicode.", {}}; }
Error too_long() {
  return {Code::too_big, "A text can have at most 67,108,864 characters; write it to a stream.", {}};
}

}  // namespace

Result<std::string> from_wide(const wchar_t* text) {
  if (!text) return no_text();
  std::string utf8;
  for (std::size_t i = 0; text[i] != 0; ++i) {
    if (i >= kMaxText) return too_long();
    auto character = static_cast<char32_t>(text[i]);
    const auto next = static_cast<char32_t>(text[i + 1]);
    if (is_high_surrogate(character) && is_low_surrogate(next)) {
      character = join_surrogates(character, next);
      ++i;
    }
    if (!is_character(character)) return no_unicode();
    append_utf8(character, utf8);
  }
  return utf8;
}

Result<std::string> from_narrow(const char* text) {
  if (!text) return no_text();
  const std::string_view bytes(text, strnlen(text, kMaxText + 1));
  if (bytes.size() > kMaxText) return too_long();
  return to_utf8(bytes);
}

std::string to_utf8(std::string_view bytes) {
  return is_valid_utf8(bytes) ? std::string(bytes) : from_windows_1252(bytes);
}

Result<std::string> from_text(LPCTSTR text, Width width) {
  return width == Width::wide ? from_wide(reinterpret_cast<const wchar_t*>(text))
                              : from_narrow(reinterpret_cast<const char*>(text));
}

wchar_t* to_wide(std::string_view text, Block& block) {
  wchar_t* const wide = block.more<wchar_t>(text.size() + 1);  // a character has a byte or more
  wchar_t* end = wide;
  for (end = take_ascii(text, end); !text.empty(); end = take_ascii(text, end)) {
    *end++ = static_cast<wchar_t>(take_character(text));
  }
  *end = 0;
  return wide;
}

char* to_narrow(std::string_view text, Block& block) {
  char* const narrow = block.more<char>(text.size() + 1);
  text.copy(narrow, text.size());
  narrow[text.size()] = 0;
  return narrow;
}

LPTSTR to_text(std::string_view text, Width width, Block& block) {
  return width == Width::wide ? reinterpret_cast<LPTSTR>(to_wide(text, block))
                              : reinterpret_cast<LPTSTR>(to_narrow(text, block));
}

std::u16string to_utf16(std::string_view text) {
  std::u16string units(text.size(), 0);  // a character has as many bytes as units, or more
  char16_t* end = units.data();
  for (end = take_ascii(text, end); !text.empty(); end = take_ascii(text, end)) {
    const char32_t character = take_character(text);
    if (character < 0x10000) {
      *end++ = static_cast<char16_t>(character);
    } else {
      *end++ = static_cast<char16_t>(0xD800 + ((character - 0x10000) >> 10));
      *end++ = static_cast<char16_t>(0xDC00 + (character & 0x3FF));
    }
  }
  units.resize(static_cast<std::size_t>(end - units.data()));
  return units;
}

Result<std::string> from_utf16(std::u16string_view text) {
  std::string utf8;
  utf8.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t character = text[i];
    if (is_high_surrogate(character) && i + 1 < text.size() && is_low_surrogate(text[i + 1])) {
      character = join_surrogates(character, text[++i]);
    }
    if (!is_character(character)) return Error{Code::corrupt, "The text has half of a surrogate pair.", {}};
    append_utf8(character, utf8);
  }
  return utf8;
}

}  // namespace postroom::mapi
