#include "cli/run.h"

#include <algorithm>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

bool asks_for_help(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") return false;
    if (word == "--help" || word == "-h") return true;
  }
  return false;
}

Command* find_command(const CommandList& commands, const std::string& name) {
  const auto found =
      std::find_if(commands.begin(), commands.end(), [&](const auto& c) { return c->text().name == name; });
  return found == commands.end() ? nullptr : found->get();
}

void print_error(Terminal& terminal, const Error& error) {
  terminal.note("postroom: " + safe_line(describe(error)) + "\n");
  if (error.code == Code::outcome_unknown) {
    terminal.note(
        "Look at the message's history to find out whether the save happened before you repeat it.\n");
  }
}

ExitStatus wrong_usage(Terminal& terminal, const std::string& what, const std::string& help) {
  terminal.note("postroom: " + safe_line(what) + "\n" + help);
  return ExitStatus::usage;
}

ExitStatus run_command(Surroundings& around, Command& command, std::vector<std::string> words) {
  const std::string name = command.text().name;
  if (asks_for_help(words)) {
    around.terminal.print(command_help(command, around.terminal.output().width));
    return ExitStatus::done;
  }
  Arguments arguments;
  command.declare(arguments);
  if (auto parsed = arguments.parse(std::move(words)); !parsed) {
    return wrong_usage(
        around.terminal, parsed.error().message,
        "Usage: " + usage_line(command.text(), arguments) + "\nSee “postroom " + name + " --help”.\n");
  }
  auto status = command.run(around);
  if (status) return *status;
  print_error(around.terminal, status.error());
  return exit_status(status.error().code);
}

ExitStatus run_help(Surroundings& around, const CommandList& commands,
                    const std::vector<std::string>& words) {
  if (words.size() < 2) {
    around.terminal.print(program_help(commands));
    return ExitStatus::done;
  }
  if (words[1] == "--markdown") {
    around.terminal.print(reference_markdown(commands));
    return ExitStatus::done;
  }
  Command* command = find_command(commands, words[1]);
  if (!command)
    return wrong_usage(around.terminal, "There is no command “" + words[1] + "”.", program_help(commands));
  around.terminal.print(command_help(*command, around.terminal.output().width));
  return ExitStatus::done;
}

ExitStatus dispatch(Surroundings& around, std::vector<std::string> words) {
  const CommandList commands = all_commands();
  if (words.empty()) return wrong_usage(around.terminal, "Which command?", program_help(commands));
  const std::string name = words[0];
  if (name == "help" || name == "--help" || name == "-h") return run_help(around, commands, words);
  if (name == "--version") {
    around.terminal.print("postroom " POSTROOM_VERSION "\n");
    return ExitStatus::done;
  }
  Command* command = find_command(commands, name);
  if (!command)
    return wrong_usage(around.terminal, "There is no command “" + name + "”.", "See “postroom help”.\n");
  words.erase(words.begin());
  return run_command(around, *command, std::move(words));
}

}  // namespace

ExitStatus run_program(Surroundings& around, std::vector<std::string> words) {
  const ExitStatus status = dispatch(around, std::move(words));
  auto flushed = around.terminal.flush();
  if (flushed) return status;
  print_error(around.terminal, flushed.error());
  return status == ExitStatus::done ? ExitStatus::failed : status;
}

}  // namespace postroom::cli
