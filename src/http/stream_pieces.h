// A stream as it goes out: in pieces, and exactly as long as it says.
#pragma once

#include "http/response.h"

namespace postroom::http {

// Used by one thread at a time.
class StreamPieces {
 public:
  // The stream's source outlives it.
  explicit StreamPieces(const Response::Stream& stream);

  // Valid until the next call; empty at the end. May wait for a disk. Code::corrupt where the source ends
  // before its length; what the source throws is an Error too.
  Result<ByteView> next();
  // All of its length has been read.
  bool is_at_end() const { return left_ == 0; }
  std::uint64_t length() const { return length_; }  // 0 where it is not known

 private:
  Result<std::size_t> fill(std::span<std::uint8_t> space);

  Source& source_;
  const bool has_length_;
  const std::uint64_t length_;
  std::uint64_t left_;
  Bytes buffer_;
};

inline constexpr std::size_t kStreamPiece = 128 << 10;  // bytes

}  // namespace postroom::http
