// Guards what a person typed: whatever happens between typing and a successful save, the text ends in a file.
#pragma once

#include <postroom/result.h>

#include <filesystem>
#include <optional>

#include "cli/draft_text.h"
#include "cli/surroundings.h"

namespace postroom::cli {

class TypedText {
 public:
  // Nothing is written before keep() or file().
  TypedText(Surroundings& around, std::string name) : around_(around), name_(std::move(name)) {}

  void set(Draft draft) { draft_ = std::move(draft); }
  const Draft& draft() const { return draft_; }

  // The draft as a file for an editor. It is the kept file already, so that even SIGKILL loses nothing
  // written to it.
  Result<std::filesystem::path> file();
  // Reads back what the editor left.
  Result<Draft> read_file() const;

  // After a save that was refused: makes sure that the file is there. Nothing when nothing was typed or no
  // place could be written; tell() says so.
  std::optional<std::filesystem::path> keep();
  // Says where the text is. Without any place to write, prints the text itself.
  void tell() const;
  // Keeps and tells after an error, but not for options alone that were wrong as written: those are in the
  // shell's history.
  void keep_after(const Error& error);
  // After a save that went well: removes the file.
  void discard();

 private:
  Surroundings& around_;
  std::string name_;
  Draft draft_;
  std::optional<std::filesystem::path> path_;
  std::optional<Error> failure_;  // why it could not be kept
};

}  // namespace postroom::cli
