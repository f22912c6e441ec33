// The user's own editor.
#pragma once

#include <filesystem>

#include "cli/surroundings.h"

namespace postroom::cli {

// $VISUAL, else $EDITOR, else one that is there (sensible-editor, nano, vi).
std::string editor_command(const Surroundings& around);

// Runs it on the file and waits. Code::cancelled if it could not be started or ended with a failure, which is
// how an editor says that nothing should happen.
Status run_editor(const Surroundings& around, const std::filesystem::path& file);

}  // namespace postroom::cli
