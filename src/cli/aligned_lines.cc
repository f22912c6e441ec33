#include "cli/aligned_lines.h"

#include <algorithm>

#include "cli/text_diff.h"

namespace postroom::cli {
namespace {

struct Range {
  std::size_t begin, end;
};

// Words of some lines, with the number of the line each is in. Between lines stands a word "\n".
struct Words {
  Pieces pieces;
  std::vector<std::size_t> line;
};

Words words_of(const Pieces& lines, Range range) {
  Words words;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (i > range.begin) {
      words.pieces.push_back("\n");
      words.line.push_back(i - range.begin);
    }
    for (std::string_view word : split_words(lines[i])) {
      words.pieces.push_back(word);
      words.line.push_back(i - range.begin);
    }
  }
  return words;
}

// A space between two marked words is marked with them, so that phrases stay together.
void bridge_spaces(const Pieces& pieces, std::vector<bool>& marked) {
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    if (!marked[i] && pieces[i][0] == ' ' && marked[i - 1] && marked[i + 1]) marked[i] = true;
  }
}

std::vector<StyledLine> styled(const Words& words, const std::vector<bool>& marked, Style style,
                               std::size_t lines) {
  std::vector<StyledLine> result(lines);
  for (std::size_t i = 0; i < words.pieces.size(); ++i) {
    if (words.pieces[i] == "\n") continue;
    StyledLine& line = result[words.line[i]];
    const Style wanted = marked[i] ? style : Style::plain;
    if (line.empty() || line.back().style != wanted) line.push_back({"", wanted});
    line.back().text += words.pieces[i];
  }
  return result;
}

class Aligner {
 public:
  explicit Aligner(const std::vector<SideText>& sides) : sides_(sides) {
    for (const SideText& side : sides) lines_.push_back(split_lines(side.text));
  }

  std::vector<AlignedRow> take() {
    const auto anchors = find_anchors();
    std::vector<std::size_t> at(sides_.size(), 0);
    for (const std::vector<std::size_t>& anchor : anchors) {
      add_region(at, anchor);
      add_same_row(anchor[0]);
      for (std::size_t side = 0; side < sides_.size(); ++side) at[side] = anchor[side] + 1;
    }
    std::vector<std::size_t> ends;
    for (const Pieces& lines : lines_) ends.push_back(lines.size());
    add_region(at, ends);
    return std::move(rows_);
  }

 private:
  // The lines of the first side that all others have too; per anchor the line's number on each side.
  std::vector<std::vector<std::size_t>> find_anchors() const {
    std::vector<std::vector<std::size_t>> partner(lines_[0].size());
    for (std::size_t i = 0; i < lines_[0].size(); ++i) partner[i].push_back(i);
    for (std::size_t side = 1; side < sides_.size(); ++side) {
      for (const auto& [first, other] : common_pieces(lines_[0], lines_[side])) {
        if (partner[first].size() == side) partner[first].push_back(other);
      }
    }
    std::erase_if(partner, [&](const auto& numbers) { return numbers.size() != sides_.size(); });
    return partner;
  }

  void add_same_row(std::size_t line) {
    AlignedRow row{true, {}};
    for (std::size_t side = 0; side < sides_.size(); ++side) {
      row.cells.push_back(StyledLine{{std::string(lines_[0][line]), Style::plain}});
    }
    rows_.push_back(std::move(row));
  }

  void add_region(const std::vector<std::size_t>& begin, const std::vector<std::size_t>& end) {
    std::vector<std::vector<StyledLine>> columns(sides_.size());
    const Words first = words_of(lines_[0], {begin[0], end[0]});
    std::vector<bool> dropped(first.pieces.size(), false);
    for (std::size_t side = 1; side < sides_.size(); ++side) {
      const Words words = words_of(lines_[side], {begin[side], end[side]});
      std::vector<bool> changed(words.pieces.size(), true);
      std::vector<bool> kept(first.pieces.size(), false);
      for (const auto& [a, b] : common_pieces(first.pieces, words.pieces)) {
        kept[a] = true;
        changed[b] = false;
      }
      for (std::size_t i = 0; i < kept.size(); ++i) dropped[i] = dropped[i] || !kept[i];
      bridge_spaces(words.pieces, changed);
      columns[side] = styled(words, changed, sides_[side].changed, end[side] - begin[side]);
    }
    bridge_spaces(first.pieces, dropped);
    columns[0] = styled(first, dropped, Style::dropped, end[0] - begin[0]);
    add_rows(std::move(columns));
  }

  void add_rows(std::vector<std::vector<StyledLine>> columns) {
    std::size_t height = 0;
    for (const auto& column : columns) height = std::max(height, column.size());
    for (std::size_t i = 0; i < height; ++i) {
      AlignedRow row;
      for (auto& column : columns) {
        row.cells.push_back(i < column.size() ? std::optional(std::move(column[i])) : std::nullopt);
      }
      rows_.push_back(std::move(row));
    }
  }

  const std::vector<SideText>& sides_;
  std::vector<Pieces> lines_;
  std::vector<AlignedRow> rows_;
};

}  // namespace

std::vector<AlignedRow> align_lines(const std::vector<SideText>& sides) { return Aligner(sides).take(); }

}  // namespace postroom::cli
