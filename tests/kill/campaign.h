// Round after round: workers start on a store, are killed at some moment, and the store is compared with what
// they had been told.
#pragma once

#include "kill/audit.h"
#include "support/seeded_random.h"
#include "support/ground.h"

namespace postroom::kill {

struct Crew {
  int processes = 4;
  int threads = 1;  // in each; processes * threads <= kSlots
  testing::MakeGround make_ground = testing::sqlite_ground;
};

struct Tally {
  int rounds = 0;
  std::int64_t acknowledged = 0;   // operations
  std::int64_t saves = 0;          // of these, versions
  std::int64_t versions_read = 0;  // and read back, whole
  std::vector<std::string> problems;
};

std::string describe(const Tally& tally);

inline constexpr int kRoundsPerStore = 10;
inline constexpr std::size_t kMaxProblems = 20;  // told at once

// Ends with the first round that finds a problem. The same seed makes the same choices; when a worker dies in
// what it does still differs from run to run.
Tally run_campaign(Crew crew, int rounds, std::uint64_t seed);

// Workers make new stores and are killed meanwhile: what they left opens whole or says that it is no store.
Tally kill_makers(testing::MakeGround make_ground, int rounds, std::uint64_t seed);

}  // namespace postroom::kill
