// A bar on standard error for work that takes longer than a second. Nothing where that is not a terminal.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "cli/terminal.h"

namespace postroom::cli {

using Now = std::function<std::chrono::steady_clock::time_point()>;

// The bar alone: "Importing  ██████░░░░  60 %", at most `width` columns. `total` 0: only a count.
std::string progress_text(const std::string& what, std::uint64_t done, std::uint64_t total, int width);

// Clears its line when destroyed. Calls may come from any number of threads, one at a time.
class ProgressBar {
 public:
  ProgressBar(Terminal& terminal, std::string what, Now now = std::chrono::steady_clock::now);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // To hand to the store; this bar must outlive it.
  std::function<void(std::uint64_t, std::uint64_t)> callback();

 private:
  void show(std::uint64_t done, std::uint64_t total);

  Terminal& terminal_;
  std::string what_;
  Now now_;
  std::chrono::steady_clock::time_point due_;
  bool shown_ = false;
};

}  // namespace postroom::cli
