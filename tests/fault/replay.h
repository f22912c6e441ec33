// What a store may hold after the engine script was answered as it was: the same jobs, run in memory.
#pragma once

#include "fault/program.h"
#include "memory/memory_engine.h"
#include "storage/conformance_snapshot.h"

#include <optional>

namespace postroom::fault {

// One step as the program did it.
struct Played {
  storage::Job job;                           // for a job
  std::optional<std::uint32_t> large;         // for a large value that was staged: its seed
  std::optional<storage::Snapshot> observed;  // for a successful reading: what it saw
};

// Each way in which the steps of unknown outcome may have ended, but for those that a later reading ruled
// out. `played` has the same order as `steps` and may be longer. At most kMaxCandidates.
std::vector<storage::MemoryTables> replay(const std::vector<Played>& played, const std::vector<Step>& steps);

inline constexpr std::size_t kMaxCandidates = 4096;

storage::Snapshot snapshot_of(storage::MemoryTables& tables);

}  // namespace postroom::fault
