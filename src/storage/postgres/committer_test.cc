#include "storage/postgres/postgres_engine.h"
#include "storage/postgres/test_committer.h"

namespace postroom::storage::postgres {
namespace {

TEST_F(CommitterTest, sixteen_threads_lose_nothing_and_leave_no_gap) {
  constexpr int kThreads = 16, kEach = 20;
  std::vector<std::thread> threads;
  std::atomic<int> done = 0, refused = 0;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < kEach; ++j) (commit((i + j) % 5 == 0 ? refuse : append).ok() ? done : refused)++;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, kThreads * kEach * 4 / 5);
  EXPECT_EQ(refused, kThreads * kEach / 5);
  const std::string all = std::to_string(done);
  EXPECT_EQ(run_sql("SELECT last_id, log_position FROM postroom.store WHERE store_id = " + id()), "0|" + all);
  EXPECT_EQ(log_entries(), all);
  EXPECT_EQ(count("setting"), "0");
}

TEST_F(CommitterTest, jobs_that_wait_share_one_transaction) {
  for (const Status& answer : together(std::vector<PostgresJob>(50, append))) EXPECT_TRUE(answer.ok());
  EXPECT_EQ(run_sql("SELECT count(*), count(DISTINCT token) FROM postroom.log WHERE store_id = " + id()),
            "50|1");
}

TEST_F(CommitterTest, a_job_that_fails_among_others_leaves_no_trace_and_harms_none) {
  const auto answers = together({append, refuse, append, refuse, append});
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].ok(), i % 2 == 0);
  EXPECT_EQ(code_of(answers[1]), Code::cancelled);
  EXPECT_EQ(log_entries(), "3");
  EXPECT_EQ(count("setting"), "0");
}

TEST_F(CommitterTest, each_job_of_a_group_sees_what_those_before_it_wrote) {
  std::vector<PostgresJob> jobs;
  for (int i = 0; i < 10; ++i) {
    jobs.push_back([i](PostgresTransaction& transaction) -> Status {
      TRY_SET(const auto last, transaction.setting("last"));
      if (i > 0 && last != std::to_string(i - 1)) return Error{Code::corrupt, "not seen", {}};
      return transaction.put_setting("last", std::to_string(i));
    });
  }
  for (const Status& answer : together(jobs)) EXPECT_TRUE(answer.ok());
}

// Another process has the lock of the store's row when the first comes.
TEST_F(CommitterTest, who_comes_while_the_lock_is_waited_for_is_taken_along) {
  static const Sql begin("BEGIN", Scope::session), end("COMMIT", Scope::session);
  static const Sql take("SELECT 1 FROM postroom.store WHERE store_id = $1 FOR UPDATE");
  const auto other = connect();
  other->queue(begin);
  must(other->query(take));
  static const Sql process("SELECT pg_backend_pid()::bigint", Scope::session);
  const std::string holder = std::to_string(must(other->number(process)));
  const auto waits = [&] {
    return run_sql("SELECT count(*) FROM pg_stat_activity WHERE " + holder +
                   " = ANY(pg_blocking_pids(pid))") != "0";
  };
  constexpr std::int64_t kJobs = 6;
  std::promise<void> all;
  std::atomic<std::int64_t> done = 0;
  const auto save = [&](std::int64_t message) {
    const auto count = [&](Status status) {
      EXPECT_TRUE(status.ok());
      if (++done == kJobs) all.set_value();
    };
    committer_.commit(append, count, Announce::yes, {message});
  };
  std::thread first(save, 1);
  for (int tries = 0; tries < 1000 && !waits(); ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_TRUE(waits());
  for (std::int64_t i = 2; i <= kJobs; ++i) save(i);
  must(other->query(end));
  first.join();
  all.get_future().wait();
  EXPECT_EQ(log_entries(), "6");
  const std::string with_the_first = run_sql(
      "SELECT count(*) FROM postroom.log l JOIN postroom.log f USING(store_id, token) WHERE store_id = " +
      id() + " AND f.position = 1");
  EXPECT_NE(with_the_first, "1") << "it went alone";
}

TEST_F(CommitterTest, what_a_job_throws_becomes_its_error) {
  const Status failed = commit([](PostgresTransaction& transaction) -> Status {
    TRY(transaction.put_setting("k", "v"));
    throw std::runtime_error("thrown in a job");
  });
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().detail, "thrown in a job");
  EXPECT_EQ(count("setting"), "0");
  must(commit(append));
}

TEST_F(CommitterTest, a_job_that_writes_nothing_leaves_the_stores_row_alone) {
  const std::string row = "SELECT ctid, token FROM postroom.store WHERE store_id = " + id();
  const std::string before = run_sql(row);
  must(commit([](PostgresTransaction& transaction) -> Status {
    TRY(transaction.setting("k"));
    return ok_status();
  }));
  EXPECT_FALSE(commit(refuse).ok());
  EXPECT_EQ(run_sql(row), before);
}

// A job may try to go on after a failure of the database; what it says then does not count.
TEST_F(CommitterTest, a_job_cannot_hide_that_the_database_failed) {
  const Status failed = commit([](PostgresTransaction& transaction) -> Status {
    TRY(transaction.put_setting("k", "v"));
    static const Sql wrong("SELECT 1 / 0", Scope::session);
    (void)transaction.write_on().query(wrong);
    return ok_status();
  });
  EXPECT_EQ(code_of(failed), Code::io_error);
  EXPECT_EQ(count("setting"), "0");
  must(commit(append));
}

TEST_F(CommitterTest, a_failure_of_the_database_in_a_group_harms_no_other_job) {
  static const Sql wrong("SELECT 1 / 0", Scope::session);
  const auto fail = [](PostgresTransaction& transaction) -> Status {
    TRY(append(transaction));
    TRY(transaction.write_on().query(wrong));
    return ok_status();
  };
  const auto answers = together({append, fail, append});
  EXPECT_TRUE(answers[0].ok());
  EXPECT_EQ(code_of(answers[1]), Code::io_error);
  EXPECT_TRUE(answers[2].ok());
  EXPECT_EQ(log_entries(), "2");
}

TEST_F(CommitterTest, two_engines_that_take_turns_see_each_others_commits_at_once) {
  const auto one = must(open_postgres_engine(address(), PostgresMode::read_write));
  const auto other = must(open_postgres_engine(address(), PostgresMode::read_write));
  for (int i = 1; i <= 20; ++i) {
    Engine& writer = i % 2 == 0 ? *one : *other;
    Engine& reader = i % 2 == 0 ? *other : *one;
    must(storage::commit_and_wait(writer, [&](Transaction& transaction) -> Status {
      TRY_SET(const LogPosition position, transaction.append_log({}));
      return position.value == i ? ok_status() : Status(Error{Code::corrupt, "a gap", {}});
    }));
    EXPECT_EQ(must(must(reader.view())->counters()).log_position.value, i);
  }
}

}  // namespace
}  // namespace postroom::storage::postgres
