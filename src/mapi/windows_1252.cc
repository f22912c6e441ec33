#include "mapi/windows_1252.h"

#include <algorithm>
#include <array>

#include "mapi/code_points.h"

namespace postroom::mapi {
namespace {

// Of the bytes 0x80 to 0x9F; all others are the character of their number.
constexpr std::array<char32_t, 32> kSpecial{0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                            0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

bool is_special(char32_t byte) { return byte >= 0x80 && byte <= 0x9F; }

}  // namespace

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (const char each : bytes) {
    const char32_t byte = static_cast<unsigned char>(each);
    append_utf8(is_special(byte) ? kSpecial[byte - 0x80] : byte, text);
  }
  return text;
}

std::optional<char> to_windows_1252(char32_t character) {
  if (character < 0x100 && !is_special(character)) return static_cast<char>(character);
  const auto* const found = std::find(kSpecial.begin(), kSpecial.end(), character);
  if (found == kSpecial.end()) return std::nullopt;
  return static_cast<char>(0x80 + (found - kSpecial.begin()));
}

}  // namespace postroom::mapi
