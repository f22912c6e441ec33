// The program from its command line to its exit status.
#pragma once

#include <string>
#include <vector>

namespace postroom::daemon {

// 0: done; 1: could not start, or had to end; 2: the command line or the settings are wrong.
int run_program(const std::vector<std::string>& words);

}  // namespace postroom::daemon
