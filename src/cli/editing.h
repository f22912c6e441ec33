// The way of a message through an edit: the editor, the changes, the wait, the save, the report.
#pragma once

#include <postroom/store.h>

#include "cli/exit_status.h"
#include "cli/saving.h"
#include "cli/surroundings.h"
#include "cli/typed_text.h"

namespace postroom::cli {

struct EditJob {
  Surroundings& around;
  Store& store;
  const Session& session;
  TypedText& typed;
  const SaveArguments& saving;
  std::int64_t hold = 0;  // seconds
  bool json = false;
};

// Lets the person edit `message` in their editor; the edits are in job.typed afterwards.
Status edit_in_editor(EditJob& job, const Message& message);

// Makes the edits of job.typed, waits, saves and tells. The typed text is kept when it was not saved, but not
// when an Error is returned: that is for the caller.
Result<ExitStatus> apply_and_save(EditJob& job, Message& message);

}  // namespace postroom::cli
