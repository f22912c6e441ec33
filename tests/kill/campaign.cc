#include "kill/campaign.h"

#include <postroom/open.h>

#include <filesystem>
#include <thread>

#include "base/try.h"
#include "kill/workers.h"
#include "support/hand_clock.h"
#include "support/keep_everything.h"

namespace postroom::kill {
namespace {

using testing::SeededRandom;

constexpr int kSharedMessages = 3;
constexpr int kLongestRound = 120;  // acknowledgements
constexpr int kSurvivorsGoOn = 15;  // acknowledgements after one worker died
// A killed process loses nothing that it has written, on disk or in memory; but on a disk it mostly dies in a
// sync.
constexpr int kScenesOnDisk = 30;                  // percent
constexpr std::size_t kJitterMicroseconds = 3000;  // so that the end comes anywhere inside an operation

// Keeps a processor busy: sleeping is too coarse.
void pass_time(std::size_t microseconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(microseconds);
  while (std::chrono::steady_clock::now() < end) std::this_thread::yield();
}

Status kill_at_random(Workers& workers, SeededRandom& random) {
  const bool while_opening = random.chance(15);
  TRY(workers.hear(while_opening ? static_cast<int>(random.below(3))
                                 : static_cast<int>(random.below(kLongestRound))));
  pass_time(random.below(while_opening ? 10 * kJitterMicroseconds : kJitterMicroseconds));
  if (!while_opening && random.chance(30)) {
    workers.kill_one(random.number() % 64);
    TRY(workers.hear(kSurvivorsGoOn));  // nobody waits for the dead
    pass_time(random.below(kJitterMicroseconds));
  }
  return ok_status();
}

const char* some_duty(SeededRandom& random) {
  constexpr const char* kDuties[] = {"work", "reopen", "compact", "backup"};
  return kDuties[random.weighted({11, 3, 3, 3})];
}

testing::Place some_place(SeededRandom& random) {
  return random.chance(kScenesOnDisk) ? testing::Place::disk : testing::Place::memory;
}

// One store and what happens to it.
class Scene {
 public:
  Scene(std::uint64_t seed, Crew crew)
      : crew_(crew), random_(seed), session_(make_session("Auditor", "kill_test")) {}

  Status set_up() {
    TRY_SET(Store store, create_store(address_, session_));
    TRY(store.set_retention(session_, testing::keep_everything()));
    account_.emplace(store.special(SpecialFolder::deleted_items));
    for (int i = 0; i < kSharedMessages; ++i) {
      TRY_SET(Message message, store.create_message(session_, store.special(SpecialFolder::inbox)));
      TRY(write_token(store, message, "shared-" + std::to_string(i)));
      TRY(message.save());
      shared_.push_back(message.id());
    }
    if (random_.chance(50)) bystander_ = store;  // has it open through all that follows
    return ok_status();
  }

  Status round(std::vector<std::string>& problems) {
    Workers workers([this](const Event& event) { account_->add(event); });
    Status status = start(workers);
    if (status.ok()) status = kill_at_random(workers, random_);
    if (Status killed = workers.kill_all(); status.ok()) status = std::move(killed);
    ground_->wait_for_the_dead();
    if (!status.ok()) problems.push_back(postroom::describe(status.error()));
    TRY_SET(Store store, open_store(address_));
    check_files(problems);
    return add(problems, store, Audit::Reading::what_is_new);
  }

  // Compacts as if two days had passed, when what killed workers left half done is due.
  Status finish(std::vector<std::string>& problems) {
    bystander_.reset();
    TRY_SET(Store store, open_store(address_));
    TRY(add(problems, store, Audit::Reading::everything));
    Session later = session_;
    later.clock = std::make_shared<testing::HandClock>(session_.clock->now() + std::chrono::days(2));
    TRY(store.compact(later));
    return add(problems, store, Audit::Reading::everything);
  }

  void count(Tally& tally) const {
    tally.acknowledged += account_->acknowledged();
    tally.saves += account_->saves();
    tally.versions_read += audit_.versions_read();
  }

 private:
  Status start(Workers& workers) {
    for (int i = 0; i < crew_.processes; ++i) {
      const int slot = i * crew_.threads;
      std::vector<std::string> arguments{address_,
                                         backups_,
                                         std::to_string(random_.number() >> 8),
                                         std::to_string(next_actor_),
                                         std::to_string(slot),
                                         std::to_string(crew_.threads),
                                         some_duty(random_)};
      for (const MessageId id : shared_) arguments.push_back(std::to_string(id.value));
      for (int thread = 0; thread < crew_.threads; ++thread)
        account_->expect_actor(next_actor_++, slot + thread);
      TRY(workers.start(arguments));
    }
    return ok_status();
  }

