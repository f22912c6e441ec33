// Jobs that are run again: after lost races, lost connections, and on servers that take no writes any more.
#include "storage/postgres/test_committer.h"

namespace postroom::storage::postgres {
namespace {

const Sql kEndThisConnection("SELECT pg_terminate_backend(pg_backend_pid())", Scope::session);
const Sql kLoseRace("DO $$ BEGIN RAISE EXCEPTION 'a lost race' USING ERRCODE = '40001'; END $$",
                    Scope::session);
const Sql kSleep("SELECT 1 FROM pg_sleep(600)", Scope::session);
const Sql kThisProcess("SELECT pg_backend_pid()::bigint", Scope::session);
const Sql kTakeNoMoreWrites("SET default_transaction_read_only = on", Scope::session);
const Sql kBegin("BEGIN", Scope::session);
const Sql kCommit("COMMIT", Scope::session);
const Sql kNeverLookForDeadlocks("SET deadlock_timeout = '10min'", Scope::session);
const Sql kLockStore("SELECT token FROM postroom.store WHERE store_id = $1 FOR NO KEY UPDATE");
const Sql kTouchSetting("UPDATE postroom.setting SET value = value WHERE store_id = $1");

// With jobs that say what they read first, and others.
class CommitterAgainTest : public CommitterTest, public ::testing::WithParamInterface<bool> {
 protected:
  CommitterAgainTest() {
    if (GetParam()) reads_ = {7};
  }
};
INSTANTIATE_TEST_SUITE_P(Reading, CommitterAgainTest, ::testing::Bool());

TEST_P(CommitterAgainTest, a_connection_that_ended_between_two_jobs_is_replaced) {
  Connection* connection = nullptr;
  must(commit([&](PostgresTransaction& transaction) -> Status {
    connection = &transaction.write_on();
    return append(transaction);
  }));
  terminate(*connection);
  must(commit(append));
  EXPECT_EQ(log_entries(), "2");
}

TEST_P(CommitterAgainTest, a_job_whose_connection_ends_under_it_is_run_again) {
  int runs = 0;
  must(commit([&](PostgresTransaction& transaction) -> Status {
    TRY(append(transaction));
    if (++runs == 1) TRY(transaction.write_on().query(kEndThisConnection));
    return ok_status();
  }));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(log_entries(), "1");
}

TEST_P(CommitterAgainTest, where_a_connection_ends_in_a_group_every_job_of_it_is_run_again) {
  int runs = 0;
  const auto end_once = [&](PostgresTransaction& transaction) -> Status {
    TRY(append(transaction));
    if (++runs == 1) TRY(transaction.write_on().query(kEndThisConnection));
    return ok_status();
  };
  for (const Status& answer : together({append, end_once, append})) EXPECT_TRUE(answer.ok());
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(log_entries(), "3");
}

TEST_P(CommitterAgainTest, a_job_that_loses_its_connection_each_time_is_given_up_after_a_bound) {
  int runs = 0;
  const Status failed = commit([&](PostgresTransaction& transaction) -> Status {
    ++runs;
    TRY(append(transaction));
    TRY(transaction.write_on().query(kEndThisConnection));
    return ok_status();
  });
  EXPECT_EQ(code_of(failed), Code::io_error);
  EXPECT_EQ(runs, kMaxRuns);
  EXPECT_EQ(log_entries(), "0");
}

TEST_P(CommitterAgainTest, a_lost_race_is_run_again_and_given_up_after_a_bound) {
  int runs = 0, lost = 3;
  const auto race = [&](PostgresTransaction& transaction) -> Status {
    TRY(append(transaction));
    if (++runs <= lost) TRY(transaction.write_on().query(kLoseRace));
    return ok_status();
  };
  must(commit(race));
  EXPECT_EQ(runs, 4);
  EXPECT_EQ(log_entries(), "1");
  runs = 0;
  lost = kMaxRuns;
  EXPECT_EQ(code_of(commit(race)), Code::busy);
  EXPECT_EQ(runs, kMaxRuns);
  EXPECT_EQ(log_entries(), "1");
}

TEST_P(CommitterAgainTest, who_lost_a_race_waits_a_little_longer_each_time_but_not_beyond_its_patience) {
  int runs = 0;
  const auto lose = [&](PostgresTransaction& transaction) -> Status {
    ++runs;
    TRY(transaction.write_on().query(kLoseRace));
    return ok_status();
  };
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(commit(lose)), Code::busy);
  EXPECT_EQ(runs, kMaxRuns);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 60 * kFirstRacePause);

