// A primary server and a replica that has every commit, both in one address: what writers and readers are
// told when the primary fails and the replica takes its place.
#include "failover/writers.h"
#include "storage/postgres/postgres_engine.h"
#include "support/long_run.h"
#include "support/must.h"
#include "support/postgres_server.h"
#include "support/seeded_random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>

namespace postroom::testing {
namespace {

using storage::PostgresMode;
using storage::Transaction;
using Stop = PostgresServer::Stop;

constexpr std::chrono::seconds kPatience{60};
constexpr int kSaves = 20;          // that each thread goes on with before the next blow
constexpr int kRounds = 20;         // of a long run
constexpr int kLongSaves = 300;     // at most, in one of them
constexpr std::size_t kLosses = 2;  // of all connections, in one round
constexpr char kHasty[] = "&patience=200";

constexpr char kEndConnections[] =
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
constexpr char kStores[] = "SELECT * FROM postroom.store";
constexpr char kWaitsForReplica[] = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

class Pair {
 public:
  Pair() { fill_store(*must(storage::create_postgres_engine(address()))); }

  std::string address() const { return primary.address("mail", replica); }
  Result<std::unique_ptr<Engine>> open(const std::string& settings = "",
                                       PostgresMode mode = PostgresMode::read_write) const {
    return storage::open_postgres_engine(address() + settings, mode);
  }

  PostgresServer primary;
  PostgresServer replica{PostgresServer::ReplicaOf{primary}};
};

std::multiset<std::string> saves_in(Engine& engine) {
  std::multiset<std::string> saves;
  for (const auto& version : must(must(engine.view())->versions(kSavedMessage))) saves.insert(version.who);
  return saves;
}

void expect_no_gap(Engine& engine) {
  const auto view = must(engine.view());
  const auto versions = must(view->versions(kSavedMessage));
  EXPECT_EQ(must(view->counters()).change_number.value, static_cast<std::int64_t>(versions.size()));
  for (std::size_t i = 0; i < versions.size(); ++i) {
    EXPECT_EQ(versions[i].change_number.value, static_cast<std::int64_t>(i) + 1);
  }
}

void expect_each_save_once(const std::multiset<std::string>& saves) {
  for (const std::string& save : saves) EXPECT_EQ(saves.count(save), 1U) << save;
}

void expect_all_there(const std::multiset<std::string>& saves, const std::set<std::string>& done) {
  for (const std::string& save : done) EXPECT_TRUE(saves.contains(save)) << save << " is lost";
}

void expect_what_was_told(const std::multiset<std::string>& saves, const Account& told) {
  expect_all_there(saves, told.done);
  for (const auto& [save, code] : told.refused) {
    EXPECT_FALSE(saves.contains(save)) << save << " was refused: " << code_name(code);
  }
}

// Not counted: what the writers took back.
std::size_t refused(const Account& told) {
  const auto by_store = [](const auto& refusal) { return refusal.second != Code::cancelled; };
  return static_cast<std::size_t>(std::count_if(told.refused.begin(), told.refused.end(), by_store));
}

// Who has the patience for a fail-over does not notice it.
void expect_nothing_noticed(const Account& told) {
  EXPECT_TRUE(told.unknown.empty()) << *told.unknown.begin();
  for (const auto& [save, code] : told.refused) EXPECT_EQ(code, Code::cancelled) << save;
}

void expect_reading_alone(Engine& reader, const std::set<std::string>& done) {
  EXPECT_TRUE(reader.is_read_only());
  expect_all_there(saves_in(reader), done);
  const auto write = [](Transaction& transaction) { return transaction.put_setting("k", "v"); };
  EXPECT_EQ(code_of(storage::commit_and_wait(reader, write)), Code::read_only);
}

class Round {
 public:
  explicit Round(int saves) : saves_(saves) {}

  void crash();
  void promote();
  void bring_back_the_old_primary();
  void take_no_writes_for_a_while();
  void check();

 private:
  void all_go_on() {
    for (Writers* writers : {&patient_, &other_, &hasty_}) ASSERT_TRUE(writers->have_done(saves_, kPatience));
  }

