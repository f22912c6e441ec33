// Content as mail carries it: lines of CRLF, 7 bits wide, at most 998 bytes long.
#pragma once

#include <postroom/bytes.h>

#include "formats/gmime_library.h"

namespace postroom {

// Passes bytes on; a line end is CRLF afterwards. `sink` outlives it.
class CrlfSink final : public Sink {
 public:
  explicit CrlfSink(Sink& sink) : sink_(sink) {}
  Status write(ByteView bytes) override;
  Status write_text(std::string_view text) { return write(as_bytes(text)); }

 private:
  Sink& sink_;
  Bytes lines_;
  bool after_cr_ = false;
};

// The plainest encoding that carries a text unharmed: 7bit, quoted-printable, or base64 for what is mostly
// 8-bit. Reads everything once.
Result<GMimeContentEncoding> choose_text_encoding(RandomAccess& text);

// All of `content` in that encoding.
Status write_encoded(RandomAccess& content, GMimeContentEncoding encoding, CrlfSink& sink);

}  // namespace postroom
