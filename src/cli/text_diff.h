// What two texts have in common, by lines or by words.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace postroom::cli {

using Pieces = std::vector<std::string_view>;

Pieces split_lines(std::string_view text);  // without their ends; a last empty line does not count
Pieces split_words(std::string_view text);  // words, runs of spaces, single other signs and wide characters

// Indices of equal pieces, rising on both sides: a longest such list, while the parts that differ are under
// kMaxDiffCells in size (their product), else only what is equal at both ends.
std::vector<std::pair<std::size_t, std::size_t>> common_pieces(const Pieces& a, const Pieces& b);

inline constexpr std::size_t kMaxDiffCells = 4'000'000;  // 2 bytes each

}  // namespace postroom::cli