  ConnectionOptions hasty = options();
  hasty.patience = 30 * kFirstRacePause;
  Committer other(hasty, "the store", std::make_shared<ConnectionPool>(hasty), tell_nobody);
  runs = 0;
  EXPECT_EQ(code_of(other.commit_and_wait(lose, Announce::yes, reads_)), Code::busy);
  EXPECT_LT(runs, kMaxRuns);
}

TEST_P(CommitterAgainTest, a_job_that_the_server_stops_is_not_run_again) {
  ConnectionOptions limited = options();
  limited.address += "&options=-cstatement_timeout%3D100";
  Committer other(limited, "the store", std::make_shared<ConnectionPool>(limited), tell_nobody);
  int runs = 0;
  const auto sleep = [&](PostgresTransaction& transaction) -> Status {
    ++runs;
    TRY(append(transaction));
    TRY(transaction.write_on().query(kSleep));
    return ok_status();
  };
  EXPECT_EQ(code_of(other.commit_and_wait(sleep, Announce::yes, reads_)), Code::busy);
  EXPECT_EQ(runs, 1);
  must(other.commit_and_wait(append, Announce::yes, reads_));
  EXPECT_EQ(log_entries(), "1");
}

// As one that was the primary and is no more.
TEST_P(CommitterAgainTest, a_server_that_takes_no_writes_any_more_is_left_for_one_that_does) {
  std::int64_t first = 0, second = 0;
  must(commit([&](PostgresTransaction& transaction) -> Status {
    TRY(append(transaction));
    TRY_SET(first, transaction.write_on().number(kThisProcess));
    TRY(transaction.write_on().query(kTakeNoMoreWrites));
    return ok_status();
  }));
  must(commit([&](PostgresTransaction& transaction) -> Status {
    TRY(append(transaction));
    TRY_SET(second, transaction.write_on().number(kThisProcess));
    return ok_status();
  }));
  EXPECT_NE(first, second);
  EXPECT_EQ(log_entries(), "2");
}

// The other side holds a row that the job wants, and wants the store's row that the job holds. Only the job's
// side looks for deadlocks, and so it is the one that loses.
TEST_P(CommitterAgainTest, the_loser_of_a_deadlock_is_run_again) {
  must(commit([](PostgresTransaction& transaction) { return transaction.put_setting("k", "v"); }));
  const auto other = connect();
  must(other->query(kNeverLookForDeadlocks));
  std::promise<void> started;
  std::thread opponent;
  int runs = 0;
  const Status committed = commit([&](PostgresTransaction& transaction) -> Status {
    TRY(append(transaction));
    if (++runs == 1) {
      TRY(transaction.counters());  // the lock of the store's row is held now
      other->queue(kBegin);
      TRY(other->query(kTouchSetting));
      opponent = std::thread([&] {
        other->queue(kLockStore);
        other->queue(kCommit);
        must(other->flush());
      });
    }
    TRY(transaction.write_on().query(kTouchSetting));
    return ok_status();
  });
  opponent.join();
  must(Status(committed));
  EXPECT_GE(runs, 2) << "there was no deadlock";
  EXPECT_EQ(log_entries(), "1");
}

}  // namespace
}  // namespace postroom::storage::postgres
