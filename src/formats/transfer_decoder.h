// Content as it was before its Content-Transfer-Encoding: base64, quoted-printable, uuencode, or as it
// stands.
#pragma once

#include <postroom/bytes.h>

#include <array>

#include "formats/gmime_library.h"

namespace postroom {

// Bytes [begin, end) of a mail.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t length() const { return end - begin; }
};

// The decoded bytes of a range. `mail` outlives it.
class TransferDecoder final : public Source {
 public:
  TransferDecoder(RandomAccess& mail, ByteRange range, GMimeContentEncoding encoding);
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override;
  // Whether something was skipped that does not belong in base64; final at the end.
  bool damaged() const { return damaged_; }

 private:
  Status refill();

  RangeSource raw_;
  GMimeEncoding state_;
  bool encoded_;
  bool damaged_ = false;
  bool ended_ = false;
  std::size_t next_ = 0;   // in decoded_
  std::size_t ready_ = 0;  // end of what is in decoded_
  std::array<std::uint8_t, 8 * 1024> encoded_bytes_;
  std::array<std::uint8_t, 12 * 1024> decoded_;
};

}  // namespace postroom
