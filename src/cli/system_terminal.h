// The terminal, pipe or file that the program was started with.
#pragma once

#include "cli/terminal.h"

namespace postroom::cli {

class SystemTerminal final : public Terminal {
 public:
  // `no_colour`: the user set NO_COLOR; `columns`: the user set COLUMNS (0: ask the terminal).
  SystemTerminal(bool no_colour, int columns) : no_colour_(no_colour), columns_(columns) {}

  void print(std::string_view text) override;
  void note(std::string_view text) override;
  Status flush() override;
  Look output() const override;
  Look notes() const override;
  bool shows_progress() const override;
  bool can_ask() const override;
  std::optional<std::string> ask(std::string_view prompt) override;
  std::optional<std::string> ask_secretly(std::string_view prompt) override;

 private:
  Look look(int descriptor) const;
  bool read_more();

  bool no_colour_;
  int columns_;
  std::string output_;  // not written yet
  std::string typed_;   // read past the last answer
  int failure_ = 0;     // errno of the first write that failed
};

}  // namespace postroom::cli
