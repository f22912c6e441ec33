#include "cli/system_terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstring>

#include "cli/interruption.h"

namespace postroom::cli {
namespace {

constexpr std::size_t kBuffered = 64 * 1024;
constexpr int kUsualWidth = 80;
constexpr std::size_t kLongestAnswer = 64 * 1024;

// errno, or 0 when everything was written.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// While it exists the terminal does not show what is typed.
class Unseen {
 public:
  Unseen() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!is_terminal_) return;
    termios now = before_;
    now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
  }
  ~Unseen() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  const bool is_terminal_;
};

}  // namespace

void SystemTerminal::print(std::string_view text) {
  output_ += text;
  if (output_.size() > kBuffered) (void)flush();
}

void SystemTerminal::note(std::string_view text) {
  (void)flush();  // in the order in which they were said
  write_all(STDERR_FILENO, text);
}

Status SystemTerminal::flush() {
  if (failure_ == 0) failure_ = write_all(STDOUT_FILENO, output_);
  output_.clear();
  if (failure_ == 0) return ok_status();
  return Error{failure_ == ENOSPC ? Code::disk_full : Code::io_error, "The output could not be written.",
               std::strerror(failure_)};
}

Look SystemTerminal::look(int descriptor) const {
  if (!isatty(descriptor)) return {};
  winsize size{};
  int width = columns_;
  if (width <= 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  return {width > 0 ? width : kUsualWidth, !no_colour_};
}

Look SystemTerminal::output() const { return look(STDOUT_FILENO); }
Look SystemTerminal::notes() const { return look(STDERR_FILENO); }
bool SystemTerminal::shows_progress() const { return isatty(STDERR_FILENO); }
bool SystemTerminal::can_ask() const { return isatty(STDIN_FILENO) && isatty(STDERR_FILENO); }

std::optional<std::string> SystemTerminal::ask(std::string_view prompt) {
  note(prompt);
  while (!was_interrupted()) {
    if (const auto end = typed_.find('\n'); end != std::string::npos) {
      std::string answer = typed_.substr(0, end);
      typed_.erase(0, end + 1);
      if (!answer.empty() && answer.back() == '\r') answer.pop_back();
      return answer;
    }
    if (typed_.size() > kLongestAnswer || !read_more()) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> SystemTerminal::ask_secretly(std::string_view prompt) {
  const Unseen unseen;
  auto answer = ask(prompt);
  note("\n");  // the one that was typed is not shown either
  return answer;
}

// False at the end of input, on an error and when a signal came.
bool SystemTerminal::read_more() {
  std::array<pollfd, 2> wait = {pollfd{STDIN_FILENO, POLLIN, 0},
                                pollfd{interruption_descriptor(), POLLIN, 0}};
  if (poll(wait.data(), wait.size(), -1) < 0) return errno == EINTR && !was_interrupted();
  if (was_interrupted()) return false;
  std::array<char, 4096> buffer;
  const ssize_t count = read(STDIN_FILENO, buffer.data(), buffer.size());
  if (count < 0) return errno == EINTR && !was_interrupted();
  typed_.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

}  // namespace postroom::cli
