#include "cli/conflict_screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/display_width.h"
#include "cli/safe_text.h"
#include "cli/side_by_side.h"

namespace postroom::cli {
namespace {

int width_of(Look look) { return look.width == kUnlimitedWidth ? kUsualColumns : look.width; }

// In one line where nothing says how wide lines may be.
std::string paragraph(const StyledLine& text, Look look) {
  if (look.width == kUnlimitedWidth) return paint(text, look.colour) + "\n";
  std::string lines;
  for (const StyledLine& line : wrap(text, width_of(look), look.colour)) {
    lines += paint(line, look.colour) + "\n";
  }
  return lines;
}

std::string title_rule(Look look) {
  const std::string title = " Changed by someone else ";
  std::string rule = "━━";
  for (int i = display_width(title) + 2; i < width_of(look); ++i)
    rule += i == display_width(title) + 2 ? title + "━" : "━";
  return paint(rule, Style::warning, look.colour) + "\n";
}

// The subject on the left, the message's number on the right.
std::string title_line(const ConflictView& conflict, Look look) {
  const std::string number = fmt::format("message {}", conflict.message);
  const int room = std::max(8, width_of(look) - display_width(number) - 2);
  const std::string subject = conflict.subject.empty() ? "(no subject)" : safe_line(conflict.subject);
  return paint(pad(subject, room), Style::strong, look.colour) + "  " +
         paint(number, Style::dim, look.colour) + "\n";
}

struct Headline {
  std::string sign, says;
  Style style;
};

Headline headline(const ConflictView& conflict, UnitState state) {
  const std::string them = safe_line(name_of(conflict.who));
  switch (state) {
    case UnitState::overlap:
      if (!conflict.has_base) return {"✗", "yours and theirs differ", Style::warning};
      return {"✗", fmt::format("{} and you changed it differently", them), Style::warning};
    case UnitState::combined:
      return {"+", fmt::format("{} and you changed it, and both changes fit", them), Style::plain};
    case UnitState::theirs_only:
      return {"←", fmt::format("only {} changed it", them), Style::theirs};
    case UnitState::mine_only:
      return {"→", "only you changed it", Style::mine};
    case UnitState::alike:
      return {"=", fmt::format("{} and you made the same change", them), Style::dim};
  }
  return {};
}

std::vector<Version> versions_of(const ConflictView& conflict, const UnitView& unit) {
  const Version before{fmt::format("before (version {})", conflict.base_version), unit.base, Style::dim,
                       Style::dropped};
  const Version theirs{fmt::format("{} (version {})", name_of(conflict.who), conflict.their_version),
                       unit.theirs, Style::theirs, Style::changed_theirs};
  const Version mine{"yours", unit.mine, Style::mine, Style::changed_mine};
  const Version both{"both", unit.mine, Style::plain, Style::changed_mine};
  if (!conflict.has_base) return {theirs, mine};
  switch (unit.state) {
    case UnitState::combined:
    case UnitState::overlap:
      return {before, theirs, mine};
    case UnitState::theirs_only:
      return {before, theirs};
    case UnitState::mine_only:
      return {before, mine};
    case UnitState::alike:
      return {before, both};
  }
  return {};
}

std::string short_text(const std::optional<std::string>& text) {
  if (!text) return "(not there)";
  std::string line = safe_line(*text);
  line.erase(line.find_last_not_of(' ') + 1);
  return line.empty() ? "(empty)" : line;
}

}  // namespace

std::string who_saved(const ConflictView& conflict) {
  std::string text =
      fmt::format("{} saved version {}", safe_line(name_of(conflict.who)), conflict.their_version);
  if (!conflict.when.empty()) text += " on " + conflict.when;
  if (!conflict.ago.empty()) text += " (" + conflict.ago + ")";
  if (!conflict.client.empty()) text += " with " + safe_line(conflict.client);
  return text;
}

std::string unit_screen(const ConflictView& conflict, const UnitView& unit, Look look) {
  const Headline head = headline(conflict, unit.state);
  std::string text = paragraph(
      {{head.sign + " ", head.style}, {safe_line(unit.label), Style::strong}, {": " + head.says, head.style}},
      look);
  return text + side_by_side(versions_of(conflict, unit), look);
}

std::string conflict_screen(const ConflictView& conflict, Look look) {
  std::string text = title_rule(look) + title_line(conflict, look) + "\n";
  text += paragraph({{who_saved(conflict) + ", ", Style::plain},
                     {fmt::format("after you had opened version {}.", conflict.base_version), Style::plain}},
                    look);
  if (!conflict.has_base) {
    text += paragraph(
        {{fmt::format("Version {} is no longer in the history, so what each side changed cannot be told "
                      "apart: below is what differs.",
                      conflict.base_version),
          Style::warning}},
        look);
  }
  if (!look.colour) {
    text += paragraph({{"Words in ⟨ ⟩ were taken out, words in ‹ › are new.", Style::plain}}, look);
  }
  for (const UnitView& unit : conflict.units) text += "\n" + unit_screen(conflict, unit, look);
  return text;
}

std::string conflict_in_short(const ConflictView& conflict, Look look) {
  std::string text =
      paragraph({{who_saved(conflict) + fmt::format("; you had opened version {}.", conflict.base_version),
                  Style::plain}},
                look);
  const int room = look.width == kUnlimitedWidth ? 72 : std::max(24, look.width - 12);
  for (const UnitView& unit : conflict.units) {
    const Headline head = headline(conflict, unit.state);
    text += "  " +
            paint(shorten(fmt::format("{} {}: {}", head.sign, safe_line(unit.label), head.says), room + 8),
                  head.style, look.colour) +
            "\n";
    if (unit.state != UnitState::overlap) continue;
    text += "      theirs  " + shorten(short_text(unit.theirs), room) + "\n";
    text += "      yours   " + shorten(short_text(unit.mine), room) + "\n";
  }
  return text;
}

}  // namespace postroom::cli
