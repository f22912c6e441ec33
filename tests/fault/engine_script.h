// The steps of the engine program. Each is a job that gives the same result on equal tables, so that a replay
// in memory tells what a store has to hold.
#pragma once

#include "storage/engine.h"

#include <string>
#include <vector>

namespace postroom::fault {

struct Action {
  enum class Kind {
    job,
    group,    // jobs asked for at once, with one among them that refuses
    stage,    // a large value with the bytes of seed `large`
    read,     // everything, to be compared with what was answered before
    reclaim,  // space that removals left
    reopen,   // which moves the write-ahead log into the store
  };
  Kind kind;
  std::string name;
  std::vector<storage::Job> jobs = {};
  std::uint32_t large = 0;
};

const std::vector<Action>& engine_script();

// The large values are those of the seeds 1 to kLargeValues.
const Bytes& large_bytes(std::uint32_t seed);
const LargeValue& large_value(std::uint32_t seed);
// The settings that the jobs write.
const std::vector<std::string>& script_settings();
inline constexpr std::uint32_t kLargeValues = 3;

}  // namespace postroom::fault
