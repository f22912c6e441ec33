// PT_STRING8 is UTF-8 here, PT_UNICODE the compiler's wide characters: the way from one to the other.
#pragma once

#include <string>
#include <string_view>

namespace postroom::mapiutil {

// The characters of UTF-8 text. A byte that belongs to none becomes 0xDC00 plus its value, which no character
// is, so that texts that differ stay different.
std::u32string characters_of(std::string_view utf8);

// Both write U+FFFD for what is no character.
std::wstring wide_text(std::string_view utf8);
std::string utf8_text(std::wstring_view wide);

}  // namespace postroom::mapiutil
