// What one client saw: a line for each snapshot that it looked at and each save that it tried.
#pragma once

#include <postroom/ids.h>

#include "history/fields.h"

namespace postroom::history {

enum class Mode { strict, merge, force, elsewhere };

enum class Outcome {
  looked,     // no save: the handle stands on `version`, whose content has `digest`
  made,       // the first version of a new message
  committed,  // the handle stands on `version` now
  nothing,    // success, but there was nothing to commit
  refused,    // `version` is theirs, as the conflict tells, and `digest` that of their content there
  broken,     // the store answered what it never should; `handle` says what
};

struct Record {
  Outcome outcome = Outcome::looked;
  int actor = 0;
  std::string handle;  // unique; versions name it as who saved them
  MessageId message;
  VersionNumber version;
  ChangeNumber change;
  std::string digest;  // of the content that the handle has now
  // Of saves alone:
  Mode mode = Mode::strict;
  VersionNumber base;  // that the handle stood on
  bool merged = false;
  MessageId copy;  // made elsewhere
  Edits edits;     // since the base
  friend bool operator==(const Record&, const Record&) = default;
};

std::string to_line(const Record& record);  // without a line end
std::optional<Record> parse_line(std::string_view line);
std::string describe(const Record& record);  // for a person

}  // namespace postroom::history