  const int saves_;
  Pair pair_;
  // Open from the beginning to the end.
  Writers patient_{"patient", must(pair_.open()), 3};
  Writers other_{"other", must(pair_.open()), 3};
  Writers hasty_{"hasty", must(pair_.open(kHasty)), 2};
  const std::unique_ptr<Engine> reader_ = must(pair_.open("", PostgresMode::read_only));
  std::atomic<int> changes_ = 0;
  const std::shared_ptr<void> watch_ = must(reader_->watch([this] { ++changes_; }));
};

void Round::crash() {
  all_go_on();
  (void)saves_in(*reader_);
  pair_.primary.stop(Stop::crash);
  const std::set<std::string> done = patient_.account().done;
  expect_reading_alone(*reader_, done);
  expect_reading_alone(*must(pair_.open("", PostgresMode::read_only)), done);
  EXPECT_EQ(code_of(pair_.open()), Code::io_error) << "nobody takes writes";
}

void Round::promote() {
  pair_.replica.promote();
  const int changes = changes_;
  all_go_on();
  EXPECT_TRUE(wait_until(kPatience, [&] { return changes_ > changes; }));
}

// It comes first in the address.
void Round::bring_back_the_old_primary() {
  pair_.primary.put_setting("default_transaction_read_only = on");
  pair_.primary.start();
  const std::string left = pair_.primary.run_sql(kStores);
  pair_.replica.run_sql(kEndConnections);
  all_go_on();
  EXPECT_EQ(pair_.primary.run_sql(kStores), left);
}

void Round::take_no_writes_for_a_while() {
  const std::size_t before = refused(hasty_.account());
  pair_.replica.put_setting("default_transaction_read_only = on");
  EXPECT_TRUE(wait_until(kPatience, [&] { return refused(hasty_.account()) > before; }));
  pair_.replica.put_setting("default_transaction_read_only = off");
  all_go_on();
}

void Round::check() {
  const auto engine = must(pair_.open());
  EXPECT_FALSE(engine->is_read_only());
  for (Writers* writers : {&patient_, &other_, &hasty_}) writers->stop();
  const std::multiset<std::string> saves = saves_in(*engine);
  expect_each_save_once(saves);
  expect_no_gap(*engine);
  for (const Writers* writers : {&patient_, &other_, &hasty_}) {
    expect_what_was_told(saves, writers->account());
  }
  expect_nothing_noticed(patient_.account());
  expect_nothing_noticed(other_.account());
  EXPECT_LE(hasty_.account().unknown.size(), kLosses * hasty_.threads()) << "one at a time was under way";
  EXPECT_EQ(must(engine->verify()), std::vector<std::string>());
}

TEST(FailoverTest, writers_go_on_with_the_replica_and_lose_nothing) {
  SeededRandom random(11);
  for (int i = 0; i < (is_long_run() ? kRounds : 1); ++i) {
    Round round(is_long_run() ? 1 + static_cast<int>(random.below(kLongSaves)) : kSaves);
    round.crash();
    round.promote();
    round.bring_back_the_old_primary();
    round.take_no_writes_for_a_while();
    round.check();
    if (::testing::Test::HasFailure()) return;
  }
}

// The server that comes back shows a commit that it alone has: whoever asks for it has to wait for the
// replica.
TEST(FailoverTest, a_lost_commit_has_not_happened_before_the_replica_has_it) {
  Pair pair;
  const auto engine = must(pair.open("&patience=2000"));
  pair.replica.stop();
  std::future<Status> answer = std::async(std::launch::async, [&] {
    const auto write = [](Transaction& transaction) { return transaction.put_setting("k", "v"); };
    return storage::commit_and_wait(*engine, write);
  });
  ASSERT_TRUE(wait_until(kPatience, [&] { return pair.primary.run_sql(kWaitsForReplica) != "0"; }));
  pair.primary.restart(Stop::crash);
  EXPECT_EQ(code_of(answer.get()), Code::outcome_unknown);
  pair.replica.start();
  EXPECT_TRUE(wait_until(kPatience, [&] { return engine->view().ok(); }));
  EXPECT_EQ(must(must(engine->view())->setting("k")), "v");
}

}  // namespace
}  // namespace postroom::testing
