#include "storage/sqlite/search_pairs.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_set>

namespace postroom::storage {
namespace {

constexpr int kDigits = 5;  // hexadecimal, of the last code point below

struct Range {
  char32_t first, last;
};
// Blocks of Unicode: CJK radicals; iteration marks and numbers; kana; ideographs with extension A;
// compatibility ideographs; the planes of further ideographs.
constexpr std::array kUnspaced{Range{0x2E80, 0x2FDF}, Range{0x3005, 0x3007}, Range{0x3041, 0x30FF},
                               Range{0x3400, 0x9FFF}, Range{0xF900, 0xFAFF}, Range{0x20000, 0x3FFFD}};

bool is_unspaced(char32_t character) {
  return std::any_of(kUnspaced.begin(), kUnspaced.end(),
                     [&](const Range& range) { return character >= range.first && character <= range.last; });
}

// Of valid UTF-8; `text` goes on behind it.
char32_t take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t character = size == 1 ? first : first & (0xFFU >> (size + 1));
  const std::size_t there = std::min(size, text.size());
  for (std::size_t i = 1; i < there; ++i)
    character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
  text.remove_prefix(there);
  return character;
}

void append_word(std::string& words, char32_t first, char32_t second) {
  for (const char32_t character : {first, second}) {
    for (int shift = 4 * (kDigits - 1); shift >= 0; shift -= 4)
      words += "0123456789abcdef"[character >> shift & 0xF];
  }
}

}  // namespace

std::string pairs_in(std::string_view text) {
  std::string words;
  std::unordered_set<std::uint64_t> known;
  char32_t before = 0;
  while (!text.empty()) {
    if (static_cast<unsigned char>(text[0]) < 0xE2) {  // most text: no such character begins so
      before = 0;
      text.remove_prefix(1);
      continue;
    }
    const char32_t now = take_character(text);
    const bool unspaced = is_unspaced(now);
    if (unspaced && before != 0 && known.insert(std::uint64_t{before} << 32 | now).second) {
      if (!words.empty()) words += ' ';
      append_word(words, before, now);
    }
    before = unspaced ? now : 0;
  }
  return words;
}

std::string pair_of(std::string_view needle) {
  std::string word;
  if (needle.empty() || needle.size() > 8) return word;
  const char32_t first = take_character(needle);
  if (needle.empty()) return word;
  const char32_t second = take_character(needle);
  if (needle.empty() && is_unspaced(first) && is_unspaced(second)) append_word(word, first, second);
  return word;
}

}  // namespace postroom::storage
