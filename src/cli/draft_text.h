// A message as text to edit: a few header lines, an empty line, the body. The same text is what is kept of
// edits that could not be saved, and what `edit --resume` reads. Pure.
//
//   Editing: message 42 version 5 store 5b21…
//   To: Ana Ruiz <ana@example.com>
//   Subject: The printer
//   Set: PR_IMPORTANCE=2
//
//   The printer is red.
//
// A header that is not there is left as it is in the message; without an empty line so is the body. A header
// goes on in lines that begin with a space.
#pragma once

#include <postroom/content.h>
#include <postroom/guid.h>

#include <optional>
#include <string>

#include "cli/edits.h"

namespace postroom::cli {

struct Draft {
  std::optional<std::int64_t> message, version;  // that the edits were made on
  std::optional<Guid> store;                     // that the message is in
  Edits edits;
};

std::string draft_text(const Draft& draft);

// Code::invalid_argument names the line that cannot be read.
Result<Draft> parse_draft(std::string_view text);

// What can be edited of a message, all of it. `body` is its body_text().
Edits editable_parts(const MessageContent& content, std::string body);

}  // namespace postroom::cli
