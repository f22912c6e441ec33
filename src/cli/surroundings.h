// What a command finds around it: the terminal, the user's environment, the time.
#pragma once

#include <postroom/session.h>

#include <functional>
#include <optional>
#include <string>

#include "cli/terminal.h"

namespace postroom::cli {

struct Surroundings {
  Terminal& terminal;
  std::function<std::optional<std::string>(const std::string&)>
      variable;            // of the environment; nothing if unset or empty
  std::string login_name;  // the full name of who is logged in
  std::shared_ptr<const Clock> clock = system_clock();
};

// Those of the process.
Surroundings process_surroundings(Terminal& terminal);

// A session for the person named, else for who is logged in.
Session make_cli_session(const Surroundings& around, const std::string& who);

}  // namespace postroom::cli
