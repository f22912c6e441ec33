#include <cstdlib>

#include "cli/run.h"
#include "cli/system_terminal.h"

int main(int count, char** words) {
  using namespace postroom::cli;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* columns = std::getenv("COLUMNS");
  SystemTerminal terminal(no_colour && *no_colour, columns ? std::atoi(columns) : 0);
  Surroundings around = process_surroundings(terminal);
  return static_cast<int>(run_program(around, {words + 1, words + count}));
}
