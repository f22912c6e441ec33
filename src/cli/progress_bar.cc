#include "cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/display_width.h"

namespace postroom::cli {
namespace {

constexpr auto kPatience = std::chrono::seconds(1);
constexpr auto kBetween = std::chrono::milliseconds(100);
constexpr int kWidestBar = 40;
constexpr int kNarrowestBar = 5;

}  // namespace

std::string progress_text(const std::string& what, std::uint64_t done, std::uint64_t total, int width) {
  if (total == 0) return shorten(fmt::format("{}  {}", what, done), width);
  const double part = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const std::string percent = fmt::format("{:3} %", static_cast<int>(part * 100));
  const int bar = std::min(kWidestBar, width - display_width(what) - display_width(percent) - 4);
  if (bar < kNarrowestBar) return shorten(what + "  " + percent, width);
  const int full = static_cast<int>(part * bar);
  std::string text = what + "  ";
  for (int i = 0; i < bar; ++i) text += i < full ? "█" : "░";
  return text + "  " + percent;
}

ProgressBar::ProgressBar(Terminal& terminal, std::string what, Now now)
    : terminal_(terminal), what_(std::move(what)), now_(std::move(now)), due_(now_() + kPatience) {}

ProgressBar::~ProgressBar() {
  if (shown_) terminal_.note("\r\033[K");
}

std::function<void(std::uint64_t, std::uint64_t)> ProgressBar::callback() {
  if (!terminal_.shows_progress()) return {};
  return [this](std::uint64_t done, std::uint64_t total) { show(done, total); };
}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
  const auto now = now_();
  if (now < due_) return;
  due_ = now + kBetween;
  shown_ = true;
  terminal_.note("\r" + progress_text(what_, done, total, terminal_.notes().width - 1) + "\033[K");
}

}  // namespace postroom::cli
