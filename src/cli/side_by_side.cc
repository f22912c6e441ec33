#include "cli/side_by_side.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/aligned_lines.h"
#include "cli/display_width.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

constexpr int kIndent = 2;
constexpr std::size_t kContext = 1;  // lines shown around a change

// A row to print: cells, or the number of same lines left out.
struct Row {
  std::size_t left_out = 0;
  const AlignedRow* aligned = nullptr;
};

std::vector<Row> leave_out_same(const std::vector<AlignedRow>& rows) {
  std::vector<Row> result;
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i;
    while (end < rows.size() && rows[end].same) ++end;
    const std::size_t before = i == 0 ? 0 : kContext;
    const std::size_t after = end == rows.size() ? 0 : kContext;
    const std::size_t run = end - i;
    for (std::size_t k = i; k < end; ++k) {
      const bool shown = run <= before + after + 1 || k < i + before || k + after >= end;
      if (shown) {
        result.push_back({0, &rows[k]});
      } else if (!result.empty() && result.back().left_out > 0) {
        ++result.back().left_out;
      } else {
        result.push_back({1, nullptr});
      }
    }
    for (i = end; i < rows.size() && !rows[i].same; ++i) result.push_back({0, &rows[i]});
  }
  return result;
}

std::string lines_text(std::size_t count, std::string_view what) {
  return fmt::format("{} {}line{}", count, what, count == 1 ? "" : "s");
}

class Columns {
 public:
  Columns(const std::vector<Version>& versions, Look look)
      : versions_(versions), look_(look), count_(static_cast<int>(versions.size())) {
    const int width = look.width == kUnlimitedWidth ? kUsualColumns : look.width;
    column_ = (width - kIndent - 3 * (count_ - 1)) / count_;
    stacked_ = column_ < kNarrowestColumn;
    if (stacked_) column_ = std::max(width - 2 * kIndent, 8);
    for (const Version& version : versions) {
      sides_.push_back({safe_text(version.text.value_or("")), version.changed});
    }
    rows_ = align_lines(sides_);
    shown_ = leave_out_same(rows_);
    if (shown_.size() > kMaxRows) {
      cut_ = shown_.size() - kMaxRows;
      shown_.resize(kMaxRows);
    }
  }

  std::string render() const {
    std::string text = stacked_ ? stacked() : beside();
    if (cut_ > 0)
      text += indent() + paint("… and " + lines_text(cut_, "more "), Style::dim, look_.colour) + "\n";
    return text;
  }

 private:
  std::string indent() const { return std::string(kIndent, ' '); }

  std::string left_out(std::size_t count) const {
    return paint("⋮ " + lines_text(count, "same "), Style::dim, look_.colour);
  }

  // The cell's text, or what stands for a version without any.
  StyledLine content(const Row& row, std::size_t side, bool first_row) const {
    if (!versions_[side].text) return first_row ? StyledLine{{"(not there)", Style::dim}} : StyledLine{};
    if (versions_[side].text->empty()) return first_row ? StyledLine{{"(empty)", Style::dim}} : StyledLine{};
    if (!row.aligned || !row.aligned->cells[side]) return {};
    StyledLine line = *row.aligned->cells[side];
    if (row.aligned->same) line[0].style = Style::dim;
    return line;
  }

  std::string beside() const {
    StyledLine heading;
    std::string rule;
    std::vector<std::vector<StyledLine>> headings;
    for (const Version& version : versions_) {
      headings.push_back({{{shorten(safe_line(version.heading), column_), version.style}}});
      if (!rule.empty()) rule += "─┼─";
      for (int i = 0; i < column_; ++i) rule += "─";
    }
    std::string text = print_cells(headings) + indent() + paint(rule, Style::dim, look_.colour) + "\n";
    bool first = true;
    for (const Row& row : shown_or_one()) {
      if (row.left_out > 0) {
        text += indent() + left_out(row.left_out) + "\n";
        continue;
      }
      std::vector<std::vector<StyledLine>> cells;
      for (std::size_t side = 0; side < versions_.size(); ++side) {
        cells.push_back(wrap(content(row, side, first), column_, look_.colour));
      }
      text += print_cells(cells);
      first = false;
    }
    return text;
  }

  // Cells of several lines each, beside each other.
  std::string print_cells(const std::vector<std::vector<StyledLine>>& cells) const {
    std::size_t height = 0;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    std::string text;
    for (std::size_t i = 0; i < height; ++i) {
      std::string line = indent();
      for (std::size_t side = 0; side < cells.size(); ++side) {
        const StyledLine part = i < cells[side].size() ? cells[side][i] : StyledLine{};
        line += paint(part, look_.colour);
        if (side + 1 == cells.size()) break;
        line.append(static_cast<std::size_t>(std::max(0, column_ - painted_width(part, look_.colour))), ' ');
        line += paint(" │ ", Style::dim, look_.colour);
      }
      line.erase(line.find_last_not_of(' ') + 1);
      text += line + "\n";
    }
    return text;
  }

  std::string stacked() const {
    std::string text;
    for (std::size_t side = 0; side < versions_.size(); ++side) {
      const std::string heading = shorten(safe_line(versions_[side].heading), column_);
      text += indent() + paint(heading, versions_[side].style, look_.colour) + "\n";
      bool first = true;
      for (const Row& row : shown_or_one()) {
        if (row.left_out == 0 && !first && (!row.aligned || !row.aligned->cells[side])) continue;
        const StyledLine line = content(row, side, first);
        if (row.left_out > 0) {
          text += indent() + indent() + left_out(row.left_out) + "\n";
        } else if (!line.empty()) {
          for (const StyledLine& part : wrap(line, column_, look_.colour)) {
            text += (part.empty() ? "" : indent() + indent() + paint(part, look_.colour)) + "\n";
          }
        }
        first = false;
      }
    }
    return text;
  }

  // Even when all versions are empty one row says so.
  std::vector<Row> shown_or_one() const { return shown_.empty() ? std::vector<Row>{Row{}} : shown_; }

  const std::vector<Version>& versions_;
  Look look_;
  int count_;
  int column_;
  bool stacked_;
  std::vector<SideText> sides_;
  std::vector<AlignedRow> rows_;
  std::vector<Row> shown_;
  std::size_t cut_ = 0;
};

}  // namespace

std::string side_by_side(const std::vector<Version>& versions, Look look) {
  return Columns(versions, look).render();
}

}  // namespace postroom::cli
