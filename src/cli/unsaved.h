// Where text goes that was typed and could not be saved.
#pragma once

#include <filesystem>
#include <string>

#include "cli/surroundings.h"

namespace postroom::cli {

// $XDG_STATE_HOME/postroom/unsaved, else ~/.local/state/postroom/unsaved; nothing without a home.
std::optional<std::filesystem::path> unsaved_folder(const Surroundings& around);

// A new file that only its owner may read, durable, its name made of `name` and the time. In
// unsaved_folder(), and if that cannot be written in the temporary folder.
Result<std::filesystem::path> keep_unsaved(const Surroundings& around, const std::string& name,
                                           std::string_view text);

}  // namespace postroom::cli
