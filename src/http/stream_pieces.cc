#include "http/stream_pieces.h"

#include <algorithm>
#include <exception>

#include "base/try.h"

namespace postroom::http {

StreamPieces::StreamPieces(const Response::Stream& stream)
    : source_(*stream.source),
      has_length_(stream.length.has_value()),
      length_(stream.length.value_or(0)),
      left_(stream.length.value_or(UINT64_MAX)),
      buffer_(static_cast<std::size_t>(std::min<std::uint64_t>(left_, kStreamPiece))) {}

// As much as there is: sources may give little at a time, and each piece costs a change of threads.
Result<std::size_t> StreamPieces::fill(std::span<std::uint8_t> space) {
  std::size_t filled = 0;
  while (filled < space.size()) {
    TRY_SET(const std::size_t count, source_.read(space.subspan(filled)));
    if (count == 0) break;
    filled += count;
  }
  return filled;
}

Result<ByteView> StreamPieces::next() {
  try {
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(left_, buffer_.size()));
    TRY_SET(const std::size_t size, fill(std::span(buffer_).first(most)));
    if (size < most && has_length_) {
      return Error{Code::corrupt, "The body of the response ended before its time.", {}};
    }
    left_ -= size;
    return ByteView(buffer_).first(size);
  } catch (const std::exception& thrown) {
    return Error{Code::io_error, "Reading the body of the response failed.", thrown.what()};
  }
}

}  // namespace postroom::http
