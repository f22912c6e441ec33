#include "cli/text_diff.h"

#include <algorithm>
#include <cstdint>

#include "cli/display_width.h"

namespace postroom::cli {
namespace {

// Which pieces stay together: those of one class do, except signs, each of which stands alone.
enum class Class { word, space, sign };

Class class_of(const Character& character) {
  const std::uint32_t code = character.code;
  if (code == ' ') return Class::space;
  if (code < 0x80) {
    const bool alphanumeric = (code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
    return alphanumeric || code == '_' ? Class::word : Class::sign;
  }
  return display_width(code) == 2 ? Class::sign : Class::word;
}

// The classic table of longest common subsequences of the middles; lengths fit 16 bits because of
// kMaxDiffCells, as the shorter side has at most 2,000 pieces.
void add_middle(const Pieces& a, std::size_t a_begin, std::size_t a_end, const Pieces& b, std::size_t b_begin,
                std::size_t b_end, std::vector<std::pair<std::size_t, std::size_t>>& pairs) {
  const std::size_t rows = a_end - a_begin;
  const std::size_t columns = b_end - b_begin;
  if (rows == 0 || columns == 0 || (rows + 1) > kMaxDiffCells / (columns + 1)) return;
  std::vector<std::uint16_t> length((rows + 1) * (columns + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint16_t& {
    return length[i * (columns + 1) + j];
  };
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      at(i, j) = a[a_begin + i] == b[b_begin + j] ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1)
                                                  : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (a[a_begin + i] == b[b_begin + j]) {
      pairs.emplace_back(a_begin + i++, b_begin + j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
}

}  // namespace

Pieces split_lines(std::string_view text) {
  Pieces lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Pieces split_words(std::string_view text) {
  Pieces words;
  while (!text.empty()) {
    const Character first = first_character(text);
    const Class kind = class_of(first);
    std::size_t end = first.bytes;
    while (end < text.size()) {
      const Character next = first_character(text.substr(end));
      const bool mark = display_width(next.code) == 0;
      if (!mark && (kind == Class::sign || class_of(next) != kind)) break;
      end += next.bytes;
    }
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::vector<std::pair<std::size_t, std::size_t>> common_pieces(const Pieces& a, const Pieces& b) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::size_t begin = 0;
  while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) {
    pairs.emplace_back(begin, begin);
    ++begin;
  }
  std::size_t tail = 0;
  while (tail < a.size() - begin && tail < b.size() - begin &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  add_middle(a, begin, a.size() - tail, b, begin, b.size() - tail, pairs);
  for (; tail > 0; --tail) pairs.emplace_back(a.size() - tail, b.size() - tail);
  return pairs;
}

}  // namespace postroom::cli
