// A terminal for tests: answers from a list, everything printed kept.
#pragma once

#include <deque>
#include <vector>

#include "cli/terminal.h"

namespace postroom::cli {

class ScriptedTerminal final : public Terminal {
 public:
  std::deque<std::string> answers;  // the end of input after the last
  std::string printed, noted;
  std::vector<std::string> prompts;
  Look look{80, false};
  bool interactive = false;

  void print(std::string_view text) override { printed += text; }
  void note(std::string_view text) override { noted += text; }
  Status flush() override { return ok_status(); }
  Look output() const override { return look; }
  Look notes() const override { return look; }
  bool shows_progress() const override { return interactive; }
  bool can_ask() const override { return interactive; }
  std::optional<std::string> ask(std::string_view prompt) override {
    prompts.emplace_back(prompt);
    if (answers.empty()) return std::nullopt;
    std::string answer = std::move(answers.front());
    answers.pop_front();
    return answer;
  }
  std::optional<std::string> ask_secretly(std::string_view prompt) override { return ask(prompt); }
};

}  // namespace postroom::cli
