// The code page of 8-bit text that says nothing of its own and is not UTF-8. The five bytes that it leaves
// open are taken for the control characters of their number, so that every text of bytes can be read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postroom::mapi {

std::string from_windows_1252(std::string_view bytes);
// Nothing for a character that it does not have.
std::optional<char> to_windows_1252(char32_t character);

}  // namespace postroom::mapi
