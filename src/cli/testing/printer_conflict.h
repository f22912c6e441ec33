// A conflict between two people about a mail on a printer, for tests.
#pragma once

#include "cli/conflict_view.h"

namespace postroom::cli {

inline ConflictView printer_conflict() {
  ConflictView view;
  view.message = 42;
  view.subject = "The printer on the third floor";
  view.base_version = 5;
  view.their_version = 6;
  view.who = "Ben Okafor";
  view.client = "Outlook";
  view.when = "2026-03-01 09:30";
  view.ago = "12 minutes ago";
  view.units = {
      {"body", "Body", UnitState::overlap, "Hello,\n\nThe printer is red.\n\nAna\n", "Hello,\n\nThe printer is green.\n\nAna\n",
       "Hello,\n\nThe printer is dark blue.\n\nAna\n"},
      {"subject", "Subject", UnitState::theirs_only, "Printer", "The printer on the third floor", "Printer"},
      {"0x0017", "PR_IMPORTANCE", UnitState::mine_only, "1", "1", "2"},
      {"recipient:1:smtp:c@example.com", "To c@example.com", UnitState::alike, std::nullopt, "c@example.com",
       "c@example.com"},
  };
  return view;
}

// The same without anything that overlaps.
inline ConflictView harmless_conflict() {
  ConflictView view = printer_conflict();
  view.units.erase(view.units.begin());
  view.can_merge = true;
  return view;
}

}  // namespace postroom::cli
