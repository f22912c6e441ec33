// Goes on with changes that an earlier edit kept in a file.
#pragma once

#include <postroom/message.h>

#include <string>

#include "cli/editing.h"

namespace postroom::cli {

// The edits in the file, as far as they differ from the version they were made on. Code::object_changed when
// someone has changed the same things since then and the save is not forced: the text was written without
// knowing that.
Result<Edits> edits_to_resume(EditJob& job, const Message& message, const std::string& file);

}  // namespace postroom::cli
