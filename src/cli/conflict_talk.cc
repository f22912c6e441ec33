#include "cli/conflict_talk.h"

#include <postroom/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/conflict_screen.h"
#include "cli/display_width.h"
#include "cli/safe_text.h"
#include "cli/styled_text.h"

namespace postroom::cli {
namespace {

constexpr int kMeaningColumn = 18;  // behind the longest option, "[s]ave elsewhere"

struct Option {
  char letter;
  std::string name, meaning;
};

std::string menu(const std::vector<Option>& options, Look look) {
  std::string text = "\n" + paint("What should happen?", Style::strong, look.colour) + "\n";
  for (const Option& option : options) {
    const std::string key = fmt::format("[{}]{}", option.letter, option.name.substr(1));
    const int fill = kMeaningColumn - display_width(key);
    text += "  " + paint(key, Style::strong, look.colour) + std::string(static_cast<std::size_t>(fill), ' ') +
            option.meaning + "\n";
  }
  return text;
}

std::string trimmed_lower(std::string text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string::npos) return "";
  return to_lower_ascii(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

// The option that was typed, by its letter or its name's beginning; asks until it is one. Nothing at the end
// of input.
std::optional<char> choose(const std::vector<Option>& options, const std::string& prompt,
                           Terminal& terminal) {
  while (auto typed = terminal.ask(prompt)) {
    const std::string answer = trimmed_lower(*typed);
    if (answer.empty()) continue;
    for (const Option& option : options) {
      if (option.name.starts_with(answer)) return option.letter;
    }
    std::string letters;
    for (const Option& option : options)
      letters += fmt::format("{}{}", letters.empty() ? "" : ", ", option.letter);
    terminal.note(fmt::format("“{}” is none of them. Please type one of {}.\n", safe_line(*typed), letters));
  }
  return std::nullopt;
}

// The folder to save to; nothing when the person changed their mind or left.
std::optional<FolderId> choose_folder(Terminal& terminal, const FindFolder& find_folder) {
  while (auto typed = terminal.ask(fmt::format("Which folder? (Enter: {}; “-”: back) ", kConflictsFolder))) {
    if (trimmed_lower(*typed) == "-") return std::nullopt;
    const bool blank = trimmed_lower(*typed).empty();
    auto folder = find_folder(blank ? kConflictsFolder : *typed);
    if (folder) return *folder;
    terminal.note(safe_line(folder.error().message) + "\n");
  }
  return std::nullopt;
}

std::size_t count_overlaps(const ConflictView& conflict) {
  return static_cast<std::size_t>(
      std::count_if(conflict.units.begin(), conflict.units.end(),
                    [](const UnitView& unit) { return unit.state == UnitState::overlap; }));
}

// Unit by unit; nothing when the person goes back to the first question.
std::optional<MergeChoices> choose_sides(const ConflictView& conflict, Terminal& terminal) {
  const std::vector<Option> sides = {{'t', "theirs", ""}, {'m', "mine", ""}, {'b', "back", ""}};
  const std::size_t total = count_overlaps(conflict);
  MergeChoices result;
  for (const UnitView& unit : conflict.units) {
    if (unit.state != UnitState::overlap) continue;
    terminal.note("\n" + unit_screen(conflict, unit, terminal.notes()));
    const std::string prompt = fmt::format("{} of {}: {} – [t]heirs or [m]ine? ([b]ack) ",
                                           result.choices.size() + 1, total, safe_line(unit.label));
    const auto letter = choose(sides, prompt, terminal);
    if (!letter || *letter == 'b') return std::nullopt;
    result.choices.push_back({unit.key, *letter == 't' ? Side::theirs : Side::mine});
  }
  return result;
}

std::vector<Option> options_for(const ConflictView& conflict) {
  std::vector<Option> options;
  const std::size_t overlaps = count_overlaps(conflict);
  if (conflict.can_merge) {
    options.push_back({'m', "merge", "take in their changes and keep yours; nothing overlaps"});
  } else if (overlaps > 0) {
    options.push_back(
        {'m', "merge",
         fmt::format("choose theirs or yours for {}",
                     overlaps == 1 ? "the one thing that overlaps"
                                   : fmt::format("each of the {} things that overlap", overlaps))});
  }
  const std::string them = safe_line(name_of(conflict.who));
  options.push_back(
      {'o', "overwrite", fmt::format("replace {}'s version by yours; theirs stays in the history", them)});
  options.push_back({'s', "save elsewhere", "make a copy of yours in a folder that you choose"});
  options.push_back({'k', "keep", fmt::format("keep {}'s version and let go of your changes", them)});
  options.push_back({'q', "quit", "save nothing now; your text is kept in a file"});
  return options;
}

}  // namespace

Answer ask_about_conflict(const ConflictView& conflict, Terminal& terminal, const FindFolder& find_folder) {
  const std::vector<Option> options = options_for(conflict);
  terminal.note(conflict_screen(conflict, terminal.notes()));
  terminal.note(menu(options, terminal.notes()));
  while (const auto letter = choose(options, "> ", terminal)) {
    switch (*letter) {
      case 'k':
        return KeepOriginal{};
      case 'o':
        return Overwrite{};
      case 's':
        if (const auto folder = choose_folder(terminal, find_folder)) return SaveElsewhere{*folder};
        break;
      case 'm':
        if (conflict.can_merge) return MergeChoices{};
        if (auto choices = choose_sides(conflict, terminal)) return *std::move(choices);
        break;
      default:
        return Quit{};
    }
    terminal.note(menu(options, terminal.notes()));
  }
  return Quit{};
}

Answer ask_about_deletion(std::int64_t message, Terminal& terminal, const FindFolder& find_folder) {
  const std::vector<Option> options = {
      {'s', "save elsewhere", "make a new message of yours in a folder that you choose"},
      {'q', "quit", "save nothing now; your text is kept in a file"}};
  const std::string said = fmt::format("Message {} was deleted while you were editing it.", message);
  terminal.note(paint(said, Style::warning, terminal.notes().colour) + "\n");
  terminal.note(menu(options, terminal.notes()));
  while (const auto letter = choose(options, "> ", terminal)) {
    if (*letter == 'q') return Quit{};
    if (const auto folder = choose_folder(terminal, find_folder)) return SaveElsewhere{*folder};
    terminal.note(menu(options, terminal.notes()));
  }
  return Quit{};
}

}  // namespace postroom::cli
