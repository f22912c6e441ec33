#include "model/hexadecimal.h"

namespace postroom {
namespace {

constexpr std::size_t kMaxDigits = 16;  // of 64 bits

std::optional<std::uint8_t> digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> parse_hexadecimal(std::string_view digits) {
  if (digits.empty() || digits.size() > kMaxDigits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : digits) {
    const auto digit = digit_value(c);
    if (!digit) return std::nullopt;
    number = number << 4 | *digit;
  }
  return number;
}

void append_hexadecimal(std::string& text, ByteView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  text.reserve(text.size() + 2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
}

std::optional<Bytes> parse_hexadecimal_bytes(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const auto high = digit_value(digits[i]);
    const auto low = digit_value(digits[i + 1]);
    if (!high || !low) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(*high << 4 | *low));
  }
  return bytes;
}

}  // namespace postroom
