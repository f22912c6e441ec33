// The program's help, for the terminal and as the reference in docs/cli.md, made from the commands'
// declarations.
#pragma once

#include <string>

#include "cli/commands.h"

namespace postroom::cli {

std::string program_help(const CommandList& commands);
std::string command_help(Command& command, int width);
std::string reference_markdown(const CommandList& commands);

// "postroom edit STORE ID [OPTIONS]"
std::string usage_line(const CommandText& text, const Arguments& arguments);

}  // namespace postroom::cli
