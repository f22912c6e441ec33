#include "support/server_process.h"

#include "base/try.h"

#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

namespace postroom::testing {
namespace {

constexpr char kUser[] = "postgres";  // comes with Debian's postgresql-common
constexpr std::size_t kLastBytes = 2000;

Error failed(const std::string& what, int number) {
  return {Code::io_error, "A server could not be started: " + what + ".", std::strerror(number)};
}

// setpriv of util-linux is on every Debian. It becomes the program, so its process is the program's.
std::vector<std::string> words_of(const Command& command) {
  std::vector<std::string> words{"/usr/bin/setpriv", "--pdeathsig", "QUIT"};
  if (::geteuid() == 0) {
    words.insert(words.end(),
                 {std::string("--reuid=") + kUser, std::string("--regid=") + kUser, "--init-groups"});
  }
  words.push_back(command.program);
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  return words;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

int spawn(const Command& command, pid_t& id) {
  std::vector<std::string> words = words_of(command);
  std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, command.log.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0644);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  // At / and not in the tester's own folder, which that user may not see.
  posix_spawn_file_actions_addchdir_np(&actions, "/");
  const int result = ::posix_spawn(&id, words.front().c_str(), &actions, nullptr, pointers_to(words).data(),
                                   pointers_to(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

}  // namespace

Result<ServerProcess> ServerProcess::start(const Command& command) {
  pid_t id = -1;
  const int result = spawn(command, id);
  if (result != 0) return failed(command.program, result);
  return ServerProcess(id);
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : id_(std::exchange(other.id_, -1)), status_(other.status_) {}

ServerProcess& ServerProcess::operator=(ServerProcess&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(status_, other.status_);
  return *this;
}

ServerProcess::~ServerProcess() { stop(SIGQUIT); }

bool ServerProcess::has_ended() {
  if (id_ <= 0) return true;
  int status = 0;
  if (::waitpid(id_, &status, WNOHANG) != id_) return false;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  id_ = -1;
  return true;
}

bool ServerProcess::ends_within(std::chrono::milliseconds time) {
  if (has_ended()) return true;
  const int process = static_cast<int>(::syscall(SYS_pidfd_open, id_, 0));
  if (process < 0) return false;
  pollfd waiting{process, POLLIN, 0};
  ::poll(&waiting, 1, static_cast<int>(time.count()));
  ::close(process);
  return has_ended();
}

void ServerProcess::stop(int signal, std::chrono::milliseconds patience) {
  if (has_ended()) return;
  ::kill(id_, signal);
  if (ends_within(patience)) return;
  ::kill(id_, SIGQUIT);
  if (ends_within(patience)) return;
  ::kill(id_, SIGKILL);
  wait();
}

int ServerProcess::wait() {
  while (!ends_within(std::chrono::hours(1))) continue;
  return status_;
}

Status run_command(const Command& command) {
  TRY_SET(ServerProcess process, ServerProcess::start(command));
  if (process.wait() == 0) return ok_status();
  return Error{Code::io_error, command.program + " failed.", last_lines(command.log)};
}

Status give_to_server_user(const std::string& path) {
  if (::geteuid() != 0) return ok_status();
  const passwd* user = ::getpwnam(kUser);
  if (!user) return failed(std::string("there is no user ") + kUser + "; install postgresql-15", ENOENT);
  if (::chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) return failed(path, errno);
  return ok_status();
}

std::string last_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  return text.substr(text.size() - std::min(text.size(), kLastBytes));
}

bool wait_until(std::chrono::milliseconds patience, const std::function<bool()>& is_true) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace postroom::testing
