// Two or three texts line by line beside each other, with the words that differ marked. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/styled_text.h"

namespace postroom::cli {

struct SideText {
  std::string text;                     // safe_text already
  Style changed = Style::changed_mine;  // for the words that the first side does not have
};

struct AlignedRow {
  bool same = false;                             // in all of the sides
  std::vector<std::optional<StyledLine>> cells;  // one per side; nothing where that side has no line here
};

// sides[0] is what the others are compared with; its words that any other side lacks are Style::dropped.
std::vector<AlignedRow> align_lines(const std::vector<SideText>& sides);

}  // namespace postroom::cli
