// The server is killed while it saves, again and again: nothing that it acknowledged is missing, nothing is
// doubled.
#include <gtest/gtest.h>

#include <csignal>

#include "server/audit.h"
#include "support/long_run.h"
#include "support/must.h"
#include "support/postgres_ground.h"
#include "support/seeded_random.h"

namespace postroom::server_tests {
namespace {

using testing::must;

constexpr int kKills = 20, kManyKills = 200;
constexpr int kLongestRound = 60;                  // saves
constexpr std::size_t kJitterMicroseconds = 3000;  // so that the end comes anywhere inside a save

struct Engine {
  const char* name;
  testing::MakeGround make_ground;
};

class KillServer : public ::testing::TestWithParam<Engine> {
 protected:
  void kill_once(int round) {
    std::vector<std::string> complaints;
    Program program = served_.start();
    Load load(served_, messages_, round);
    const auto least = static_cast<std::int64_t>(random_.below(kLongestRound));
    EXPECT_TRUE(load.wait_for_kept(least)) << "Only " << load.kept() << " saves were kept.";
    pass_time(random_.below(kJitterMicroseconds));
    program.signal(SIGKILL);
    EXPECT_EQ(program.wait().status, -SIGKILL);
    for (Attempt& attempt : load.finish(complaints)) attempts_.push_back(std::move(attempt));
    served_.ground().wait_for_the_dead();
    EXPECT_EQ(complaints, std::vector<std::string>{});
  }

  // Keeps a processor busy: sleeping is too coarse.
  static void pass_time(std::size_t microseconds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(microseconds);
    while (std::chrono::steady_clock::now() < end) std::this_thread::yield();
  }

  Served served_{GetParam().make_ground};
  const std::vector<MessageId> messages_{served_.add_message("one"), served_.add_message("two"),
                                         served_.add_message("three")};
  std::vector<Attempt> attempts_;
  testing::SeededRandom random_{4};
};

TEST_P(KillServer, keeps_what_was_acknowledged_and_doubles_nothing) {
  Audit audit(messages_);
  const int kills = testing::is_long_run() ? kManyKills : kKills;
  for (int round = 1; round <= kills && !HasFailure(); ++round) {
    kill_once(round);
    Store store = served_.open();
    EXPECT_EQ(audit.compare(store, served_.session(), attempts_), std::vector<std::string>{})
        << "round " << round;
  }
  Store store = served_.open();
  EXPECT_EQ(Audit(messages_).compare(store, served_.session(), attempts_), std::vector<std::string>{});
  EXPECT_EQ(must(store.check(served_.session())), std::vector<std::string>{});
  EXPECT_GT(audit.versions(), kills);
  const auto refused = std::count_if(attempts_.begin(), attempts_.end(), [](const Attempt& attempt) {
    return attempt.outcome == Attempt::Outcome::refused;
  });
  EXPECT_GT(refused, 0);
  std::cout << attempts_.size() << " saves tried, " << refused << " refused, " << audit.versions()
            << " versions\n";
}

INSTANTIATE_TEST_SUITE_P(Every, KillServer,
                         ::testing::Values(Engine{"sqlite", testing::sqlite_ground},
                                           Engine{"postgres", testing::own_postgres_ground}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace postroom::server_tests
