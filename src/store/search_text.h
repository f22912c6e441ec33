// What of a message is searched, as one text (docs/search.md). Pure but for the reading of large values.
#pragma once

#include <postroom/content.h>
#include <postroom/large_values.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::store {

inline constexpr std::size_t kMaxIndexedText = 1 << 20;    // bytes of a message's text that are indexed
inline constexpr std::size_t kMaxSearchedHtml = 16 << 20;  // bytes of an HTML body that are searched
inline constexpr std::size_t kSearchPiece = 64 * 1024;     // bytes of a body that are read at once
inline constexpr int kSearchTextLayout = 1;  // another number for another text, or other folding
inline constexpr char kFieldEnd = '\x1f';

// Stands in the index for what is past kMaxIndexedText: a candidate for every needle.
inline constexpr std::string_view kBeyondNeedle = "qzxbeyondxzq";

// Folded (case, nonspacing marks), each run of spaces and control characters as one space.
std::string search_form(std::string_view text);

// Words and "phrases" of what a person typed, in search form, each once, and none that is part of another.
// Code::invalid_argument, too_big.
Result<std::vector<std::string>> parse_needles(std::string_view text);

// The message's text in pieces, a kFieldEnd behind each field. `take` answers whether it wants more.
using TakeText = std::function<bool(std::string_view piece)>;
Status read_search_text(const MessageContent& content, LargeValues& large, const TakeText& take);

// The same, in one piece for the index.
Result<std::string> indexed_text(const MessageContent& content, LargeValues& large);

// Whether it has all of the needles, each within one field.
Result<bool> has_needles(const MessageContent& content, LargeValues& large,
                         const std::vector<std::string>& needles);

// Whether reading its text reads large values.
bool has_large_text(const MessageContent& content);

}  // namespace postroom::store
