#include "model/blob_reader.h"

#include <string>

namespace postroom::blob {

std::string BlobReader::where() const { return "at byte " + std::to_string(failed_at_) + ": " + problem_; }

Error BlobReader::error() const {
  return {Code::corrupt, "The stored properties are corrupt " + where() + "; run the check of the store.", {}};
}

// 7 bits a byte, least significant first; at most 32 bits, and never a byte more than needed.
std::size_t BlobReader::long_varint(std::uint8_t first) {
  std::uint64_t value = first & 0x7F;
  for (int shift = 7; shift < 35; shift += 7) {
    const std::uint8_t next = byte();
    value |= std::uint64_t{next & 0x7Fu} << shift;
    if (next >= 0x80) continue;
    if (next == 0) fail("a number is written longer than needed");
    if (value > 0xFFFFFFFF) break;
    return failed() ? 0 : static_cast<std::size_t>(value);
  }
  fail("a length is too large");
  return 0;
}

}  // namespace postroom::blob
