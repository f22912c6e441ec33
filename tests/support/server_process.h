// A server program that a test starts: as a user who is not root, with an environment of its own (no
// sanitizer's library or options), its output in a file. It ends with the thread that started it, however
// that ends.
#pragma once

#include <postroom/result.h>

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace postroom::testing {

struct Command {
  std::string program;
  std::vector<std::string> arguments;
  std::string log;  // the file that takes what it prints, at its end
};

// Stopped and reaped at the latest when destroyed. Used by one thread at a time.
class ServerProcess {
 public:
  static Result<ServerProcess> start(const Command& command);
  ServerProcess(ServerProcess&& other) noexcept;
  ServerProcess& operator=(ServerProcess&& other) noexcept;
  ~ServerProcess();

  bool has_ended();
  // Asks it to end with this signal, then with SIGQUIT, and kills it where it has not ended in time.
  void stop(int signal, std::chrono::milliseconds patience = std::chrono::seconds(10));
  // Until it has ended by itself; its exit status, or -1.
  int wait();

 private:
  explicit ServerProcess(pid_t id) : id_(id) {}
  bool ends_within(std::chrono::milliseconds time);

  pid_t id_ = -1;  // -1 once it is reaped
  int status_ = -1;
};

// Runs it to its end. An error says what it printed.
Status run_command(const Command& command);

// Gives a folder or file to the user whom servers run as.
Status give_to_server_user(const std::string& path);

// The end of a file, for a message.
std::string last_lines(const std::string& path);

// Asks until it is true; false once `patience` is over.
bool wait_until(std::chrono::milliseconds patience, const std::function<bool()>& is_true);

}  // namespace postroom::testing
