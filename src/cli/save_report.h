// Tells what came of a save, as sentences or as JSON.
#pragma once

#include <filesystem>
#include <optional>

#include "cli/exit_status.h"
#include "cli/json.h"
#include "cli/saving.h"

namespace postroom::cli {

struct SaveTold {
  Store& store;
  const Session& session;
  const Message& message;
  bool json = false;
};

// Prints it and says how the program ends. `kept`: the file in which the typed text is, if it was kept.
ExitStatus tell_saved(Surroundings& around, const SaveTold& told, const Saved& saved,
                      const std::optional<std::filesystem::path>& kept);

}  // namespace postroom::cli
