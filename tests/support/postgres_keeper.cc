// The fixture of ctest that keeps one PostgreSQL server for all tests of a run:
//   postgres_keeper start   starts it in a process of its own and returns once it is up
//   postgres_keeper stop    ends it and returns once it has gone
// A run is the process that calls this, ctest. Where that process goes without a stop, the server goes too.
#include "support/postgres_server.h"
#include "support/unix_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string_view>

namespace postroom::testing {
namespace {

std::string control_of(const std::filesystem::path& folder) { return folder / kFixtureControl; }

// What keepers left that were killed.
void remove_abandoned() {
  std::error_code ignored;
  const std::filesystem::path any = fixture_link(0);
  const std::string prefix = any.filename().string().substr(0, any.filename().string().size() - 1);
  for (const auto& entry : std::filesystem::directory_iterator(any.parent_path(), ignored)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const auto folder = std::filesystem::read_symlink(entry.path(), ignored);
    if (folder.empty() || can_connect(control_of(folder))) continue;
    std::filesystem::remove_all(folder, ignored);
    std::filesystem::remove(entry.path(), ignored);
  }
}

// Nothing of ctest's stays open: it waits for the end of what its tests print.
void let_go_of_output() {
  const int nothing = ::open("/dev/null", O_RDWR);
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing, number);
  ::close(nothing);
}

// Until ctest has gone or a stop is asked for.
void wait_for_end(const OwnedFile& run, const OwnedFile& control) {
  pollfd waiting[] = {{run.number(), POLLIN, 0}, {control.number(), POLLIN, 0}};
  while (::poll(waiting, 2, -1) < 0 && errno == EINTR) continue;
}

void keep(const OwnedFile& run, const std::string& link, OwnedFile started) {
  auto server = std::make_unique<PostgresServer>();
  const OwnedFile control = listen_at(control_of(server->socket_folder()));
  std::filesystem::remove(link);
  std::filesystem::create_directory_symlink(server->socket_folder(), link);
  if (::write(started.number(), "", 1) != 1) return;
  started = OwnedFile();
  let_go_of_output();
  wait_for_end(run, control);
  std::filesystem::remove(link);
  server.reset();  // before `control`, for whose end a stop waits
}

int start(pid_t ctest) {
  remove_abandoned();
  const OwnedFile run(static_cast<int>(::syscall(SYS_pidfd_open, ctest, 0)));
  std::array<int, 2> ends{};
  if (!run || ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    std::cerr << "The run cannot be watched: " << std::strerror(errno) << "\n";
    return 1;
  }
  const OwnedFile answer(ends[0]);
  OwnedFile started(ends[1]);
  const pid_t keeper = ::fork();
  if (keeper == 0) {
    ::setsid();
    for (const int ignored : {SIGINT, SIGHUP, SIGTERM, SIGPIPE}) std::signal(ignored, SIG_IGN);
    keep(run, fixture_link(ctest), std::move(started));
    return 0;
  }
  started = OwnedFile();
  char byte = 0;
  return keeper > 0 && ::read(answer.number(), &byte, 1) == 1 ? 0 : 1;
}

int stop(pid_t ctest) {
  std::error_code missing;
  const auto folder = std::filesystem::read_symlink(fixture_link(ctest), missing);
  if (missing) return 0;
  const OwnedFile control = connect_to(control_of(folder));
  char byte = 0;  // never comes: the keeper lets go of the connection at its end
  if (control) (void)!::read(control.number(), &byte, 1);
  return 0;
}

}  // namespace
}  // namespace postroom::testing

int main(int count, char** words) {
  const std::string_view task = count == 2 ? words[1] : "";
  const pid_t ctest = ::getppid();
  try {
    if (task == "start") return postroom::testing::start(ctest);
    if (task == "stop") return postroom::testing::stop(ctest);
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << "\n";
    return 1;
  }
  std::cerr << "usage: postgres_keeper start|stop\n";
  return 2;
}
