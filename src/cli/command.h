// One command of the program. Each lives in a file of its own, command_NAME.cc.
#pragma once

#include <postroom/result.h>

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/exit_status.h"
#include "cli/surroundings.h"

namespace postroom::cli {

struct CommandText {
  std::string name;
  std::string summary;                // one line, without a full stop
  std::string details;                // paragraphs; may be empty
  std::vector<std::string> examples;  // command lines without the leading "postroom "
};

class Command {
 public:
  virtual ~Command() = default;
  virtual CommandText text() const = 0;
  virtual void declare(Arguments& arguments) = 0;  // binds the command's own members
  // After parsing. An error is printed by the caller and decides the exit status.
  virtual Result<ExitStatus> run(Surroundings& around) = 0;
};

}  // namespace postroom::cli
