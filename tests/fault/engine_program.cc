#include "fault/engine_program.h"

#include "base/try.h"
#include "fault/engine_script.h"
#include "fault/replay.h"
#include "storage/conformance_samples.h"

#include <condition_variable>
#include <filesystem>
#include <set>

namespace postroom::fault {
namespace {

using namespace storage;

constexpr char kAfterwards[] = "suite.afterwards";

// Waits for a known number of answers.
class Countdown {
 public:
  explicit Countdown(std::size_t count) : left_(count) {}
  void count() {
    const std::lock_guard lock(mutex_);
    if (--left_ == 0) done_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return left_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable done_;
  std::size_t left_;
};

Status stage(Engine& engine, std::uint32_t seed) {
  TRY_SET(const auto writer, engine.write_large());
  TRY(writer->append(large_bytes(seed)));
  return writer->finish(large_value(seed));
}

Result<Snapshot> read_everything(Engine& engine) {
  TRY_SET(const auto view, engine.view());
  return read_snapshot(*view, script_settings());
}

Result<Bytes> read_whole(Engine& engine, const LargeValue& value) {
  Bytes bytes(value.size);
  for (std::size_t filled = 0; filled < bytes.size();) {
    TRY_SET(const std::size_t count, engine.read_large(value, filled, std::span(bytes).subspan(filled)));
    if (count == 0) return Error{Code::corrupt, "It is too short.", {}};
    filled += count;
  }
  return bytes;
}

class EngineProgram final : public Program {
 public:
  explicit EngineProgram(EngineAccess access) : access_(std::move(access)) {}

  void run(const std::string& path, Ledger& ledger) override {
    if (!open(ledger, "create", [&] { return access_.create(path, ledger.vfs()); })) return;
    for (const Action& action : engine_script()) {
      if (action.kind == Action::Kind::reopen) engine_.reset();
      const bool is_open = engine_ || open(ledger, "open", [&] { return access_.open(path, ledger.vfs()); });
      if (!is_open) return;
      perform(action, ledger);
    }
    engine_.reset();
  }

  std::vector<std::string> check(const std::string& path, const std::vector<Step>& steps) override {
    auto engine = access_.open(path, {});
    if (!engine.ok()) return check_missing(engine.error(), steps);
    std::vector<std::string> problems = check_contents(**engine, steps);
    engine->reset();
    if (problems.empty()) problems = check_use(path);
    return problems;
  }

 private:
  // Tries twice, as a person would. Each attempt is a step.
  bool open(Ledger& ledger, const std::string& name,
            const std::function<Result<std::unique_ptr<Engine>>()>& attempt) {
    for (int i = 0; i < 2 && !engine_; ++i) {
      played_.emplace_back();
      ledger.run(name, [&]() -> Status {
        TRY_SET(engine_, attempt());
        if (engine_->is_read_only()) ledger.complain("it opened for reading only");
        return ok_status();
      });
    }
    return engine_ != nullptr;
  }

  void perform(const Action& action, Ledger& ledger) {
    switch (action.kind) {
      case Action::Kind::job:
        played_.push_back({action.jobs.front(), {}, {}});
        ledger.run(action.name, [&] { return commit_and_wait(*engine_, action.jobs.front()); });
        break;
      case Action::Kind::group:
        perform_group(action, ledger);
        break;
      case Action::Kind::stage:
        played_.push_back({{}, action.large, {}});
        ledger.run(action.name, [&] { return stage(*engine_, action.large); });
        break;
      case Action::Kind::read:
        played_.emplace_back();
        ledger.run(action.name, [&]() -> Status {
          TRY_SET(played_.back().observed, read_everything(*engine_));
          return ok_status();
        });
        break;
      case Action::Kind::reclaim:
        played_.emplace_back();
        ledger.run(action.name, [&] { return engine_->reclaim_space({}); });
        break;
      case Action::Kind::reopen:
        break;
    }
  }

  // The first job's completion asks for the others, so that these wait for each other and come in one group.
  void perform_group(const Action& action, Ledger& ledger) {
    Countdown answers(action.jobs.size() + 1);
    const auto ask = [&](const Job& job, const std::function<void()>& then) {
      played_.push_back({job, {}, {}});
      const std::size_t step = ledger.start(action.name + ", job " + std::to_string(played_.size()));
      engine_->commit(job, [&, step, then](Status status) {
        ledger.finish(step, status);
        then();
        answers.count();
      });
    };
    ask(action.jobs.front(), [&] {
      for (std::size_t i = 1; i < action.jobs.size(); ++i) {
        ask(action.jobs[i], [] {});
        if (i == 2) engine_->commit(refusal(), refusal_answer(ledger, answers));
      }
    });
    answers.wait();
  }

