#include "model/utf8_source.h"

#include <postroom/text.h>

#include "base/try.h"

namespace postroom {
namespace {

constexpr std::size_t kLongest = 4;  // bytes of a character

}  // namespace

Error not_utf8() { return {Code::invalid_argument, "The text is not valid UTF-8; convert it first.", {}}; }

Result<std::size_t> Utf8Source::read(std::span<std::uint8_t> buffer) {
  TRY_SET(const std::size_t count, text_.read(buffer));
  const bool is_good = count == 0 ? cut_.empty() : take(as_text(ByteView(buffer).first(count)));
  if (!is_good) return not_utf8();
  return count;
}

bool Utf8Source::take(std::string_view piece) {
  while (!cut_.empty() && !piece.empty()) {
    if (cut_.size() == kLongest) return false;
    cut_ += piece.front();
    piece.remove_prefix(1);
    if (is_valid_utf8(cut_)) cut_.clear();
  }
  if (piece.empty()) return true;
  const std::string_view whole = truncate_utf8(piece, piece.size() - 1);
  const std::string_view last = piece.substr(whole.size());
  if (!is_valid_utf8(whole) || last.size() > kLongest) return false;
  if (!is_valid_utf8(last)) cut_ = last;
  return true;
}

}  // namespace postroom
