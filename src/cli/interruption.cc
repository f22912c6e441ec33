#include "cli/interruption.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <array>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <csignal>

namespace postroom::cli {
namespace {

// A signal handler has no other way to hand something over than through globals.
constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};
std::array<struct sigaction, kSignals.size() + 1> g_before;
std::array<int, 2> g_pipe = {-1, -1};
std::atomic<bool> g_interrupted = false;
std::atomic<bool> g_installed = false;

void on_signal(int) {
  const int error = errno;
  g_interrupted = true;
  [[maybe_unused]] const ssize_t written = write(g_pipe[1], "!", 1);
  errno = error;
}

}  // namespace

Interruption::Interruption() {
  [[maybe_unused]] const bool twice = g_installed.exchange(true);
  assert(!twice);
  g_interrupted = false;
  if (pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) g_pipe = {-1, -1};
  struct sigaction action {};
  action.sa_handler = on_signal;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals[i], &action, &g_before[i]);
    // nohup and the shell's & asked for a signal to be ignored: so be it
    if (g_before[i].sa_handler == SIG_IGN) sigaction(kSignals[i], &g_before[i], nullptr);
  }
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, &g_before.back());
}

Interruption::~Interruption() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &g_before[i], nullptr);
  sigaction(SIGPIPE, &g_before.back(), nullptr);
  for (int& end : g_pipe) {
    if (end >= 0) close(end);
    end = -1;
  }
  g_installed = false;
}

bool was_interrupted() { return g_interrupted; }

int interruption_descriptor() { return g_pipe[0]; }

bool wait_for_interruption(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!was_interrupted()) {
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (rest.count() <= 0) return false;
    pollfd wait{g_pipe[0], POLLIN, 0};
    const std::int64_t slice = rest.count() < 60'000 ? rest.count() : 60'000;
    if (poll(&wait, 1, static_cast<int>(slice)) > 0) return true;
  }
  return true;
}

}  // namespace postroom::cli
