// Text from mail made harmless before it reaches a terminal: whoever writes a mail must not be able to move
// the cursor, change colours, retitle the window or reverse what the reader sees.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace postroom::cli {

// Line ends become "\n", tabs spaces; other control characters become visible signs (␛ for ESC), C1 controls
// and bidirectional overrides U+FFFD, and so do bytes that are not UTF-8.
std::string safe_text(std::string_view text);

// The same on one line: line ends and tabs become spaces.
std::string safe_line(std::string_view text);

// Characters that safe_text replaces although they are valid text.
bool is_dangerous(std::uint32_t character);

}  // namespace postroom::cli
