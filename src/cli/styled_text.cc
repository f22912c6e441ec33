#include "cli/styled_text.h"

#include <algorithm>

#include "cli/display_width.h"

namespace postroom::cli {
namespace {

struct Appearance {
  std::string_view sequence;       // SGR parameters; empty: none
  std::string_view before, after;  // without colour
};

Appearance appearance(Style style) {
  switch (style) {
    case Style::plain:
      return {"", "", ""};
    case Style::dim:
      return {"2", "", ""};
    case Style::strong:
      return {"1", "", ""};
    case Style::heading:
      return {"1;4", "", ""};
    case Style::warning:
      return {"1;31", "", ""};
    case Style::theirs:
      return {"36", "", ""};
    case Style::mine:
      return {"32", "", ""};
    case Style::dropped:
      return {"9;31", "⟨", "⟩"};
    case Style::changed_theirs:
      return {"1;30;46", "‹", "›"};
    case Style::changed_mine:
      return {"1;30;42", "‹", "›"};
  }
  return {};
}

int marks_width(Style style, bool colour) {
  if (colour) return 0;
  const Appearance look = appearance(style);
  return display_width(look.before) + display_width(look.after);
}

// Collects spans into lines no wider than it was told.
class Wrapper {
 public:
  Wrapper(int columns, bool colour) : columns_(std::max(columns, 4)), colour_(colour) {}

  void add(const Span& span) {
    std::string_view rest = span.text;
    while (!rest.empty()) {
      const std::size_t word = word_end(rest);
      put_word(rest.substr(0, word), span.style);
      rest.remove_prefix(word);
    }
  }

  std::vector<StyledLine> take() {
    next_line();
    return std::move(lines_);
  }

 private:
  // The end of the first word with the spaces after it.
  static std::size_t word_end(std::string_view text) {
    const std::size_t spaces = text.find(' ');
    if (spaces == std::string_view::npos) return text.size();
    return std::min(text.find_first_not_of(' ', spaces), text.size());
  }

  int room(Style style) const {
    const bool goes_on = !line_.empty() && line_.back().style == style;
    return columns_ - width_ - (goes_on ? 0 : marks_width(style, colour_));
  }

  void put_word(std::string_view word, Style style) {
    const std::string_view bare = word.substr(0, word.find_last_not_of(' ') + 1);
    if (display_width(bare) > room(style) && !line_.empty()) next_line();
    while (display_width(bare) > room(style) && display_width(word) > room(style)) {
      const std::string_view part = fit(word, room(style));
      if (part.empty()) break;
      append(part, style);
      next_line();
      word.remove_prefix(part.size());
      if (display_width(word) <= room(style)) break;
    }
    append(fit(word, std::max(room(style), display_width(word.substr(0, word.find_last_not_of(' ') + 1)))),
           style);
  }

  void append(std::string_view text, Style style) {
    if (text.empty()) return;
    if (line_.empty() || line_.back().style != style) {
      line_.push_back({"", style});
      width_ += marks_width(style, colour_);
    }
    line_.back().text += text;
    width_ += display_width(text);
  }

  // Spaces at the end of a line are of no use to anybody.
  void next_line() {
    while (!line_.empty()) {
      std::string& last = line_.back().text;
      last.erase(last.find_last_not_of(' ') + 1);
      if (!last.empty()) break;
      line_.pop_back();
    }
    lines_.push_back(std::move(line_));
    line_.clear();
    width_ = 0;
  }

  int columns_;
  bool colour_;
  int width_ = 0;
  StyledLine line_;
  std::vector<StyledLine> lines_;
};

}  // namespace

std::string paint(std::string_view text, Style style, bool colour) {
  if (text.empty()) return "";
  const Appearance look = appearance(style);
  std::string painted;
  if (colour && !look.sequence.empty()) {
    return painted.append("\033[").append(look.sequence).append("m").append(text).append("\033[0m");
  }
  if (colour) return std::string(text);
  return painted.append(look.before).append(text).append(look.after);
}

std::string paint(const StyledLine& line, bool colour) {
  std::string painted;
  for (const Span& span : line) painted += paint(span.text, span.style, colour);
  return painted;
}

int painted_width(const StyledLine& line, bool colour) {
  int width = 0;
  for (const Span& span : line) {
    if (!span.text.empty()) width += display_width(span.text) + marks_width(span.style, colour);
  }
  return width;
}

std::vector<StyledLine> wrap(const StyledLine& line, int columns, bool colour) {
  Wrapper wrapper(columns, colour);
  for (const Span& span : line) wrapper.add(span);
  return wrapper.take();
}

}  // namespace postroom::cli
