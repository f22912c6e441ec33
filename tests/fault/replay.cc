#include "fault/replay.h"

#include "fault/engine_script.h"
#include "storage/conformance_samples.h"

#include <limits>

namespace postroom::fault {
namespace {

using storage::MemoryTables;
using Candidates = std::vector<MemoryTables>;

constexpr FileTime kNever{std::numeric_limits<std::int64_t>::max()};

// The tables after the job; nothing if it fails on these.
std::optional<MemoryTables> apply(MemoryTables tables, const storage::Job& job) {
  if (!job(*storage::make_memory_transaction(tables)).ok()) return std::nullopt;
  return tables;
}

Candidates apply_job(const Candidates& before, const storage::Job& job, Outcome outcome) {
  if (outcome == Outcome::refused) return before;
  Candidates after;
  if (outcome != Outcome::done) after = before;
  for (const MemoryTables& tables : before) {
    if (auto applied = apply(tables, job); applied && after.size() < kMaxCandidates)
      after.push_back(std::move(*applied));
  }
  return after;
}

// A value whose staging was not answered may be there; it makes a difference only to jobs, and those have
// answers.
void add_large(Candidates& candidates, std::uint32_t seed) {
  const auto bytes = std::make_shared<const Bytes>(large_bytes(seed));
  for (MemoryTables& tables : candidates)
    tables.large.try_emplace(large_value(seed).hash, storage::MemoryLargeValue{bytes, kNever});
}

Candidates agreeing_with(Candidates candidates, const storage::Snapshot& observed) {
  std::erase_if(candidates, [&](MemoryTables& tables) { return snapshot_of(tables) != observed; });
  return candidates;
}

}  // namespace

Candidates replay(const std::vector<Played>& played, const std::vector<Step>& steps) {
  Candidates candidates(1);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Played& step = played[i];
    if (step.large) add_large(candidates, *step.large);
    if (step.job) candidates = apply_job(candidates, step.job, steps[i].outcome);
    if (step.observed && steps[i].outcome == Outcome::done)
      candidates = agreeing_with(candidates, *step.observed);
  }
  return candidates;
}

storage::Snapshot snapshot_of(MemoryTables& tables) {
  return storage::must(storage::read_snapshot(*storage::make_memory_transaction(tables), script_settings()));
}

}  // namespace postroom::fault
