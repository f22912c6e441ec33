#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

namespace postroom::tests {
namespace {

constexpr uid_t kNobody = 65534;
constexpr int kPatience = 60'000;  // milliseconds without any output; only a failing test waits that long

void become(const Words& words, const Variables& environment) {
  std::vector<char*> arguments{const_cast<char*>(POSTROOM_PROGRAM)};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  clearenv();
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  execv(POSTROOM_PROGRAM, arguments.data());
  _exit(127);
}

int status_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status); }

int wait_for_end(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status_of(status);
}

void kill_and_forget(pid_t process) {
  if (process <= 0) return;
  kill(process, SIGKILL);
  wait_for_end(process);
}

// A descriptor from which all of `text` can be read.
int input_of(const std::string& text) {
  char name[] = "/tmp/postroom-input-XXXXXX";
  const int file = mkostemp(name, O_CLOEXEC);
  unlink(name);
  if (write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
  lseek(file, 0, SEEK_SET);
  return file;
}

bool append_from(int descriptor, std::string& text) {
  std::array<char, 65536> buffer;
  const ssize_t count = read(descriptor, buffer.data(), buffer.size());
  if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

}  // namespace

Program Program::start(const Words& words, const Variables& environment, const std::string& input,
                       User user) {
  std::array<int, 2> out, err;
  if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) std::abort();
  const int in = input_of(input);
  const pid_t process = fork();
  if (process == 0) {
    dup2(in, STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    if (user == User::unprivileged && geteuid() == 0 && (setgid(kNobody) != 0 || setuid(kNobody) != 0))
      _exit(126);
    become(words, environment);
  }
  close(in);
  close(out[1]);
  close(err[1]);
  return Program(process, out[0], err[0]);
}

Program::Program(Program&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      out_(std::exchange(other.out_, -1)),
      err_(std::exchange(other.err_, -1)),
      ended_(std::move(other.ended_)) {}

Program::~Program() {
  kill_and_forget(process_);
  if (out_ >= 0) close(out_);
  if (err_ >= 0) close(err_);
}

// False when both outputs have ended.
bool Program::read_more() {
  std::array<pollfd, 2> wait = {pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
  if (poll(wait.data(), wait.size(), kPatience) <= 0) return false;
  for (auto [at, text] : {std::pair(0, &ended_.out), std::pair(1, &ended_.err)}) {
    int& descriptor = at == 0 ? out_ : err_;
    if (wait[static_cast<std::size_t>(at)].revents == 0 || append_from(descriptor, *text)) continue;
    close(descriptor);
    descriptor = -1;
  }
  return out_ >= 0 || err_ >= 0;
}

bool Program::wait_for(const std::string& text) {
  while (ended_.out.find(text) == std::string::npos && ended_.err.find(text) == std::string::npos) {
    if (!read_more()) return ended_.out.find(text) != std::string::npos;
  }
  return true;
}

void Program::signal(int number) const { kill(process_, number); }

Ended Program::wait() {
  while ((out_ >= 0 || err_ >= 0) && read_more()) {
  }
  ended_.status = wait_for_end(std::exchange(process_, -1));
  return ended_;
}

TerminalProgram TerminalProgram::start(const Words& words, const Variables& environment, int columns) {
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = 50;
  int terminal = -1;
  const pid_t process = forkpty(&terminal, nullptr, nullptr, &size);
  if (process == 0) become(words, environment);
  fcntl(terminal, F_SETFD, FD_CLOEXEC);
  return TerminalProgram(process, terminal);
}

TerminalProgram::TerminalProgram(TerminalProgram&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      terminal_(std::exchange(other.terminal_, -1)),
      screen_(std::move(other.screen_)),
      seen_(other.seen_) {}

TerminalProgram::~TerminalProgram() {
  kill_and_forget(process_);
  hang_up();
}

bool TerminalProgram::read_more() {
  pollfd wait{terminal_, POLLIN, 0};
  return poll(&wait, 1, kPatience) > 0 && append_from(terminal_, screen_);
}

bool TerminalProgram::wait_for(const std::string& text) {
  for (;;) {
    const std::size_t at = screen_.find(text, seen_);
    if (at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    if (!read_more()) return false;
  }
}

void TerminalProgram::type(const std::string& text) const {
  if (write(terminal_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
}

void TerminalProgram::hang_up() {
  if (terminal_ >= 0) close(std::exchange(terminal_, -1));
}

void TerminalProgram::signal(int number) const { kill(process_, number); }

int TerminalProgram::wait() {
  while (terminal_ >= 0 && read_more()) {
  }
  return wait_for_end(std::exchange(process_, -1));
}

}  // namespace postroom::tests
