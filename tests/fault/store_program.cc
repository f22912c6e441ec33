#include "fault/store_program.h"

#include "base/try.h"
#include "fault/transcript.h"
#include "kill/audit.h"
#include "kill/working_actor.h"
#include "store/open_engine.h"
#include "support/keep_everything.h"
#include "support/people.h"

#include <filesystem>

namespace postroom::fault {
namespace {

using kill::Event;
using kill::WorkingActor;

constexpr int kPreparer = kill::kSlots;    // the actor that makes what all share
constexpr int kLastActor = kPreparer - 1;  // of those that do the work, one after the other
constexpr int kSharedMessages = 2;
constexpr Ticks kPause = std::chrono::hours(12);  // between steps, so that compacting collects large values

using Act = std::function<void(WorkingActor&)>;

Act remove(kill::Operation operation) {
  return [operation](WorkingActor& actor) { actor.remove(operation); };
}

Act save_stale(SaveMode mode) {
  return [mode](WorkingActor& actor) { actor.save_stale(mode); };
}

// Everything at least once, and much of it in an order that matters.
const std::vector<Act>& first_acts() {
  static const std::vector<Act> acts{
      &WorkingActor::create,
      &WorkingActor::save_own,
      &WorkingActor::save_shared,
      &WorkingActor::note,
      save_stale(SaveMode::strict),
      save_stale(SaveMode::merge),
      &WorkingActor::set_status,
      &WorkingActor::make_folder,
      &WorkingActor::create,
      &WorkingActor::copy,
      &WorkingActor::move,
      &WorkingActor::mark,
      save_stale(SaveMode::force),
      &WorkingActor::rename_folder,
      remove(kill::Operation::trash),
      &WorkingActor::undelete,
      remove(kill::Operation::destroy),
      &WorkingActor::compact,
      &WorkingActor::back_up,
      &WorkingActor::remove_folder,
  };
  return acts;
}

const std::vector<Act>& later_acts() {
  static const std::vector<Act> acts{
      &WorkingActor::create,   &WorkingActor::make_folder,       &WorkingActor::save_own,
      &WorkingActor::create,   save_stale(SaveMode::strict),     &WorkingActor::move,
      &WorkingActor::copy,     &WorkingActor::save_shared,       remove(kill::Operation::trash),
      &WorkingActor::compact,  &WorkingActor::set_status,        &WorkingActor::mark,
      &WorkingActor::undelete, remove(kill::Operation::destroy), &WorkingActor::save_own,
      &WorkingActor::note,     &WorkingActor::remove_folder,
  };
  return acts;
}

class StoreProgram final : public Program {
 public:
  explicit StoreProgram(EngineAccess access) : access_(std::move(access)) {}

  void run(const std::string& path, Ledger& ledger) override {
    path_ = path;
    ledger_ = &ledger;
    if (make_store() && prepare() && play(first_acts()) && name_property("first") && reopen() &&
        play(later_acts()) && name_property("second")) {
      name_property("first");
    }
    close();
  }

  std::vector<std::string> check(const std::string& path, const std::vector<Step>& steps) override {
    if (!was_created(steps)) return kill::check_unfinished(path, session_);
    auto store = open_at(path, {});
    if (!store.ok()) return {"the store does not open: " + describe(store.error())};
    if (store->is_read_only()) return {"it opens for reading only"};
    kill::Account account = transcript_.account(store->special(SpecialFolder::deleted_items), steps);
    kill::Audit audit;
    std::vector<std::string> problems =
        audit.compare(*store, session_, account, kill::Audit::Reading::everything);
    const auto add = [&](std::vector<std::string> more) {
      problems.insert(problems.end(), more.begin(), more.end());
    };
    add(transcript_.check_names(*store, session_, steps));
    // A backup gets its name by a system call, which no trace and so no other disk has.
    if (path == path_) add(kill::check_backups(session_, account));
    store = Error{Code::cancelled, "It is closed.", {}};
    if (problems.empty()) add(check_use(path, account, audit));
    return problems;
  }

 private:
  Result<Store> open_at(const std::string& path, const std::string& vfs) const {
    TRY_SET(auto engine, access_.open(path, vfs));
    return store::open(std::move(engine));
  }

  // Tries twice, as a person would, who does what the answer to an unfinished store says.
  bool make_store() {
    for (int i = 0; i < 2 && !store_; ++i) {
      for (const char* ending : {"", "-wal", "-shm", "-journal", ".lock"})
        std::filesystem::remove(path_ + ending);
      transcript_.run(*ledger_, "create", [&]() -> Status {
        TRY_SET(auto engine, access_.create(path_, ledger_->vfs()));
        TRY_SET(store_, store::create(std::move(engine), session_));
        return ok_status();
      });
    }
    return store_.has_value();
  }

