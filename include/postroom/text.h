// Text is UTF-8 everywhere inside Postroom.
#pragma once

#include <string>
#include <string_view>

namespace postroom {

bool is_valid_utf8(std::string_view text);  // RFC 3629: no overlong forms, surrogates or values past U+10FFFF

// The text with every invalid byte replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

// The longest prefix of at most `limit` bytes that does not cut a character in two.
std::string_view truncate_utf8(std::string_view text, std::size_t limit);

// ASCII letters only; other characters stay.
std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);

}  // namespace postroom
