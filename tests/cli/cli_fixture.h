// A store in a folder of its own and the program that works on it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "program.h"

namespace postroom::tests {

class Cli : public ::testing::Test {
 protected:
  Cli();
  ~Cli() override;

  // Runs the program to its end.
  Ended run(const Words& words, const std::string& input = "") const;
  // The same, expecting status 0; its standard output.
  std::string done(const Words& words, const std::string& input = "") const;

  Program start(const Words& words, const std::string& input = "") const;
  TerminalProgram start_on_terminal(const Words& words, int columns = 100) const;

  // A draft with this subject and body in Drafts; its number.
  std::string make_draft(const std::string& subject, const std::string& body = "The printer is red.\n") const;
  // Starts an edit of `id` in an editor that makes the changes of sed's script, says so and then waits, so
  // that the message stays open until let_editor_go().
  Program edit_slowly(const std::string& id, const std::string& script, const Words& more = {});
  TerminalProgram edit_slowly_on_terminal(const std::string& id, const std::string& script,
                                          const Words& more = {});
  void let_editor_go() const;

  std::string body_of(const std::string& id) const;
  std::string subject_of(const std::string& id) const;

  std::filesystem::path write(const std::string& name, const std::string& text) const;
  // The file named after "Your text is kept in ", and what is in it.
  static std::string kept_file(const std::string& said);
  static std::string read(const std::filesystem::path& path);

  std::filesystem::path folder_;
  std::string store_;
  Variables environment_;
  User user_ = User::same;  // that run() and start() use

 private:
  void use_slow_editor(const std::string& script);
  Words edit_words(const std::string& id, const Words& more) const;

  int gate_ = -1;  // a FIFO: the editor goes on when it can read from it
};

// The value of the first member of this name in JSON: a number as it is, a string with its escapes.
std::string json_value(const std::string& json, const std::string& name);

// Without SGR sequences and carriage returns.
std::string without_colour(std::string text);

}  // namespace postroom::tests
