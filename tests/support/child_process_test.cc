#include "support/child_process.h"

#include <gtest/gtest.h>

#include <csignal>

namespace postroom::testing {
namespace {

constexpr std::chrono::seconds kPatience{30};

std::vector<ChildProcess> shells(const std::vector<std::string>& scripts) {
  std::vector<ChildProcess> children;
  for (const std::string& script : scripts) {
    auto child = ChildProcess::start("/bin/sh", {"-c", script});
    if (child.ok()) children.push_back(*std::move(child));
  }
  return children;
}

TEST(ChildProcess, hands_over_whole_lines_and_says_how_it_ended) {
  auto children = shells({"printf 'one\\ntwo\\nhalf'; exit 3"});
  ASSERT_EQ(children.size(), 1u);
  std::vector<std::string> lines;
  while (listen(children, kPatience, [&](std::size_t, std::string_view line) { lines.emplace_back(line); }) ==
         Heard::lines) {
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(children[0].wait(), (Ending{true, 3}));
}

TEST(ChildProcess, is_killed_alone) {
  auto children = shells({"echo up; exec sleep 600", "echo up; exec sleep 600"});
  ASSERT_EQ(children.size(), 2u);
  int up = 0;
  while (up < 2) {
    ASSERT_EQ(listen(children, kPatience, [&](std::size_t, std::string_view) { ++up; }), Heard::lines);
  }
  children[0].kill();
  EXPECT_EQ(children[0].wait(), (Ending{false, SIGKILL}));
  EXPECT_GE(children[1].output(), 0);
}

TEST(ChildProcess, that_cannot_be_started_is_an_error) {
  EXPECT_FALSE(ChildProcess::start("/nowhere/at/all", {}).ok());
}

TEST(ChildProcess, that_says_nothing_is_silent) {
  auto children = shells({"exec sleep 600"});
  ASSERT_EQ(children.size(), 1u);
  EXPECT_EQ(listen(children, std::chrono::milliseconds(20), [](std::size_t, std::string_view) {}),
            Heard::silence);
}

}  // namespace
}  // namespace postroom::testing