  static bool was_created(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      if (step.name == "create" && step.outcome == Outcome::done) return true;
    }
    return false;
  }

  void close() {
    actor_.reset();
    store_.reset();
  }

  bool reopen() {
    close();
    for (int i = 0; i < 2 && !store_; ++i) {
      transcript_.run(*ledger_, "open", [&]() -> Status {
        TRY_SET(store_, open_at(path_, ledger_->vfs()));
        if (store_->is_read_only()) ledger_->complain("it opened for reading only");
        return ok_status();
      });
    }
    return store_.has_value();
  }

  // What the actors work on; false if nothing of it could be made.
  bool prepare() {
    transcript_.run(*ledger_, "keep everything",
                    [&] { return store_->set_retention(session_, testing::keep_everything()); });
    for (int i = 0; i < kSharedMessages; ++i) make_shared_message("shared-" + std::to_string(i));
    return !shared_.empty();
  }

  void make_shared_message(const std::string& token) {
    Event event;
    event.actor = kPreparer;
    event.operation = kill::Operation::save;  // as nobody's own
    event.text = token;
    transcript_.hear(*ledger_, event, ok_status());
    const Status saved = save_new(*store_, token, event);
    event.phase = saved.ok() ? kill::Phase::done : kill::Phase::broken;
    transcript_.hear(*ledger_, event, saved);
    if (saved.ok()) shared_.push_back(event.message);
  }

  Status save_new(Store& store, const std::string& token, Event& made) const {
    TRY_SET(Message message, store.create_message(session_, store.special(SpecialFolder::inbox)));
    TRY(kill::write_token(store, message, token));
    TRY_SET(const SaveReport saved, message.save());
    made.message = saved.message;
    made.number = saved.version.value;
    return ok_status();
  }

  // False: nobody is left to work.
  bool play(const std::vector<Act>& acts) {
    for (const Act& act : acts) {
      if (!actor_ && !employ()) return false;
      act(*actor_);
      if (in_doubt_) actor_.reset();
      clock_->advance(kPause);
    }
    return true;
  }

  bool employ() {
    if (actors_ == kLastActor) return false;
    ++actors_;
    in_doubt_ = false;
    kill::Assignment assignment;
    assignment.address = path_;
    assignment.backups = path_ + ".backup-";
    assignment.session = session_;
    assignment.seed = static_cast<std::uint64_t>(actors_);
    assignment.actor = actors_;
    assignment.slot = slot_of(actors_);
    assignment.shared = shared_;
    actor_.emplace(*store_, assignment, [this](const Event& event, const Status& answer) {
      transcript_.hear(*ledger_, event, answer);
      if (!answer.ok() && answer.error().code == Code::outcome_unknown) in_doubt_ = true;
    });
    return true;
  }

  bool name_property(const std::string& name) {
    transcript_.name_property(*ledger_, name, [&] {
      return store_->property_id(session_, {kPsPublicStrings, name});
    });
    return true;
  }

  // The store can be worked with, and keeps that.
  std::vector<std::string> check_use(const std::string& path, kill::Account& account,
                                     kill::Audit& audit) const {
    Event event;
    event.phase = kill::Phase::done;
    event.actor = kPreparer;
    event.operation = kill::Operation::save;
    event.text = "afterwards";
    {
      auto store = open_at(path, {});
      if (!store.ok()) return {"it opens once only: " + describe(store.error())};
      const Status saved = save_new(*store, event.text, event);
      if (!saved.ok()) return {"it takes no message any more: " + describe(saved.error())};
    }
    account.add(event);
    auto store = open_at(path, {});
    if (!store.ok()) return {"it opens twice only: " + describe(store.error())};
    return audit.compare(*store, session_, account, kill::Audit::Reading::what_is_new);
  }

  const EngineAccess access_;
  const testing::People people_;
  const std::shared_ptr<testing::HandClock> clock_ = people_.clock;
  const Session session_ = people_.session("Ana", 1);
  std::string path_;
  Ledger* ledger_ = nullptr;  // of the run
  Transcript transcript_;
  std::optional<Store> store_;
  std::optional<WorkingActor> actor_;
  std::vector<MessageId> shared_;
  int actors_ = 0;
  bool in_doubt_ = false;
};

}  // namespace

MakeProgram store_program(EngineAccess access) {
  return [access] { return std::make_unique<StoreProgram>(access); };
}

}  // namespace postroom::fault
