// The built program in processes of its own, for tests.
#pragma once

#include <sys/types.h>
#include <map>
#include <string>
#include <vector>

namespace postroom::tests {

using Words = std::vector<std::string>;
using Variables = std::map<std::string, std::string>;

// Who runs the program: root may write everything, so tests of permissions run it as somebody else then.
enum class User { same, unprivileged };

struct Ended {
  int status = -1;  // exit status; minus the signal's number if one ended it
  std::string out, err;
};

// A running program. Destroying it kills what is still running.
class Program {
 public:
  // `input` is all of its standard input.
  static Program start(const Words& words, const Variables& environment, const std::string& input = "",
                       User user = User::same);
  Program(Program&& other) noexcept;
  Program& operator=(Program&&) = delete;
  ~Program();

  // Reads its output until `text` has come; false if it ended before or nothing came for a long time.
  bool wait_for(const std::string& text);
  const std::string& output() const { return ended_.out; }  // that has been read so far
  void signal(int number) const;
  Ended wait();

 private:
  Program(pid_t process, int out, int err) : process_(process), out_(out), err_(err) {}
  bool read_more();

  pid_t process_;
  int out_, err_;
  Ended ended_;
};

// The same on a terminal of its own, where a person types.
class TerminalProgram {
 public:
  static TerminalProgram start(const Words& words, const Variables& environment, int columns = 100);
  TerminalProgram(TerminalProgram&& other) noexcept;
  TerminalProgram& operator=(TerminalProgram&&) = delete;
  ~TerminalProgram();

  // Waits for `text` after what was waited for before.
  bool wait_for(const std::string& text);
  void type(const std::string& text) const;  // "\n" for Enter, "\x03" for Ctrl-C, "\x04" for Ctrl-D
  void hang_up();                            // closes the terminal
  void signal(int number) const;
  int wait();  // exit status as above
  const std::string& screen() const { return screen_; }

 private:
  TerminalProgram(pid_t process, int terminal) : process_(process), terminal_(terminal) {}
  bool read_more();

  pid_t process_;
  int terminal_;
  std::string screen_;
  std::size_t seen_ = 0;
};

}  // namespace postroom::tests
