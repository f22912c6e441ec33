// Text with meaning that becomes colour on a terminal. What the styles look like is decided in paint() alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postroom::cli {

enum class Style {
  plain,
  dim,
  strong,
  heading,
  warning,
  theirs,  // whose column it is
  mine,
  dropped,         // words of the base that a side no longer has
  changed_theirs,  // words that they wrote
  changed_mine,    // words that I wrote
};

struct Span {
  std::string text;
  Style style = Style::plain;
  friend bool operator==(const Span&, const Span&) = default;
};
using StyledLine = std::vector<Span>;

// With colour: escape sequences. Without: changed words stand in ‹ ›, dropped ones in ⟨ ⟩, the rest is plain.
std::string paint(const StyledLine& line, bool colour);
std::string paint(std::string_view text, Style style, bool colour);

// The columns it takes as paint() writes it.
int painted_width(const StyledLine& line, bool colour);

// Breaks at spaces where possible, else anywhere, so that no line is wider than `columns` when painted. At
// least one.
std::vector<StyledLine> wrap(const StyledLine& line, int columns, bool colour);

}  // namespace postroom::cli
