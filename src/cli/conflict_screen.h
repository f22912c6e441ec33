// The conflict interface of rule C21 as text: who changed what and when, and every unit with its base, theirs
// and mine beside each other. Pure: view, width and colour in, text out.
#pragma once

#include <string>

#include "cli/conflict_view.h"
#include "cli/terminal.h"

namespace postroom::cli {

// The whole screen.
std::string conflict_screen(const ConflictView& conflict, Look look);

// One unit of it, with its heading.
std::string unit_screen(const ConflictView& conflict, const UnitView& unit, Look look);

// The same facts in a few lines, for refusals that nobody is asked about.
std::string conflict_in_short(const ConflictView& conflict, Look look);

// "Ben Okafor saved version 6 on 2026-03-01 09:30 (12 minutes ago) with Outlook."
std::string who_saved(const ConflictView& conflict);

}  // namespace postroom::cli
