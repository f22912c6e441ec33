#include "mapiutil/pieces.h"

#include <cwchar>

namespace postroom::mapiutil {
namespace {

std::size_t length_of(const char* text, std::size_t max) { return strnlen(text, max); }
std::size_t length_of(const wchar_t* text, std::size_t max) { return wcsnlen(text, max); }

template <class Char>
SCODE move_chars(Char*& text, PieceMover& mover) {
  constexpr std::size_t kMaxChars = kMaxBufferBytes / sizeof(Char);
  const Char* readable = text ? static_cast<Char*>(mover.locate(text)) : nullptr;
  if (!readable) return MAPI_E_INVALID_PARAMETER;
  const std::size_t length = length_of(readable, kMaxChars);
  return length == kMaxChars ? MAPI_E_NOT_ENOUGH_MEMORY : move_array(text, length + 1, mover);
}

}  // namespace

SCODE move_text(char*& text, PieceMover& mover) { return move_chars(text, mover); }
SCODE move_text(wchar_t*& text, PieceMover& mover) { return move_chars(text, mover); }

}  // namespace postroom::mapiutil
