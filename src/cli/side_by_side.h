// Versions of one thing beside each other in columns, or below each other where the terminal is narrow. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/styled_text.h"
#include "cli/terminal.h"

namespace postroom::cli {

struct Version {
  std::string heading;              // "before (version 5)"
  std::optional<std::string> text;  // nothing: this version does not have it
  Style style = Style::dim;         // of the heading
  Style changed = Style::changed_mine;
};

inline constexpr int kNarrowestColumn = 20;  // narrower ones are stacked
inline constexpr int kUsualColumns = 100;    // when nothing says how wide
inline constexpr std::size_t kMaxRows = 60;  // of one thing; the rest is counted

// Two or three versions, the first being what the others are compared with. Every line is indented by two.
std::string side_by_side(const std::vector<Version>& versions, Look look);

}  // namespace postroom::cli
