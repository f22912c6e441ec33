#include "cli/typed_text.h"

#include <fmt/format.h>

#include "base/try.h"
#include "cli/edit_arguments.h"
#include "cli/safe_text.h"
#include "cli/unsaved.h"

namespace postroom::cli {

Result<std::filesystem::path> TypedText::file() {
  if (!path_) {
    TRY_SET(path_, keep_unsaved(around_, name_, draft_text(draft_)));
  }
  return *path_;
}

Result<Draft> TypedText::read_file() const {
  TRY_SET(const std::string text, read_text_file(path_->string()));
  return parse_draft(text);
}

std::optional<std::filesystem::path> TypedText::keep() {
  if (draft_.edits.empty() && !path_) return std::nullopt;
  auto kept = file();
  if (kept) return *kept;
  failure_ = kept.error();
  return std::nullopt;
}

void TypedText::tell() const {
  if (path_) around_.terminal.note(fmt::format("Your text is kept in {}\n", safe_line(path_->string())));
  if (!failure_) return;
  around_.terminal.note(describe(*failure_) + "\nThis is your text:\n\n" + safe_text(draft_text(draft_)) +
                        "\n");
}

void TypedText::keep_after(const Error& error) {
  const bool typed_text = path_ || draft_.edits.body;
  const bool wrong_as_written = error.code == Code::invalid_argument || error.code == Code::not_found;
  if (!typed_text && wrong_as_written) return;
  keep();
  tell();
}

void TypedText::discard() {
  if (!path_) return;
  std::error_code ignored;  // a file too many harms nobody
  std::filesystem::remove(*path_, ignored);
  path_.reset();
}

}  // namespace postroom::cli
