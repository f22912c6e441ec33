// The options that say what to change in a message.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/edits.h"

namespace postroom::cli {

struct EditArguments {
  std::vector<std::string> set, unset, to, cc, bcc, attach, detach;
  std::optional<std::string> body_file;

  void declare(Arguments& arguments);
  // Reads the body's file.
  Result<Edits> edits() const;
};

inline constexpr std::uint64_t kMaxBodyFile = 64 << 20;  // bytes

// A whole text file, "-" being standard input. Code::too_big past kMaxBodyFile.
Result<std::string> read_text_file(const std::string& name);

}  // namespace postroom::cli
