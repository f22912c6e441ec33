// Two characters of writing that puts no spaces between words are often a word of their own (Han, kana), and
// too short for an index of three. So pairs of them are indexed as words of a second table. Pure.
#pragma once

#include <string>
#include <string_view>

namespace postroom::storage {

// Of the folded, valid UTF-8 text: a word for each two such characters that stand together, apart by spaces.
std::string pairs_in(std::string_view text);

// The word for a needle that is two such characters and nothing else; empty for any other.
std::string pair_of(std::string_view needle);

}  // namespace postroom::storage
