#include "cli/expression_place.h"

#include <algorithm>

#include "cli/display_width.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

constexpr int kNarrowest = 20;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The longest end of `text` that takes at most `columns`.
std::string_view fit_end(std::string_view text, int columns) {
  std::size_t start = text.size();
  while (start > 0) {
    std::size_t before = start - 1;
    while (before > 0 && continues_character(text[before])) --before;
    columns -= display_width(text.substr(before, start - before));
    if (columns < 0) break;
    start = before;
  }
  return text.substr(start);
}

}  // namespace

std::string show_place(const ExpressionError& error, std::string_view text, int columns) {
  columns = std::max(columns, kNarrowest);
  const std::size_t offset = std::min(error.offset, text.size());
  const std::size_t line_start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;  // npos + 1 is 0
  const std::size_t line_end = std::min(text.find('\n', offset), text.size());
  // What is far from the mistake is not looked at: a text may have megabytes. No character has more than 4
  // bytes.
  const auto near = static_cast<std::size_t>(columns) * 4;
  const std::size_t from = std::max(line_start, offset - std::min(offset, near));
  const std::string before = safe_line(text.substr(from, offset - from));
  const std::string wrong = safe_line(text.substr(offset, std::min({error.length, line_end - offset, near})));
  const std::size_t behind = std::min(offset + error.length, line_end);
  const std::string after = safe_line(text.substr(behind, std::min(line_end - behind, near)));

  std::string_view shown = fit_end(before, columns / 2);
  const bool is_cut = shown.size() < before.size() || from > line_start;
  if (is_cut) shown = fit_end(before, columns / 2 - 1);
  const std::string start = (is_cut ? "…" : "") + std::string(shown);
  const int indent = display_width(start);
  const int marks = std::clamp(display_width(wrong), 1, columns - indent);
  return start + shorten(wrong + after, columns - indent) + "\n" +
         std::string(static_cast<std::size_t>(indent), ' ') +
         std::string(static_cast<std::size_t>(marks), '^') + "\n";
}

}  // namespace postroom::cli
