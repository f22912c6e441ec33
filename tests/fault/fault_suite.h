// What every program has to survive, said in tests. A test program brings its own in a few lines:
//   INSTANTIATE_TEST_SUITE_P(Sqlite, FaultTest, testing::Values(Subject{...}), subject_name);
#pragma once

#include "fault/fault_runs.h"

#include <gtest/gtest.h>

namespace postroom::fault {

// How much of it an ordinary run tries; POSTROOM_LONG=1 tries everything.
struct Samples {
  std::uint64_t runs = 0;    // with one operation failing in each, per test
  std::uint64_t stops = 0;   // the same where each run is stopped in several ways
  std::uint64_t losses = 0;  // places at which the power fails
  std::uint32_t seeds = 2;   // ways to lose writes of one kind
  std::uint32_t long_seeds = 4;
};

struct Subject {
  std::string name;  // letters and digits
  MakeProgram make;
  Samples samples;
};

inline void PrintTo(const Subject& subject, std::ostream* out) { *out << subject.name; }
inline std::string subject_name(const testing::TestParamInfo<Subject>& info) { return info.param.name; }

class FaultTest : public testing::TestWithParam<Subject> {
 protected:
  void expect_to_survive(Fault fault, Extent extent);
  void expect_to_keep_its_word(Fault fault, Extent extent);
  std::uint32_t seeds() const;
};

void expect_no_problem(const Tally& tally);

}  // namespace postroom::fault