  void check_files(std::vector<std::string>& problems) {
    for (const auto& [number, actor] : account_->actors()) {
      if (!actor.pending || actor.pending->operation != Operation::backup) continue;
      for (std::string& problem : check_unfinished(actor.pending->text, session_))
        problems.push_back(std::move(problem));
    }
    for (std::string& problem : check_backups(session_, *account_)) problems.push_back(std::move(problem));
    account_->forget_backups();
    for (const auto& entry : std::filesystem::directory_iterator(ground_->folder().path())) {
      if (entry.path().string().starts_with(backups_)) std::filesystem::remove(entry.path());
    }
  }

  Status add(std::vector<std::string>& problems, Store& store, Audit::Reading reading) {
    for (std::string& problem : audit_.compare(store, session_, *account_, reading))
      problems.push_back(std::move(problem));
    return ok_status();
  }

  const Crew crew_;
  SeededRandom random_;
  const Session session_;
  const std::unique_ptr<testing::Ground> ground_ = crew_.make_ground(some_place(random_));
  const std::string address_ = ground_->address("store.postroom");
  const std::string backups_ = ground_->folder().path("backup-");
  std::vector<MessageId> shared_;
  std::optional<Account> account_;
  Audit audit_;
  std::optional<Store> bystander_;
  int next_actor_ = 1;
};

void play(Scene& scene, int rounds, Tally& tally) {
  const auto run = [&](Status status) {
    if (!status.ok()) tally.problems.push_back(postroom::describe(status.error()));
    return tally.problems.empty();
  };
  if (!run(scene.set_up())) return;
  for (int i = 0; i < rounds; ++i) {
    ++tally.rounds;
    if (!run(scene.round(tally.problems))) return;
  }
  run(scene.finish(tally.problems));
}

Status one_making(testing::MakeGround make_ground, SeededRandom& random, Tally& tally) {
  const std::unique_ptr<testing::Ground> ground = make_ground(some_place(random));
  const Session session = make_session("Auditor", "kill_test");
  std::map<std::string, bool> made;  // path: acknowledged
  Workers workers([&](const Event& event) {
    if (event.phase == Phase::broken) tally.problems.push_back(describe(event));
    made[event.text] = event.phase == Phase::done;
  });
  for (int i = 0; i < 3; ++i) TRY(workers.start({ground->address("store"), std::to_string(i), "make"}));
  TRY(workers.hear(static_cast<int>(random.below(4))));
  pass_time(random.below(5 * kJitterMicroseconds));
  TRY(workers.kill_all());
  ground->wait_for_the_dead();
  for (const auto& [path, acknowledged] : made) {
    tally.acknowledged += acknowledged;
    if (acknowledged && !open_store(path).ok())
      tally.problems.push_back(path + " was made and does not open.");
    for (std::string& problem : check_unfinished(path, session)) tally.problems.push_back(std::move(problem));
  }
  return ok_status();
}

}  // namespace

std::string describe(const Tally& tally) {
  std::string text = std::to_string(tally.rounds) + " rounds, " + std::to_string(tally.acknowledged) +
                     " operations acknowledged, " + std::to_string(tally.saves) + " of them versions, " +
                     std::to_string(tally.versions_read) + " versions read back";
  for (std::size_t i = 0; i < std::min(tally.problems.size(), kMaxProblems); ++i)
    text += "\n  " + tally.problems[i];
  return text;
}

Tally run_campaign(Crew crew, int rounds, std::uint64_t seed) {
  Tally tally;
  for (std::uint64_t scene_seed = seed; tally.rounds < rounds && tally.problems.empty(); ++scene_seed) {
    Scene scene(scene_seed, crew);
    const int first = tally.rounds;
    play(scene, std::min(kRoundsPerStore, rounds - first), tally);
    scene.count(tally);
    if (!tally.problems.empty()) {
      tally.problems.insert(tally.problems.begin(), "The store of seed " + std::to_string(scene_seed) +
                                                        ", round " + std::to_string(tally.rounds - first) +
                                                        ":");
    }
  }
  return tally;
}

Tally kill_makers(testing::MakeGround make_ground, int rounds, std::uint64_t seed) {
  Tally tally;
  SeededRandom random(seed);
  for (; tally.rounds < rounds && tally.problems.empty(); ++tally.rounds) {
    if (Status status = one_making(make_ground, random, tally); !status.ok()) {
      tally.problems.push_back(postroom::describe(status.error()));
    }
  }
  return tally;
}

}  // namespace postroom::kill
