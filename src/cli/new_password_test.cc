#include "cli/new_password.h"

#include <gtest/gtest.h>

#include "accounts/passwords.h"
#include "cli/testing/scripted_terminal.h"

namespace postroom::cli {
namespace {

class NewPasswordTest : public testing::Test {
 protected:
  Result<std::string> ask(std::deque<std::string> answers) {
    terminal_.interactive = true;
    terminal_.answers = std::move(answers);
    return ask_new_password(around_, "ana");
  }
  static Result<std::string> from_input(const std::string& text) {
    MemorySource input(text);
    return read_password(input);
  }

  ScriptedTerminal terminal_;
  Surroundings around_{terminal_, [](const std::string&) { return std::nullopt; }, "Ana Ruiz"};
};

TEST_F(NewPasswordTest, is_what_was_typed_twice) {
  EXPECT_EQ(ask({"correct horse", "correct horse"}).value(), "correct horse");
  EXPECT_EQ(terminal_.prompts, (std::vector<std::string>{"Password for ana: ", "Once more: "}));
}

TEST_F(NewPasswordTest, is_none_if_the_two_differ_or_nothing_is_typed) {
  EXPECT_EQ(ask({"correct horse", "correct house"}).error().code, Code::invalid_argument);
  EXPECT_EQ(ask({"correct horse"}).error().code, Code::cancelled);
  EXPECT_EQ(ask({}).error().code, Code::cancelled);
}

TEST_F(NewPasswordTest, needs_somebody_to_ask) {
  const auto password = ask_new_password(around_, "ana");
  ASSERT_FALSE(password.ok());
  EXPECT_NE(password.error().message.find("--password-stdin"), std::string::npos);
  EXPECT_TRUE(terminal_.prompts.empty());
}

TEST_F(NewPasswordTest, from_input_is_its_one_line_without_the_end) {
  for (const char* text : {" correct horse ", " correct horse \n", " correct horse \r\n"}) {
    EXPECT_EQ(from_input(text).value(), " correct horse ");
  }
  EXPECT_EQ(from_input("").value(), "");
  EXPECT_EQ(from_input("a\nb\n").error().code, Code::invalid_argument);
}

TEST_F(NewPasswordTest, from_input_that_is_too_long_is_one_that_will_be_refused_as_too_long) {
  const std::string longest(accounts::kMaxPassword, 'x');
  EXPECT_EQ(from_input(longest + "\r\n").value(), longest);
  EXPECT_GT(from_input(longest + "xxx").value().size(), accounts::kMaxPassword);
  EXPECT_GT(from_input(std::string(1'000'000, 'x')).value().size(), accounts::kMaxPassword);
}

}  // namespace
}  // namespace postroom::cli
