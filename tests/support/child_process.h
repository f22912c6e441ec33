// Programs that a test starts, and what they print to it.
#pragma once

#include <postroom/result.h>

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::testing {

// How a process ended.
struct Ending {
  bool exited = false;  // else by a signal
  int status = 0;       // of its exit, or the signal's number
  friend bool operator==(const Ending&, const Ending&) = default;
};

// One process, its standard output piped here; its standard error is the test's own. Killed and reaped at the
// latest when destroyed. Used by one thread at a time.
class ChildProcess {
 public:
  static Result<ChildProcess> start(const std::string& program, const std::vector<std::string>& arguments);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess();

  void kill();    // SIGKILL, to this process alone
  Ending wait();  // until it has ended

  // What it printed since the last call, in whole lines without their ends; what follows the last line end
  // waits for the next call, and is dropped at the end of the output. False once the output has ended.
  bool read_lines(const std::function<void(std::string_view)>& on_line);
  int output() const { return output_; }  // for poll(); -1 once the output has ended

 private:
  ChildProcess(pid_t id, int output) : id_(id), output_(output) {}
  void close_output();

  pid_t id_ = -1;  // -1 once it is reaped
  int output_ = -1;
  Ending ending_;
  std::string rest_;
};

enum class Heard { lines, end, silence };

// Waits until one of them prints, and hands over every line that is there. end: all outputs have ended.
// silence: nobody printed for as long as `patience`.
Heard listen(std::vector<ChildProcess>& children, std::chrono::milliseconds patience,
             const std::function<void(std::size_t child, std::string_view line)>& on_line);

}  // namespace postroom::testing
