// Saves an open message and, when that is refused because of someone else, does what the caller or a person
// decides.
#pragma once

#include <postroom/store.h>

#include <optional>
#include <string>

#include "cli/arguments.h"
#include "cli/surroundings.h"

namespace postroom::cli {

enum class OnConflict { ask, keep, overwrite, elsewhere, merge, fail };

// The options of every command that saves a message.
struct SaveArguments {
  std::string mode_name = "merge";
  std::string on_conflict_name;  // empty: ask on a terminal, else fail
  std::string folder;            // for elsewhere

  void declare(Arguments& arguments);
  SaveMode mode() const;
  OnConflict on_conflict(const Terminal& terminal) const;
};

enum class Outcome {
  saved,
  unchanged,    // there was nothing to save
  merged,       // and their changes came in
  overwritten,  // theirs was replaced
  elsewhere,    // as `copy`
  kept,         // theirs stays, as somebody decided
  refused,      // nothing was saved; `refusal` says why
};

struct Saved {
  Outcome outcome = Outcome::saved;
  MessageId message;
  VersionNumber version;  // that the handle stands on now
  MessageId copy;
  FolderId copy_folder;
  Code refusal = Code::object_changed;
  bool asked = false;              // a person has seen the conflict
  VersionNumber displaced_unseen;  // overwritten although nobody had looked at it; 0: none
};

// An Error is anything but a conflict, a deletion or success; the message still holds its edits then.
Result<Saved> save_and_resolve(Surroundings& around, Store& store, const Session& session, Message& message,
                               const SaveArguments& wishes);

}  // namespace postroom::cli
