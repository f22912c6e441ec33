#include "support/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

extern char** environ;

namespace postroom::testing {
namespace {

Error failed(const std::string& what, int number) {
  return {Code::io_error, "A process could not be started: " + what + ".", std::strerror(number)};
}

int spawn(const std::string& program, const std::vector<std::string>& arguments, int output, pid_t& id) {
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  const int result = ::posix_spawn(&id, program.c_str(), &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::string& program,
                                         const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failed("no pipe", errno);
  pid_t id = -1;
  const int result = spawn(program, arguments, ends[1], id);
  ::close(ends[1]);
  if (result != 0) {
    ::close(ends[0]);
    return failed(program, result);
  }
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return ChildProcess(id, ends[0]);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : id_(std::exchange(other.id_, -1)),
      output_(std::exchange(other.output_, -1)),
      ending_(other.ending_),
      rest_(std::move(other.rest_)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(output_, other.output_);
  std::swap(ending_, other.ending_);
  std::swap(rest_, other.rest_);
  return *this;
}

ChildProcess::~ChildProcess() {
  kill();
  wait();
  close_output();
}

void ChildProcess::kill() {
  if (id_ > 0) ::kill(id_, SIGKILL);
}

Ending ChildProcess::wait() {
  if (id_ <= 0) return ending_;
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) continue;
  id_ = -1;
  ending_ = WIFEXITED(status) ? Ending{true, WEXITSTATUS(status)} : Ending{false, WTERMSIG(status)};
  return ending_;
}

bool ChildProcess::read_lines(const std::function<void(std::string_view)>& on_line) {
  std::array<char, 64 * 1024> buffer;
  while (output_ >= 0) {
    const ssize_t count = ::read(output_, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) break;
    if (count <= 0) {
      close_output();
      break;
    }
    rest_.append(buffer.data(), static_cast<std::size_t>(count));
  }
  std::size_t start = 0;
  for (std::size_t end; (end = rest_.find('\n', start)) != std::string::npos; start = end + 1) {
    on_line(std::string_view(rest_).substr(start, end - start));
  }
  rest_.erase(0, start);
  return output_ >= 0;
}

void ChildProcess::close_output() {
  if (output_ >= 0) ::close(std::exchange(output_, -1));
}

Heard listen(std::vector<ChildProcess>& children, std::chrono::milliseconds patience,
             const std::function<void(std::size_t child, std::string_view line)>& on_line) {
  for (;;) {
    std::vector<pollfd> waiting;
    for (const ChildProcess& child : children) {
      if (child.output() >= 0) waiting.push_back({child.output(), POLLIN, 0});
    }
    if (waiting.empty()) return Heard::end;
    const int ready = ::poll(waiting.data(), waiting.size(), static_cast<int>(patience.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return Heard::silence;
    bool any = false;
    for (std::size_t i = 0; i < children.size(); ++i) {
      children[i].read_lines([&](std::string_view line) {
        any = true;
        on_line(i, line);
      });
    }
    if (any) return Heard::lines;
  }
}

}  // namespace postroom::testing
