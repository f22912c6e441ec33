#include "proxy/line_runs.h"

#include "storage/postgres/postgres_engine.h"

#include <algorithm>

namespace postroom::fault {
namespace {

using testing::LineExtent;
using testing::LineFault;
using testing::LinePlan;
using testing::LineStrike;
using testing::PostgresProxy;

constexpr char kMedium[] = "proxy";
constexpr std::chrono::milliseconds kHold{20};
// Where the server does not come back, it is of no use to wait for it.
constexpr char kImpatient[] = "&patience=60";

Ledger ledger_of(const PostgresProxy& proxy) {
  return Ledger(kMedium, [&proxy] { return static_cast<std::size_t>(proxy.steps()); });
}

std::string describe(const LinePlan& plan, const std::optional<LineStrike>& struck) {
  if (!struck) return "no fault, as message " + std::to_string(plan.at) + " never came";
  return "fault at message " + std::to_string(plan.at) + ", " +
         (struck->type == 0 ? "the first" : std::string("a ") + struck->type) + " of the " +
         (struck->from == testing::Side::client ? "client" : "server") +
         (struck->during_commit ? " during a COMMIT" : "") +
         (plan.extent == LineExtent::once ? "" : ", and from then on");
}

// What an engine cannot run again by itself: it has only the half of it.
bool is_jobs(const Step& step) {
  static const std::string others[] = {"create", "open", "read", "stage", "reclaim"};
  return std::none_of(std::begin(others), std::end(others),
                      [&](const std::string& other) { return step.name.starts_with(other); });
}

bool are_of_one_group(const Step& one, const Step& other) {
  return one.name.starts_with("a group") && other.name.starts_with("a group");
}

std::string fault_in(const Step& step, const LinePlan& plan, const std::optional<LineStrike>& struck) {
  const bool was_outside_commit = struck && struck->on_writer && !struck->during_commit;
  const bool is_once = plan.extent == LineExtent::once;
  const std::string name = "\"" + step.name + "\"";
  if (step.outcome == Outcome::running) return name + " was never answered";
  if (plan.fault == LineFault::hold && step.outcome != Outcome::done)
    return name + " was not done, only late";
  if (step.outcome == Outcome::unknown && is_once) return name + " is unknown, and could be known";
  if (step.outcome == Outcome::unknown && was_outside_commit) return name + " is unknown without a COMMIT";
  if (step.outcome == Outcome::refused && is_once && is_jobs(step)) return name + " was not tried again";
  return {};
}

std::vector<std::string> check_answers(const std::vector<Step>& steps, const LinePlan& plan,
                                       const std::optional<LineStrike>& struck) {
  std::vector<std::string> problems;
  const Step* unknown = nullptr;
  for (const Step& step : steps) {
    std::string problem = fault_in(step, plan, struck);
    if (!problem.empty()) problems.push_back(std::move(problem));
    if (step.outcome != Outcome::unknown) continue;
    if (unknown && !are_of_one_group(*unknown, step)) {
      problems.push_back("\"" + step.name + "\" is unknown, after \"" + unknown->name + "\" was");
    }
    unknown = &step;
  }
  return problems;
}

// How many messages a run has; it also proves that this run is right.
std::uint64_t count_messages(const LineRuns& runs, Tally& tally) {
  const std::string address = runs.new_address();
  const auto program = runs.make();
  runs.proxy.heal();
  Ledger ledger = ledger_of(runs.proxy);
  program->run(address, ledger);
  const std::uint64_t count = runs.proxy.steps();
  report_faultless(tally, *program, address, ledger);
  return count;
}

void run_with(const LineRuns& runs, const LinePlan& plan, Tally& tally) {
  const std::string address = runs.new_address();
  const auto program = runs.make();
  Ledger ledger = ledger_of(runs.proxy);
  runs.proxy.plan(plan);
  program->run(plan.extent == LineExtent::once ? address : address + kImpatient, ledger);
  const std::optional<LineStrike> struck = runs.proxy.struck();
  const std::string when = describe(plan, struck);
  runs.proxy.heal();
  ++tally.tried;
  report(tally, when, ledger.complaints());
  report(tally, when, check_answers(ledger.steps(), plan, struck));
  report(tally, when, program->check(address, ledger.steps()));
}

}  // namespace

EngineAccess postgres_access(const PostgresProxy& proxy) {
  const auto way = [&proxy](const std::string& address, const std::string& medium) {
    return medium.empty() ? address : proxy.through(address);
  };
  EngineAccess access;
  access.create = [way](const std::string& address, const std::string& medium) {
    return storage::create_postgres_engine(way(address, medium));
  };
  access.open = [way](const std::string& address, const std::string& medium) {
    return storage::open_postgres_engine(way(address, medium), storage::PostgresMode::read_write);
  };
  return access;
}

Tally break_in_turn(const LineRuns& runs, LineFault fault, LineExtent extent, std::uint64_t sample,
                    Share share) {
  Tally tally;
  tally.possible = count_messages(runs, tally);
  const std::vector<std::uint64_t> chosen = choose(tally.possible, sample);
  for (std::size_t i = share.number; i < chosen.size(); i += share.of) {
    run_with(runs, {fault, chosen[i], extent, kHold}, tally);
  }
  return tally;
}

}  // namespace postroom::fault
