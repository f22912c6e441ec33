#include "cli/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/commands.h"
#include "cli/testing/scripted_terminal.h"

namespace postroom::cli {
namespace {

using testing::HasSubstr;

class Run : public testing::Test {
 protected:
  ExitStatus run(std::vector<std::string> words) {
    Surroundings around{terminal_, [](const std::string&) { return std::nullopt; }, "Ana Ruiz"};
    return run_program(around, std::move(words));
  }

  ScriptedTerminal terminal_;
};

}  // namespace

TEST_F(Run, lists_every_command_in_its_help) {
  EXPECT_EQ(run({"help"}), ExitStatus::done);
  for (const auto& command : all_commands()) {
    EXPECT_THAT(terminal_.printed, HasSubstr("  " + command->text().name + " ")) << command->text().name;
  }
}

TEST_F(Run, explains_every_command_with_an_example_whatever_else_is_missing) {
  for (const auto& command : all_commands()) {
    const CommandText text = command->text();
    terminal_.printed.clear();
    EXPECT_EQ(run({text.name, "--help"}), ExitStatus::done);
    EXPECT_THAT(terminal_.printed, HasSubstr("Usage: postroom " + text.name));
    ASSERT_FALSE(text.examples.empty()) << text.name;
    EXPECT_THAT(terminal_.printed, HasSubstr("  postroom " + text.examples[0]));
  }
}

TEST_F(Run, ends_with_2_when_it_is_used_wrongly) {
  EXPECT_EQ(run({}), ExitStatus::usage);
  EXPECT_EQ(run({"nonsense"}), ExitStatus::usage);
  EXPECT_THAT(terminal_.noted, HasSubstr("There is no command “nonsense”."));
  for (const auto& command : all_commands()) {
    EXPECT_EQ(run({command->text().name}), ExitStatus::usage) << command->text().name;
    EXPECT_EQ(run({command->text().name, "store", "--no-such-option"}), ExitStatus::usage)
        << command->text().name;
  }
  EXPECT_EQ(terminal_.printed, "");
}

TEST_F(Run, shows_no_control_character_of_what_was_typed) {
  run({"\x1B[31mred"});
  EXPECT_EQ(terminal_.noted.find('\x1B'), std::string::npos);
}

TEST_F(Run, ends_with_1_when_there_is_no_such_store) {
  EXPECT_EQ(run({"folders", "/nowhere/mail.postroom"}), ExitStatus::failed);
  EXPECT_THAT(terminal_.noted, HasSubstr("postroom: "));
}

TEST_F(Run, says_its_version) {
  EXPECT_EQ(run({"--version"}), ExitStatus::done);
  EXPECT_THAT(terminal_.printed, HasSubstr("postroom 0."));
}

}  // namespace postroom::cli