  static Job refusal() {
    return [](Transaction& transaction) -> Status {
      TRY(transaction.allocate_id());
      TRY(transaction.append_log({}));
      TRY(transaction.put_setting("id.a", "-1"));
      return Error{Code::cancelled, "This job refuses.", {}};
    };
  }

  static Completion refusal_answer(Ledger& ledger, Countdown& answers) {
    return [&](Status status) {
      if (status.ok()) ledger.complain("a job that refused was said to be done");
      answers.count();
    };
  }

  static bool was_created(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      if (step.name == "create" && step.outcome == Outcome::done) return true;
    }
    return false;
  }

  // The store does not open. That is right only where none was ever said to be made.
  static std::vector<std::string> check_missing(const Error& error, const std::vector<Step>& steps) {
    if (was_created(steps)) return {"the store does not open: " + describe(error)};
    const bool is_clear =
        error.code == Code::not_found || error.code == Code::not_a_store || error.code == Code::corrupt;
    if (is_clear) return {};
    return {std::string("an unfinished store answers ") + code_name(error.code) + ": " + describe(error)};
  }

  std::vector<std::string> check_contents(Engine& engine, const std::vector<Step>& steps) {
    const auto wrong = engine.verify();
    if (!wrong.ok()) return {"verify failed: " + describe(wrong.error())};
    std::vector<std::string> problems = *wrong;
    if (engine.is_read_only()) problems.push_back("it opens for reading only");
    const auto found = read_everything(engine);
    if (!found.ok()) return {"it cannot be read: " + describe(found.error())};
    auto candidates = replay(played_, steps);
    if (candidates.empty()) return {"a reading saw what never was"};
    std::string difference;
    for (MemoryTables& candidate : candidates) {
      difference = describe_difference(snapshot_of(candidate), *found);
      if (difference.empty()) difference = check_large(engine, candidate, steps);
      if (difference.empty()) return problems;
    }
    problems.push_back("of " + std::to_string(candidates.size()) +
                       " possible stores none is found: " + difference);
    return problems;
  }

  // Every large value that a version refers to, or whose last staging was done, is there and whole.
  std::string check_large(Engine& engine, const MemoryTables& tables, const std::vector<Step>& steps) {
    std::set<std::uint32_t> staged;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!played_[i].large) continue;
      staged.erase(*played_[i].large);
      if (steps[i].outcome == Outcome::done) staged.insert(*played_[i].large);
    }
    for (std::uint32_t seed = 1; seed <= kLargeValues; ++seed) {
      const bool is_there = tables.large.contains(large_value(seed).hash);
      if (!is_referenced(tables, seed) && !(is_there && staged.contains(seed))) continue;
      const auto bytes = read_whole(engine, large_value(seed));
      if (!bytes.ok()) return "large value " + std::to_string(seed) + " is lost: " + describe(bytes.error());
      if (*bytes != large_bytes(seed)) return "large value " + std::to_string(seed) + " has changed";
    }
    return {};
  }

  static bool is_referenced(const MemoryTables& tables, std::uint32_t seed) {
    return std::any_of(tables.references.begin(), tables.references.end(), [seed](const auto& entry) {
      return std::binary_search(entry.second.begin(), entry.second.end(), large_value(seed).hash);
    });
  }

  // The store can be worked with, and keeps that.
  std::vector<std::string> check_use(const std::string& path) const {
    auto engine = access_.open(path, {});
    if (!engine.ok()) return {"it opens once only: " + describe(engine.error())};
    const Status status =
        commit_and_wait(**engine, [](Transaction& t) { return t.put_setting(kAfterwards, "yes"); });
    if (!status.ok()) return {"it takes no commit any more: " + describe(status.error())};
    engine->reset();
    engine = access_.open(path, {});
    if (!engine.ok()) return {"it opens twice only: " + describe(engine.error())};
    const auto view = (*engine)->view();
    const auto value =
        view.ok() ? (*view)->setting(kAfterwards) : Result<std::optional<std::string>>(view.error());
    if (!value.ok() || *value != "yes") return {"it lost a commit made afterwards"};
    return {};
  }

  EngineAccess access_;
  std::unique_ptr<Engine> engine_;
  std::vector<Played> played_;  // one for each step of the ledger
};

}  // namespace

MakeProgram engine_program(EngineAccess access) {
  return [access] { return std::make_unique<EngineProgram>(access); };
}

}  // namespace postroom::fault
