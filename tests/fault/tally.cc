#include "fault/tally.h"

#include "support/long_run.h"

#include <algorithm>

namespace postroom::fault {

std::vector<std::uint64_t> choose(std::uint64_t possible, std::uint64_t sample) {
  std::vector<std::uint64_t> chosen;
  const std::uint64_t count = testing::is_long_run() ? possible : std::min(possible, sample);
  for (std::uint64_t i = 0; i < count; ++i) chosen.push_back(1 + i * possible / count);
  return chosen;
}

void report(Tally& tally, const std::string& when, const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) {
    if (tally.problems.size() < kMaxProblems) tally.problems.push_back(when + ": " + problem);
  }
}

void report_faultless(Tally& tally, Program& program, const std::string& path, const Ledger& ledger) {
  const std::string when = "without a fault";
  report(tally, when, ledger.complaints());
  for (const Step& step : ledger.steps()) {
    if (step.outcome != Outcome::done) report(tally, when, {"\"" + step.name + "\" was not done"});
  }
  report(tally, when, program.check(path, ledger.steps()));
}

}  // namespace postroom::fault
