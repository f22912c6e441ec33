#include "cli/table.h"

#include <algorithm>
#include <cassert>

#include "cli/display_width.h"
#include "cli/safe_text.h"
#include "cli/styled_text.h"

namespace postroom::cli {
namespace {

constexpr int kGap = 2;  // columns between columns

std::string cell_text(const Column& column, const std::string& text, int width, bool last) {
  if (column.align == Align::right) return pad_left(text, width);
  return last ? shorten(text, width) : pad(text, width);
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
  assert(cells.size() == columns_.size());
  for (std::string& cell : cells) cell = safe_line(cell);
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::widths(int width) const {
  std::vector<int> widths;
  int total = -kGap;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    int widest = display_width(columns_[i].heading);
    for (const auto& row : rows_) widest = std::max(widest, display_width(row[i]));
    widths.push_back(widest);
    total += widest + kGap;
  }
  if (width == kUnlimitedWidth) return widths;
  // Take from the widest flexible column, one by one, so that short ones stay whole.
  for (; total > width; --total) {
    int* widest = nullptr;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].flexible && (!widest || widths[i] > *widest)) widest = &widths[i];
    }
    if (!widest || *widest <= kLeastFlexible) break;
    --*widest;
  }
  return widths;
}

std::string Table::render(Look look) const {
  const std::vector<int> fitted = widths(look.width);
  const auto line_of = [&](const auto& text_of) {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) line.append(kGap, ' ');
      line += cell_text(columns_[i], text_of(i), fitted[i], i + 1 == columns_.size());
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
  };
  const std::string heading = line_of([&](std::size_t i) { return columns_[i].heading; });
  std::string text = paint(heading, Style::heading, look.colour) + "\n";
  for (const auto& row : rows_) text += line_of([&](std::size_t i) { return row[i]; }) + "\n";
  return text;
}

}  // namespace postroom::cli
