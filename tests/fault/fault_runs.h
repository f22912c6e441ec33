// Runs a program again and again with every operation failing in turn, or with the power failing at every
// sync.
#pragma once

#include "fault/program.h"
#include "fault/tally.h"

namespace postroom::fault {

// Fails operation 1, 2, 3, ... of a run, each in a run of its own; then, with the disk well again, the
// program checks. `sample` as in choose().
Tally fail_in_turn(const MakeProgram& make, Fault fault, Extent extent, std::uint64_t sample);

// As fail_in_turn, but then the program is killed or the machine loses its power: after the step in which the
// fault struck, after the next one, and at the end.
Tally fail_and_stop(const MakeProgram& make, Fault fault, Extent extent, std::uint64_t sample);

// Runs once without a fault, and lets the power fail just before and just after every sync, `seeds` times per
// way of losing writes.
Tally lose_power_at_every_sync(const MakeProgram& make, std::uint32_t seeds, std::uint64_t sample);

// The same at every operation that changes a file.
Tally lose_power_at_every_event(const MakeProgram& make, std::uint32_t seeds, std::uint64_t sample);

}  // namespace postroom::fault
