#include "mapiutil/text_folding.h"

#include <clocale>
#include <cwctype>

#include <locale.h>

namespace postroom::mapiutil {
namespace {

char32_t lower_case(char32_t c) {
  static const locale_t kUnicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (kUnicode) return static_cast<char32_t>(towlower_l(static_cast<wint_t>(c), kUnicode));
  return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
}

bool is_combining_mark(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

// The letters below the accents of U+00C0 to U+017F; a dot stands for a letter or sign that is none with an
// accent.
constexpr std::u32string_view kUnaccented =
    U"AAAAAA.CEEEEIIII.NOOOOO..UUUUY..aaaaaa.ceeeeiiii.nooooo..uuuuy.y"
    U"AaAaAaCcCcCcCcDd..EeEeEeEeEeGgGgGgGgHh..IiIiIiIiI...JjKk.LlLlLl."
    U"...NnNnNn...OoOoOo..RrRrRrSsSsSsSsTtTt..UuUuUuUuUuUuWwYyYZzZzZz.";
static_assert(kUnaccented.size() == 0x180 - 0xC0);

char32_t without_accent(char32_t c) {
  if (c < 0xC0 || c >= 0x180) return c;
  const char32_t letter = kUnaccented[c - 0xC0];
  return letter == U'.' ? c : letter;
}

}  // namespace

std::u32string fold(std::u32string_view text, Folding folding) {
  std::u32string folded;
  folded.reserve(text.size());
  for (char32_t c : text) {
    if (folding.ignore_nonspacing) {
      if (is_combining_mark(c)) continue;
      c = without_accent(c);
    }
    folded.push_back(folding.ignore_case ? lower_case(c) : c);
  }
  return folded;
}

}  // namespace postroom::mapiutil
