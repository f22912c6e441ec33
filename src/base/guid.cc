#include <postroom/guid.h>

namespace postroom {
namespace {

// Where each byte of the written form stands in memory.
constexpr std::array<int, 16> kWritten{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

bool dash_before(int index) { return index == 4 || index == 6 || index == 8 || index == 10; }

}  // namespace

std::string to_text(const Guid& guid) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (int i = 0; i < 16; ++i) {
    if (dash_before(i)) text += '-';
    const std::uint8_t byte = guid.bytes[kWritten[i]];
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::optional<Guid> parse_guid(std::string_view text) {
  if (text.size() == 38 && text.front() == '{' && text.back() == '}') text = text.substr(1, 36);
  if (text.size() != 36) return std::nullopt;
  Guid guid;
  std::size_t at = 0;
  for (int i = 0; i < 16; ++i) {
    if (dash_before(i) && text[at++] != '-') return std::nullopt;
    const auto high = hex_digit(text[at]);
    const auto low = hex_digit(text[at + 1]);
    if (!high || !low) return std::nullopt;
    guid.bytes[kWritten[i]] = static_cast<std::uint8_t>(*high << 4 | *low);
    at += 2;
  }
  return guid;
}

}  // namespace postroom
