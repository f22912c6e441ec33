// Asks a person what should happen to a refused save (rule C21), over any terminal. Decides nothing and saves
// nothing.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "cli/conflict_view.h"
#include "cli/terminal.h"

namespace postroom::cli {

struct KeepOriginal {};  // let go of mine
struct Overwrite {};
struct SaveElsewhere {
  FolderId folder;
};
struct MergeChoices {
  std::vector<UnitChoice> choices;  // empty: nothing overlaps
};
struct Quit {};  // also at the end of input and when interrupted
using Answer = std::variant<KeepOriginal, Overwrite, SaveElsewhere, MergeChoices, Quit>;

using FindFolder = std::function<Result<FolderId>(const std::string&)>;
inline constexpr const char* kConflictsFolder = "Conflicts";

// Shows the conflict and asks until the answer is clear.
Answer ask_about_conflict(const ConflictView& conflict, Terminal& terminal, const FindFolder& find_folder);

// The same after the message was deleted: SaveElsewhere or Quit.
Answer ask_about_deletion(std::int64_t message, Terminal& terminal, const FindFolder& find_folder);

}  // namespace postroom::cli
