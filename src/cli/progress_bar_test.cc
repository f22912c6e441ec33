#include "cli/progress_bar.h"

#include <gtest/gtest.h>

#include "cli/testing/scripted_terminal.h"

namespace postroom::cli {
namespace {

struct ManualTime {
  std::chrono::steady_clock::time_point now{};
  Now source() {
    return [this] { return now; };
  }
};

}  // namespace

TEST(ProgressBar, fits_its_width) {
  EXPECT_EQ(progress_text("Importing", 30, 60, 28), "Importing  █████░░░░░   50 %");
  EXPECT_EQ(progress_text("Importing", 60, 60, 16), "Importing  100 %");
  EXPECT_EQ(progress_text("Importing", 90, 60, 16), "Importing  100 %");
  EXPECT_EQ(progress_text("Importing", 1234, 0, 40), "Importing  1234");
}

TEST(ProgressBar, says_nothing_about_work_under_a_second) {
  ScriptedTerminal terminal;
  terminal.interactive = true;
  ManualTime time;
  {
    ProgressBar bar(terminal, "Importing", time.source());
    const auto callback = bar.callback();
    time.now += std::chrono::milliseconds(999);
    callback(1, 2);
  }
  EXPECT_EQ(terminal.noted, "");
}

TEST(ProgressBar, appears_after_a_second_and_clears_its_line) {
  ScriptedTerminal terminal;
  terminal.interactive = true;
  terminal.look.width = 30;
  ManualTime time;
  {
    ProgressBar bar(terminal, "Importing", time.source());
    const auto callback = bar.callback();
    time.now += std::chrono::seconds(1);
    callback(1, 2);
    callback(2, 2);  // too soon after the other
  }
  EXPECT_EQ(terminal.noted, "\rImporting  █████░░░░░░   50 %\033[K\r\033[K");
}

TEST(ProgressBar, is_not_drawn_where_nobody_looks) {
  ScriptedTerminal terminal;
  ProgressBar bar(terminal, "Importing");
  EXPECT_FALSE(bar.callback());
}

}  // namespace postroom::cli
