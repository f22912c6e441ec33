#include "mapi/utf16_stream.h"

#include <postroom/text.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "mapi/code_points.h"
#include "mapi/text.h"

namespace postroom::mapi {
namespace {

constexpr std::size_t kPiece = 64 * 1024;     // bytes
constexpr std::size_t kMostOfACharacter = 3;  // bytes of UTF-8 that may wait for their last one
constexpr char32_t kReplacement = 0xFFFD;

Bytes low_byte_first(std::u16string_view units) {
  Bytes bytes(2 * units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    bytes[2 * i] = static_cast<std::uint8_t>(units[i]);
    bytes[2 * i + 1] = static_cast<std::uint8_t>(units[i] >> 8);
  }
  return bytes;
}

}  // namespace

Status utf8_to_utf16(Source& utf8, Sink& utf16) {
  std::array<std::uint8_t, kPiece> piece;
  std::size_t kept = 0;
  for (;;) {
    TRY_SET(const std::size_t got, utf8.read(std::span(piece).subspan(kept)));
    if (got == 0 && kept == 0) return ok_status();
    const std::string_view text = as_text(ByteView(piece).first(kept + got));
    const std::size_t waiting = got == 0 ? 0 : std::min(kMostOfACharacter, text.size());
    const std::string_view whole = truncate_utf8(text, text.size() - waiting);
    if (!is_valid_utf8(whole)) return Error{Code::corrupt, "The text is not UTF-8.", {}};
    TRY(utf16.write(low_byte_first(to_utf16(whole))));
    kept = text.size() - whole.size();
    std::copy(text.begin() + static_cast<std::ptrdiff_t>(whole.size()), text.end(), piece.begin());
    if (got == 0) return ok_status();
  }
}

void Utf16Source::take(std::uint16_t unit) {
  if (high_ != 0) {
    const std::uint16_t high = std::exchange(high_, std::uint16_t{0});
    if (is_low_surrogate(unit)) return append_utf8(join_surrogates(high, unit), waiting_);
    append_utf8(kReplacement, waiting_);
  }
  if (is_high_surrogate(unit)) {
    high_ = unit;
  } else {
    append_utf8(is_low_surrogate(unit) ? kReplacement : char32_t{unit}, waiting_);
  }
}

Status Utf16Source::fill() {
  std::array<std::uint8_t, kPiece> piece;
  TRY_SET(const std::size_t got, utf16_.read(piece));
  waiting_.clear();
  given_ = 0;
  if (got == 0) {
    ended_ = true;
    if (high_ != 0) append_utf8(kReplacement, waiting_);
    return ok_status();
  }
  for (std::size_t i = 0; i < got; ++i) {
    if (has_odd_) take(static_cast<std::uint16_t>(odd_ | piece[i] << 8));
    odd_ = piece[i];
    has_odd_ = !has_odd_;
  }
  return ok_status();
}

Result<std::size_t> Utf16Source::read(std::span<std::uint8_t> buffer) {
  while (given_ == waiting_.size() && !ended_) TRY(fill());
  const std::size_t count = std::min(buffer.size(), waiting_.size() - given_);
  std::copy_n(waiting_.begin() + static_cast<std::ptrdiff_t>(given_), count, buffer.begin());
  given_ += count;
  return count;
}

}  // namespace postroom::mapi
