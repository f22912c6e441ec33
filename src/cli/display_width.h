// How many columns of a terminal a text takes. Text is UTF-8; bytes that are not count as one column each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace postroom::cli {

// The first character of `text`, which is not empty, and the bytes that it takes; U+FFFD and 1 for a wrong
// byte.
struct Character {
  std::uint32_t code;
  std::size_t bytes;
};
Character first_character(std::string_view text);

int display_width(std::uint32_t character);
int display_width(std::string_view text);

// The longest beginning that takes at most `columns`, with the marks that belong to its last character.
std::string_view fit(std::string_view text, int columns);

// At most `columns` wide: as it is, or cut and ended with "…".
std::string shorten(std::string_view text, int columns);

// Exactly `columns` wide: shortened or filled with spaces.
std::string pad(std::string_view text, int columns);
std::string pad_left(std::string_view text, int columns);

}  // namespace postroom::cli
