#include "cli/display_width.h"

#include <postroom/text.h>

#include <algorithm>
#include <iterator>

#include "cli/display_width_table.h"

namespace postroom::cli {
namespace {

template <std::size_t N>
bool is_in(const CharacterRange (&ranges)[N], std::uint32_t character) {
  const auto* range = std::lower_bound(std::begin(ranges), std::end(ranges), character,
                                       [](const CharacterRange& r, std::uint32_t c) { return r.last < c; });
  return range != std::end(ranges) && range->first <= character;
}

}  // namespace

Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || text.size() < bytes || !is_valid_utf8(text.substr(0, bytes))) return {0xFFFD, 1};
  std::uint32_t code = lead & (0x7F >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
  return {code, bytes};
}

int display_width(std::uint32_t character) {
  if (character < 0x300) return 1;
  if (is_in(kZeroWidth, character)) return 0;
  return is_in(kDoubleWidth, character) ? 2 : 1;
}

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    width += display_width(character.code);
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string_view fit(std::string_view text, int columns) {
  std::size_t end = 0;
  while (end < text.size()) {
    const Character character = first_character(text.substr(end));
    columns -= display_width(character.code);
    if (columns < 0) break;
    end += character.bytes;
  }
  return text.substr(0, end);
}

std::string shorten(std::string_view text, int columns) {
  if (columns <= 0) return "";
  if (display_width(text) <= columns) return std::string(text);
  return std::string(fit(text, columns - 1)) + "…";
}

std::string pad(std::string_view text, int columns) {
  std::string padded = shorten(text, columns);
  padded.append(static_cast<std::size_t>(std::max(0, columns - display_width(padded))), ' ');
  return padded;
}

std::string pad_left(std::string_view text, int columns) {
  const std::string shortened = shorten(text, columns);
  return std::string(static_cast<std::size_t>(std::max(0, columns - display_width(shortened))), ' ') +
         shortened;
}

}  // namespace postroom::cli
