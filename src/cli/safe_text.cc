#include "cli/safe_text.h"

#include "cli/display_width.h"

namespace postroom::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// U+2400 and following picture the control characters.
void append_picture(std::string& text, std::uint32_t control) {
  const std::uint32_t low = control == 0x7F ? 0x21 : control;
  text += "\xE2\x90";
  text += static_cast<char>(0x80 + low);
}

std::string make_safe(std::string_view text, std::string_view line_end, std::string_view tab) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    if (text[0] == '\r' && text.size() > 1 && text[1] == '\n') {
      // its line end is written with the \n that follows
    } else if (text[0] == '\n' || text[0] == '\r') {
      safe += line_end;
    } else if (text[0] == '\t') {
      safe += tab;
    } else if (character.code < 0x20 || character.code == 0x7F) {
      append_picture(safe, character.code);
    } else if (is_dangerous(character.code) || character.code == 0xFFFD) {
      safe += kReplacement;
    } else {
      safe += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return safe;
}

}  // namespace

bool is_dangerous(std::uint32_t character) {
  if (character < 0x20) return character != '\n' && character != '\t';
  if (character >= 0x7F && character <= 0x9F) return true;
  const bool overrides = character >= 0x202A && character <= 0x202E;
  const bool isolates = character >= 0x2066 && character <= 0x2069;
  const bool separators = character == 0x2028 || character == 0x2029;
  const bool tags = character >= 0xE0000 && character <= 0xE007F;
  return overrides || isolates || separators || tags;
}

std::string safe_text(std::string_view text) { return make_safe(text, "\n", "    "); }
std::string safe_line(std::string_view text) { return make_safe(text, " ", " "); }

}  // namespace postroom::cli
