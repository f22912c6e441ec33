// Hexadecimal digits, as tags, numbers and binary values are written.
#pragma once

#include <postroom/bytes.h>

#include <optional>

namespace postroom {

// The number that 1 to 16 digits of either case mean, without "0x".
std::optional<std::uint64_t> parse_hexadecimal(std::string_view digits);

// Two lower-case digits for each byte.
void append_hexadecimal(std::string& text, ByteView bytes);

// The inverse, in either case.
std::optional<Bytes> parse_hexadecimal_bytes(std::string_view digits);

}  // namespace postroom
