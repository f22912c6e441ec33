// nginx with one file of so many bytes, kept in its cache; stopped when destroyed.
#pragma once

#include <sys/types.h>

#include "benchmarks/workbench.h"

namespace postroom::bench {

class Nginx {
 public:
  // On this port of this machine, as /file. Ends the program where nginx does not start.
  Nginx(const Workbench& bench, std::size_t bytes, std::uint16_t port);
  ~Nginx();
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

 private:
  pid_t process_ = -1;
};

}  // namespace postroom::bench
