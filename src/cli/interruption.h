// SIGINT, SIGTERM and SIGHUP as something to ask about, so that a command can keep what was typed before it
// ends.
#pragma once

#include <chrono>

namespace postroom::cli {

// While one exists these signals do not end the program, and a closed pipe (SIGPIPE) becomes a write error.
// At most one at a time: signals belong to the process.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
};

bool was_interrupted();
// Readable once a signal came; -1 before the first Interruption.
int interruption_descriptor();
// Waits that long, or until a signal comes; true if one came.
bool wait_for_interruption(std::chrono::milliseconds time);

}  // namespace postroom::cli
