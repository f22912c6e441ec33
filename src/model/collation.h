// How texts are compared: by ICU's root collation for order, by folding for equality and search. Pure; thread-safe.
#pragma once

#include <postroom/bytes.h>
#include <postroom/restriction.h>

#include <compare>
#include <string>
#include <string_view>

namespace postroom {

// The text with what `overlooks` names taken out of account: full case folding, nonspacing marks dropped (after
// canonical decomposition). Two texts are alike if their folded forms are the same bytes, and one contains the other
// if its folded form does. `text` may be any bytes; what is not UTF-8 counts as U+FFFD.
std::string fold(std::string_view text, Looseness overlooks);

// Bytes whose order is that of texts for a person: letters before case and accents, in the root locale. Equal for
// texts that compare equal. At most `limit` bytes of the key: the order of two keys cut at the same limit is right
// unless they are equal.
Bytes collation_key(std::string_view text, std::size_t limit = static_cast<std::size_t>(-1));

// The order of the keys of two texts, in much less time than the keys take. In it are equivalent, among others, the
// composed and the decomposed form of a letter, and texts that differ in control characters alone.
std::weak_ordering compare_texts(std::string_view a, std::string_view b);

// Of ICU and its collation data: stored keys made by another version are no use.
std::string_view collation_version();

}  // namespace postroom
