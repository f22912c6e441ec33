#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "cli/display_width.h"
#include "cli/side_by_side.h"
#include "cli/styled_text.h"

namespace postroom::cli {
namespace {

constexpr int kNameColumn = 26;

constexpr std::string_view kExitStatus =
    "Exit status: 0 done, 1 failed, 2 wrong usage, 3 changed by someone else, 4 deleted by someone else,\n"
    "5 outcome unknown (the save may or may not have happened: look at the history).\n";

constexpr std::string_view kIntroduction = R"(# The program `postroom`

Made by `postroom help --markdown`; a test compares this page with the program.

    postroom COMMAND STORE …

A message is named by its number, as `list` shows it, or by its entry ID in hexadecimal; a folder by its path
(`Inbox/Printers`, `/` for the root) or its number. Times are shown in your time zone, and in JSON in UTC. Text from
mail never reaches a terminal raw: control characters are made visible. Colour is used on a terminal unless `NO_COLOR`
is set.

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | failed |
| 2 | wrong usage |
| 3 | changed by someone else; nothing was saved |
| 4 | deleted by someone else; nothing was saved |
| 5 | outcome unknown: the save may or may not have happened; look at the history |

)";

Arguments declared(Command& command) {
  Arguments arguments;
  command.declare(arguments);
  return arguments;
}

std::string label(const Declaration& declaration) {
  return declaration.value.empty() ? declaration.name : declaration.name + " " + declaration.value;
}

std::string help_of(const Declaration& declaration) {
  const bool several = declaration.repeatable && !declaration.is_operand();
  return declaration.help + (several ? "; may be given several times" : "");
}

std::string wrapped(const std::string& text, int indent, int width) {
  std::string lines;
  for (const StyledLine& line : wrap({{text, Style::plain}}, std::max(20, width - indent), false)) {
    lines +=
        (lines.empty() ? "" : std::string(static_cast<std::size_t>(indent), ' ')) + paint(line, false) + "\n";
  }
  return lines;
}

// Paragraphs stay apart.
std::string wrapped_paragraphs(std::string_view text, int width) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    result += (result.empty() ? "" : "\n") + wrapped(std::string(text.substr(0, end)), 0, width);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return result;
}

std::string entry(const std::string& name, const std::string& help, int width) {
  const std::string line = "  " + name;
  if (display_width(line) < kNameColumn) return pad(line, kNameColumn) + wrapped(help, kNameColumn, width);
  return line + "\n" + std::string(kNameColumn, ' ') + wrapped(help, kNameColumn, width);
}

std::string section(const std::string& title, const Arguments& arguments, bool operands, int width) {
  std::string text;
  for (const Declaration& declaration : arguments.declarations()) {
    if (declaration.is_operand() == operands) text += entry(label(declaration), help_of(declaration), width);
  }
  return text.empty() ? "" : "\n" + title + ":\n" + text;
}

std::string escaped_cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

std::string command_markdown(Command& command) {
  const CommandText text = command.text();
  const Arguments arguments = declared(command);
  std::string page =
      fmt::format("## {}\n\n{}.\n\n    {}\n", text.name,
                  std::string(1, static_cast<char>(std::toupper(text.summary[0]))) + text.summary.substr(1),
                  usage_line(text, arguments));
  if (!text.details.empty()) page += "\n" + text.details + "\n";
  page += "\n| argument | meaning |\n|---|---|\n";
  for (const bool operands : {true, false}) {
    for (const Declaration& declaration : arguments.declarations()) {
      if (declaration.is_operand() != operands) continue;
      page += fmt::format("| `{}` | {} |\n", escaped_cell(label(declaration)),
                          escaped_cell(help_of(declaration)));
    }
  }
  page += "\nFor example:\n\n";
  for (const std::string& example : text.examples) page += "    postroom " + example + "\n";
  return page + "\n";
}

}  // namespace

std::string usage_line(const CommandText& text, const Arguments& arguments) {
  std::string line = "postroom " + text.name;
  bool options = false;
  for (const Declaration& declaration : arguments.declarations()) {
    if (!declaration.is_operand()) {
      options = true;
      continue;
    }
    const std::string name = declaration.name + (declaration.repeatable ? "…" : "");
    line += declaration.required ? " " + name : " [" + name + "]";
  }
  return line + (options ? " [OPTIONS]" : "");
}

std::string program_help(const CommandList& commands) {
  std::string text =
      "Postroom: a message store that many clients edit at once.\n\nUsage: postroom COMMAND STORE "
      "…\n\nCommands:\n";
  for (const auto& command : commands) {
    text += "  " + pad(command->text().name, 14) + command->text().summary + "\n";
  }
  text +=
      "\n“postroom COMMAND --help” explains a command with an example; “postroom --version” says which this "
      "is.\n";
  return text + "A STORE is a file, or postgresql://HOST/DATABASE?store=NAME; “postroom init mail.postroom” makes one.\n\n" + std::string(kExitStatus);
}

std::string command_help(Command& command, int width) {
  const CommandText text = command.text();
  const Arguments arguments = declared(command);
  width = width == kUnlimitedWidth ? kUsualColumns : width;
  std::string help =
      fmt::format("postroom {}: {}.\n\nUsage: {}\n", text.name, text.summary, usage_line(text, arguments));
  if (!text.details.empty()) help += "\n" + wrapped_paragraphs(text.details, width);
  help += section("Arguments", arguments, true, width) + section("Options", arguments, false, width);
  help += text.examples.size() == 1 ? "\nExample:\n" : "\nExamples:\n";
  for (const std::string& example : text.examples) help += "  postroom " + example + "\n";
  return help;
}

std::string reference_markdown(const CommandList& commands) {
  std::string page(kIntroduction);
  for (const auto& command : commands) page += command_markdown(*command);
  page.pop_back();
  return page;
}

}  // namespace postroom::cli
