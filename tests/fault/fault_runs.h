// Runs a program again and again with every operation failing in turn, or with the power failing at every
// sync.
#pragma once

#include "fault/program.h"

namespace postroom::fault {

struct Tally {
  std::uint64_t possible = 0;  // cases that there are
  std::uint64_t tried = 0;
  std::vector<std::string> problems;  // at most kMaxProblems sentences
};

inline constexpr std::size_t kMaxProblems = 20;

// Whether the environment asks for every case (POSTROOM_LONG=1) and not for a sample.
bool runs_every_case();

// Fails operation 1, 2, 3, ... of a run, each in a run of its own; then, with
// the disk well again, the program checks. At most `sample` of them, evenly spread, unless runs_every_case().
Tally fail_in_turn(const MakeProgram& make, Fault fault, Extent extent, std::uint64_t sample);

// As fail_in_turn with a failed sync, but the machine then loses its power too, and with it every write that
// the sync should have made durable.
Tally fail_syncs_and_power(const MakeProgram& make, Extent extent, std::uint64_t sample);

// Runs once without a fault, and lets the power fail just before and just after every sync, `seeds` times per
// way of losing writes.
Tally lose_power_at_every_sync(const MakeProgram& make, std::uint32_t seeds, std::uint64_t sample);

// The same at every operation that changes a file.
Tally lose_power_at_every_event(const MakeProgram& make, std::uint32_t seeds, std::uint64_t sample);

}  // namespace postroom::fault
