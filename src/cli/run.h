// The whole program, over given surroundings.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_status.h"
#include "cli/surroundings.h"

namespace postroom::cli {

// `words` are the arguments without the program's name.
ExitStatus run_program(Surroundings& around, std::vector<std::string> words);

}  // namespace postroom::cli
