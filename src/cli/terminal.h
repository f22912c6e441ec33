// Where the program prints and whom it may ask. Abstract, so that tests script the answers.
#pragma once

#include <postroom/result.h>

#include <optional>
#include <string>
#include <string_view>

namespace postroom::cli {

inline constexpr int kUnlimitedWidth = 0;  // not a terminal: nothing is cut

struct Look {
  int width = kUnlimitedWidth;  // in columns
  bool colour = false;
};

// Not thread-safe.
class Terminal {
 public:
  virtual ~Terminal() = default;

  virtual void print(std::string_view text) = 0;  // to standard output: what was asked for
  virtual void note(std::string_view text) = 0;   // to standard error: everything else
  virtual Status flush() = 0;  // so that a reader of the output sees it; tells whether all was written

  virtual Look output() const = 0;
  virtual Look notes() const = 0;
  virtual bool shows_progress() const = 0;  // notes go to a terminal
  virtual bool can_ask() const = 0;         // a person sees the notes and can answer

  // Shows `prompt` and returns the line typed, without its end; nothing at the end of input or when
  // interrupted.
  virtual std::optional<std::string> ask(std::string_view prompt) = 0;
  // The same without showing what is typed. While an Interruption exists, so that a signal does not leave it so.
  virtual std::optional<std::string> ask_secretly(std::string_view prompt) = 0;
};

}  // namespace postroom::cli
