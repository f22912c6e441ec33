#include "mapi/narrow_stream.h"

#include <postroom/text.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "mapi/windows_1252.h"

namespace postroom::mapi {
namespace {

constexpr std::size_t kPiece = 64 * 1024;     // bytes
constexpr std::size_t kMostOfACharacter = 3;  // bytes that may wait for their last one

}  // namespace

Result<bool> is_utf8(Source& text) {
  Bytes piece(kPiece);
  std::size_t kept = 0;
  for (;;) {
    TRY_SET(const std::size_t got, text.read(std::span(piece).subspan(kept)));
    const std::string_view read = as_text(ByteView(piece).first(kept + got));
    if (got == 0) return is_valid_utf8(read);
    const std::string_view whole =
        truncate_utf8(read, read.size() - std::min(kMostOfACharacter, read.size()));
    if (!is_valid_utf8(whole)) return false;
    kept = read.size() - whole.size();
    std::copy(read.begin() + static_cast<std::ptrdiff_t>(whole.size()), read.end(), piece.begin());
  }
}

Result<std::size_t> Windows1252Source::read(std::span<std::uint8_t> buffer) {
  if (given_ == waiting_.size()) {
    std::array<std::uint8_t, kPiece> piece;
    TRY_SET(const std::size_t got, narrow_.read(piece));
    waiting_ = from_windows_1252(as_text(ByteView(piece).first(got)));
    given_ = 0;
  }
  const std::size_t count = std::min(buffer.size(), waiting_.size() - given_);
  std::copy_n(waiting_.begin() + static_cast<std::ptrdiff_t>(given_), count, buffer.begin());
  given_ += count;
  return count;
}

}  // namespace postroom::mapi
