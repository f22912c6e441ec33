// What many runs of a program with faults came to.
#pragma once

#include "fault/program.h"

namespace postroom::fault {

struct Tally {
  std::uint64_t possible = 0;  // cases that there are
  std::uint64_t tried = 0;
  std::vector<std::string> problems;  // at most kMaxProblems sentences
};

inline constexpr std::size_t kMaxProblems = 20;

// Of `possible` cases, the numbers (from 1) of those to try: at most `sample` of them, evenly spread, but all
// of them in a long run (support/long_run.h).
std::vector<std::uint64_t> choose(std::uint64_t possible, std::uint64_t sample);

void report(Tally& tally, const std::string& when, const std::vector<std::string>& problems);

// For a run that no fault struck: every step was done, and the program finds nothing wrong.
void report_faultless(Tally& tally, Program& program, const std::string& path, const Ledger& ledger);

}  // namespace postroom::fault
