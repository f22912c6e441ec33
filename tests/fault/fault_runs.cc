#include "fault/fault_runs.h"

#include <set>

namespace postroom::fault {
namespace {

constexpr char kStore[] = "store";
constexpr Loss kLosses[] = {Loss::nothing, Loss::everything, Loss::tail, Loss::some, Loss::sectors};

const char* name_of(Loss loss) {
  switch (loss) {
    case Loss::nothing:
      return "all writes arrived";
    case Loss::everything:
      return "no write arrived";
    case Loss::tail:
      return "the last writes are torn";
    case Loss::some:
      return "some writes arrived";
    case Loss::sectors:
      return "some sectors arrived";
  }
  return "unknown";
}

// How many operations of a run without faults the fault could strike; it also proves that this run is right.
std::uint64_t count_operations(const MakeProgram& make, Fault fault, Tally& tally) {
  const WorkFolder folder;
  FaultVfs vfs;
  const auto program = make();
  Ledger ledger(vfs);
  program->run(folder.path(kStore), ledger);
  const std::uint64_t count = vfs.count(fault);
  report_faultless(tally, *program, folder.path(kStore), ledger);
  return count;
}

std::string describe(const FaultPlan& plan, std::optional<Operation> struck) {
  return "fault at operation " + std::to_string(plan.at) +
         (struck ? std::string(", a ") + name_of(*struck) : "") +
         (plan.extent == Extent::once ? "" : ", and from then on");
}

void check_image(Program& program, std::span<const DiskEvent> events, const std::vector<Step>& known,
                 Loss loss, std::uint32_t seed, const std::string& when, Tally& tally) {
  const WorkFolder folder;
  folder.fill(image_after(events, loss, seed));
  ++tally.tried;
  report(tally, when + ", " + name_of(loss) + ", seed " + std::to_string(seed),
         program.check(folder.path(kStore), known));
}

// One run with a fault. Afterwards the program checks what is there.
void run_with(const MakeProgram& make, const FaultPlan& plan, Tally& tally) {
  const WorkFolder folder;
  FaultVfs vfs;
  const auto program = make();
  Ledger ledger(vfs);
  vfs.plan(plan);
  program->run(folder.path(kStore), ledger);
  const std::string when = describe(plan, vfs.struck());
  vfs.heal();
  ++tally.tried;
  report(tally, when, ledger.complaints());
  report(tally, when, program->check(folder.path(kStore), ledger.steps()));
}

// The ends of the step in which the fault struck, of the next one, and of the last.
std::set<std::size_t> ends_after(std::size_t struck_at, const std::vector<Step>& steps) {
  std::set<std::size_t> ends;
  for (const Step& step : steps) {
    if (step.end >= struck_at && ends.size() < 2) ends.insert(step.end);
  }
  if (!steps.empty()) ends.insert(steps.back().end);
  return ends;
}

void run_and_stop(const MakeProgram& make, const FaultPlan& plan, Tally& tally) {
  const WorkFolder folder;
  FaultVfs vfs;
  const auto program = make();
  Ledger ledger(vfs);
  vfs.plan(plan);
  program->run(folder.path(kStore), ledger);
  const std::vector<DiskEvent> events = vfs.trace().events();
  for (const std::size_t place : ends_after(vfs.struck_at(), ledger.steps())) {
    const std::string when = describe(plan, vfs.struck()) + ", then a stop at event " + std::to_string(place);
    const auto known = known_at(place, ledger.steps());
    for (const Loss loss : {Loss::nothing, Loss::everything, Loss::some}) {
      const auto seed = static_cast<std::uint32_t>(place);
      check_image(*program, std::span(events).first(place), known, loss, seed, when, tally);
    }
  }
}

bool is_sync(const DiskEvent& event) {
  return event.kind == DiskEvent::Kind::sync || event.kind == DiskEvent::Kind::sync_folder;
}

// Runs once and loses the power at every place of the trace that `chosen` wants.
Tally lose_power(const MakeProgram& make, std::uint32_t seeds, std::uint64_t sample,
                 const std::function<bool(const std::vector<DiskEvent>&, std::size_t)>& wants) {
  Tally tally;
  const WorkFolder folder;
  FaultVfs vfs;
  const auto program = make();
  Ledger ledger(vfs);
  program->run(folder.path(kStore), ledger);
  report(tally, "without a fault", ledger.complaints());
  const std::vector<DiskEvent> events = vfs.trace().events();
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place <= events.size(); ++place) {
    if (wants(events, place)) places.push_back(place);
  }
  constexpr std::uint64_t kFixed = 2;  // nothing and everything do not depend on the seed
  tally.possible = places.size() * (kFixed + (std::size(kLosses) - kFixed) * seeds);
  for (const std::uint64_t number : choose(places.size(), sample)) {
    const std::size_t place = places[number - 1];
    const auto known = known_at(place, ledger.steps());
    for (const Loss loss : kLosses) {
      const bool is_fixed = loss == Loss::nothing || loss == Loss::everything;
      for (std::uint32_t seed = 1; seed <= (is_fixed ? 1 : seeds); ++seed) {
        check_image(*program, std::span(events).first(place), known, loss,
                    seed * 7919 + static_cast<std::uint32_t>(place),
                    "power loss at event " + std::to_string(place), tally);
      }
    }
  }
  return tally;
}

}  // namespace

Tally fail_in_turn(const MakeProgram& make, Fault fault, Extent extent, std::uint64_t sample) {
  Tally tally;
  tally.possible = count_operations(make, fault, tally);
  for (const std::uint64_t at : choose(tally.possible, sample)) run_with(make, {fault, at, extent}, tally);
  return tally;
}

Tally fail_and_stop(const MakeProgram& make, Fault fault, Extent extent, std::uint64_t sample) {
  Tally tally;
  tally.possible = count_operations(make, fault, tally);
  for (const std::uint64_t at : choose(tally.possible, sample))
    run_and_stop(make, {fault, at, extent}, tally);
  return tally;
}

Tally lose_power_at_every_sync(const MakeProgram& make, std::uint32_t seeds, std::uint64_t sample) {
  return lose_power(make, seeds, sample, [](const std::vector<DiskEvent>& events, std::size_t place) {
    return (place < events.size() && is_sync(events[place])) || (place > 0 && is_sync(events[place - 1]));
  });
}

Tally lose_power_at_every_event(const MakeProgram& make, std::uint32_t seeds, std::uint64_t sample) {
  return lose_power(make, seeds, sample, [](const std::vector<DiskEvent>&, std::size_t) { return true; });
}

}  // namespace postroom::fault
