// Text by what a person would call the same: without regard to case, and to accents.
#pragma once

#include <string>
#include <string_view>

namespace postroom::mapiutil {

struct Folding {
  bool ignore_case = false;
  bool ignore_nonspacing = false;  // marks above and below letters, combined with them or on their own
};

// Case by Unicode's simple mappings, as far as the C library's C.UTF-8 locale has them (ASCII without it).
// Accents on the Latin letters up to U+017F, and combining marks in any script.
std::u32string fold(std::u32string_view text, Folding folding);

}  // namespace postroom::mapiutil
