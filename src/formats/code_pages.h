// Charset names of the internet and Windows code page numbers (PR_INTERNET_CPID).
#pragma once

#include <optional>
#include <string_view>

namespace postroom {

inline constexpr int kUtf8CodePage = 65001;
inline constexpr int kAsciiCodePage = 20127;
inline constexpr int kWindows1252CodePage = 1252;

// Nothing for a name that has no code page. Any case.
std::optional<int> code_page_of(std::string_view charset);

// The name to write in a Content-Type; empty for an unknown number.
std::string_view charset_of(int code_page);

}  // namespace postroom
