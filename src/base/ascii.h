// ASCII in UTF-8 text. Most text is, and going through it quickly is what makes text fast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace postroom {

// How many bytes at the front are ASCII, in steps of eight; up to seven more may be.
inline std::size_t ascii_steps(std::string_view text) {
  std::size_t length = 0;
  for (std::uint64_t word = 0; text.size() - length >= sizeof(word); length += sizeof(word)) {
    std::memcpy(&word, text.data() + length, sizeof(word));
    if ((word & 0x8080808080808080) != 0) break;
  }
  return length;
}

}  // namespace postroom
