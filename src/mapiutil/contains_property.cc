// FPropContainsProp.
#include <mapi/mapiutil.h>

#include <cwchar>
#include <string>
#include <string_view>

#include "mapiutil/text_encoding.h"
#include "mapiutil/text_folding.h"
#include "mapiutil/value_pieces.h"

namespace postroom::mapiutil {
namespace {

constexpr ULONG kHowMuch = 0xFFFF;
constexpr ULONG kFoldingFlags = FL_IGNORECASE | FL_IGNORENONSPACE | FL_LOOSE;

// Missing or invalid settings mean a full match, exactly, as documented.
ULONG valid_level(ULONG level, ULONG known_flags) {
  const ULONG how_much = level & kHowMuch;
  const bool valid = how_much <= FL_PREFIX && (level & ~kHowMuch & ~known_flags) == 0;
  return valid ? level : ULONG{FL_FULLSTRING};
}

template <class View>
bool contains(View text, View sought, ULONG how_much) {
  if (how_much == FL_SUBSTRING) return text.find(sought) != View::npos;
  if (how_much == FL_PREFIX) return text.substr(0, sought.size()) == sought;
  return text == sought;
}

bool contains_folded(std::u32string_view text, std::u32string_view sought, ULONG level) {
  Folding folding;
  folding.ignore_case = (level & (FL_IGNORECASE | FL_LOOSE)) != 0;
  folding.ignore_nonspacing = (level & (FL_IGNORENONSPACE | FL_LOOSE)) != 0;
  const std::u32string folded = fold(text, folding);
  return contains<std::u32string_view>(folded, fold(sought, folding), level & kHowMuch);
}

bool contains_bytes(const SBinary& binary, const SBinary& sought, ULONG level) {
  const auto bytes = [](const SBinary& b) {
    return std::string_view(reinterpret_cast<const char*>(b.lpb), b.cb);
  };
  return contains(bytes(binary), bytes(sought), level & kHowMuch);
}

bool contains_text(std::string_view text, std::string_view sought, ULONG level) {
  if ((level & ~kHowMuch) == 0) return contains(text, sought, level);
  return contains_folded(characters_of(text), characters_of(sought), level);
}

bool contains_text(std::wstring_view text, std::wstring_view sought, ULONG level) {
  if ((level & ~kHowMuch) == 0) return contains(text, sought, level);
  const auto characters = [](std::wstring_view wide) { return std::u32string(wide.begin(), wide.end()); };
  return contains_folded(characters(text), characters(sought), level);
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

// Binaries know no case: the upper half of the level is ignored for them. PT_UNICODE is searched as
// PT_STRING8 is, which is all that the documentation names.
BOOL FPropContainsProp(LPSPropValue lpSPropValueDst, LPSPropValue lpSPropValueSrc, ULONG ulFuzzyLevel) {
  if (!lpSPropValueDst || !lpSPropValueSrc) return FALSE;
  const ULONG type = PROP_TYPE(lpSPropValueDst->ulPropTag);
  if (type != PROP_TYPE(lpSPropValueSrc->ulPropTag)) return FALSE;
  if (!is_whole(*lpSPropValueDst) || !is_whole(*lpSPropValueSrc)) return FALSE;
  const auto& value = lpSPropValueDst->Value;
  const auto& sought = lpSPropValueSrc->Value;
  switch (type) {
    case PT_BINARY:
      return contains_bytes(value.bin, sought.bin, valid_level(ulFuzzyLevel & kHowMuch, 0));
    case PT_STRING8:
      return contains_text(value.lpszA, sought.lpszA, valid_level(ulFuzzyLevel, kFoldingFlags));
    case PT_UNICODE:
      return contains_text(value.lpszW, sought.lpszW, valid_level(ulFuzzyLevel, kFoldingFlags));
    default:
      return FALSE;
  }
}
