// For tests: a disk that has no room for more.
#pragma once

#include <sys/resource.h>

#include <csignal>

namespace postroom::mapi::testing {

// No file of this process grows past so many bytes as long as this lives.
class ShortFiles {
 public:
  explicit ShortFiles(rlim_t most) : on_signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{most, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &now);
  }
  ~ShortFiles() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, on_signal_);
  }
  ShortFiles(const ShortFiles&) = delete;
  ShortFiles& operator=(const ShortFiles&) = delete;

 private:
  void (*const on_signal_)(int);
  rlimit before_{};
};

}  // namespace postroom::mapi::testing
