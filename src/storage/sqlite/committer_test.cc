#include "storage/sqlite/committer.h"

#include "storage/sqlite/test_store.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <future>

namespace postroom::storage {
namespace {

class CommitterTest : public StoreTest {
 protected:
  static Job append() {
    return [](Transaction& transaction) -> Status {
      TRY(transaction.append_log({}));
      return ok_status();
    };
  }
  static Job refuse() {
    return [](Transaction& transaction) -> Status {
      TRY(transaction.append_log({}));
      TRY(transaction.allocate_id());
      TRY(transaction.put_setting("refused", "yes"));
      return Error{Code::cancelled, "no", {}};
    };
  }

  // A committer on the store with its bare connection at hand.
  struct Bare {
    Connection* connection;
    std::unique_ptr<Committer> committer;
    Status commit(SqliteJob job) { return committer->commit_and_wait(std::move(job), Announce::yes); }
  };
  Bare bare() const {
    create();
    const ConnectionOptions options{.path = path(), .vfs = {}};
    auto connection = must(Connection::open(options, ConnectionKind::writer));
    must(connection->run_once("PRAGMA journal_mode = WAL"));
    Connection* const raw = connection.get();
    return {raw, std::make_unique<Committer>(std::move(connection), must(WriterLock::open(path())),
                                             Watcher::make(options), std::chrono::seconds(30))};
  }

  // Runs the jobs so that all but the first wait for it and are taken together. Their answers, in order.
  static std::vector<Status> together(Committer& committer, std::vector<SqliteJob> jobs) {
    std::vector<Status> answers(jobs.size(), ok_status());
    std::promise<void> all;
    std::atomic<std::size_t> left = jobs.size() + 1;
    const auto count = [&] {
      if (--left == 0) all.set_value();
    };
    const auto ask_all = [&](Status) {
      for (std::size_t i = 0; i < jobs.size(); ++i) {
        committer.commit(
            jobs[i], [&, i](Status answer) { answers[i] = std::move(answer), count(); }, Announce::yes);
      }
      count();
    };
    committer.commit([](SqliteTransaction&) { return ok_status(); }, ask_all, Announce::yes);
    all.get_future().wait();
    return answers;
  }

  off_t log_size() const {
    struct stat log {};
    return stat((path() + "-wal").c_str(), &log) == 0 ? log.st_size : 0;
  }
};

TEST_F(CommitterTest, sixty_four_threads_lose_nothing_and_leave_no_gap) {
  constexpr int kThreads = 64, kEach = 10;
  const auto engine = create();
  std::vector<std::thread> threads;
  std::atomic<int> done = 0, refused = 0;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < kEach; ++j) {
        const bool refusing = (i + j) % 5 == 0;
        (commit_and_wait(*engine, refusing ? refuse() : append()).ok() ? done : refused)++;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, kThreads * kEach * 4 / 5);
  EXPECT_EQ(refused, kThreads * kEach / 5);
  const Counters counters = must(must(engine->view())->counters());
  EXPECT_EQ(counters.log_position.value, done);
  EXPECT_EQ(counters.last_id, 0);
  EXPECT_EQ(must(must(engine->view())->log({0}, 10'000)).size(), static_cast<std::size_t>(done));
  EXPECT_EQ(get(*engine, "refused"), std::nullopt);
  EXPECT_TRUE(must(engine->verify()).empty());
}

TEST_F(CommitterTest, jobs_that_wait_share_one_transaction) {
  Bare store = bare();
  must(store.commit(append()));
  const off_t one = log_size();
  must(store.commit(append()));
  const off_t two = log_size();
  const auto answers = together(*store.committer, std::vector<SqliteJob>(50, append()));
  for (const Status& answer : answers) EXPECT_TRUE(answer.ok());
  EXPECT_LE(log_size() - two, 2 * (two - one)) << "50 commits wrote more pages than two";
}

TEST_F(CommitterTest, a_job_that_fails_among_others_leaves_no_trace_and_harms_none) {
  Bare store = bare();
  const auto answers = together(*store.committer, {append(), refuse(), append(), refuse(), append()});
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].ok(), i % 2 == 0);
  EXPECT_EQ(answers[1].error().code, Code::cancelled);
  store.committer.reset();
  const auto engine = open();
  EXPECT_EQ(must(must(engine->view())->counters()).log_position.value, 3);
  EXPECT_EQ(must(must(engine->view())->counters()).last_id, 0);
  EXPECT_EQ(get(*engine, "refused"), std::nullopt);
}

TEST_F(CommitterTest, each_job_of_a_group_sees_what_those_before_it_wrote) {
  Bare store = bare();
  std::vector<SqliteJob> jobs;
  for (int i = 0; i < 10; ++i) {
    jobs.push_back([i](SqliteTransaction& transaction) -> Status {
      TRY_SET(const auto last, transaction.setting("last"));
      if (i > 0 && last != std::to_string(i - 1)) return Error{Code::corrupt, "not seen", {}};
      return transaction.put_setting("last", std::to_string(i));
    });
  }
  for (const Status& answer : together(*store.committer, std::move(jobs))) EXPECT_TRUE(answer.ok());
}

TEST_F(CommitterTest, what_a_job_throws_becomes_its_error) {
  const auto engine = create();
  const Status failed = commit_and_wait(*engine, [](Transaction& transaction) -> Status {
    TRY(transaction.put_setting("k", "v"));
    throw std::runtime_error("thrown in a job");
  });
  ASSERT_FALSE(failed.ok());
  EXPECT_NE(failed.error().detail.find("thrown in a job"), std::string::npos);
  EXPECT_EQ(get(*engine, "k"), std::nullopt);
  must(put(*engine, "k", "after"));
}

TEST_F(CommitterTest, a_job_that_ignores_a_broken_rule_commits_what_else_it_wrote) {
  const auto engine = create();
  must(commit_and_wait(*engine, [](Transaction& transaction) -> Status {
    FolderRecord folder;
    folder.id = {7};
    TRY(transaction.insert_folder(folder));
    const Status twice = transaction.insert_folder(folder);
    EXPECT_FALSE(twice.ok());
    EXPECT_EQ(twice.error().code, Code::collision);
    return transaction.put_setting("k", "v");
  }));
  EXPECT_EQ(get(*engine, "k"), "v");
}

TEST_F(CommitterTest, a_job_that_writes_nothing_writes_no_page) {
  const auto engine = create();
  must(put(*engine, "k", "v"));
  const off_t before = log_size();
  for (int i = 0; i < 10; ++i) {
    must(commit_and_wait(*engine, [](Transaction& transaction) -> Status {
      TRY(transaction.setting("k"));
      return ok_status();
    }));
    EXPECT_FALSE(commit_and_wait(*engine, refuse()).ok());
  }
  EXPECT_EQ(log_size(), before);
}

TEST_F(CommitterTest, a_long_chain_of_commits_from_completions_ends) {
  const auto engine = create();
  std::promise<void> end;
  std::function<void(int)> next = [&](int left) {
    engine->commit(append(), [&, left](Status status) {
      must(std::move(status));
      left > 0 ? next(left - 1) : end.set_value();
    });
  };
  next(2000);
  end.get_future().wait();
  EXPECT_EQ(must(must(engine->view())->counters()).log_position.value, 2001);
}

TEST_F(CommitterTest, the_end_of_the_engine_waits_for_what_is_queued) {
  std::atomic<int> answered = 0;
  {
    const auto engine = create();
    engine->commit(append(), [&](Status) {
      for (int i = 0; i < 100; ++i) engine->commit(append(), [&](Status status) { answered += status.ok(); });
    });
  }
  EXPECT_EQ(answered, 100);
}

TEST_F(CommitterTest, where_only_some_jobs_of_a_group_find_room_those_are_done) {
  Bare store = bare();
  const std::int64_t pages = must(store.connection->number("PRAGMA page_count"));
  must(store.connection->run_once(("PRAGMA max_page_count = " + std::to_string(pages + 6)).c_str()));
  std::vector<SqliteJob> jobs;
  for (const std::size_t size : {100, 200'000, 100, 200'000, 100}) {
    jobs.push_back([size, key = std::to_string(jobs.size())](SqliteTransaction& transaction) {
      return transaction.put_setting(key, std::string(size, 'x'));
    });
  }
  const auto answers = together(*store.committer, std::move(jobs));
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].ok(), i % 2 == 0) << i;
    if (!answers[i].ok()) {
      EXPECT_EQ(answers[i].error().code, Code::disk_full);
    }
  }
  store.committer.reset();
  const auto engine = open();
  for (const char* key : {"0", "2", "4"}) EXPECT_TRUE(get(*engine, key).has_value());
  for (const char* key : {"1", "3"}) EXPECT_FALSE(get(*engine, key).has_value());
  EXPECT_TRUE(must(engine->verify()).empty());
}

// A job may try to go on after a full disk; what it says then does not count.
TEST_F(CommitterTest, a_job_cannot_hide_that_the_disk_is_full) {
  Bare store = bare();
  must(store.connection->run_once("PRAGMA max_page_count = 1"));
  const Status status = store.commit([](SqliteTransaction& transaction) {
    (void)transaction.put_setting("k", std::string(500'000, 'x'));
    return ok_status();
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, Code::disk_full);
}

TEST_F(CommitterTest, a_file_that_may_not_grow_is_a_full_disk_and_loses_nothing) {
  create();
  EXPECT_TRUE(Child([&] {
                std::signal(SIGXFSZ, SIG_IGN);
                const auto engine = open();
                must(put(*engine, "before", "yes"));
                const rlimit limit{400'000, 400'000};
                if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
                const Status status = put(*engine, "big", std::string(2'000'000, 'x'));
                if (status.ok()) return false;
                if (status.error().code != Code::disk_full)
                  throw std::runtime_error(describe(status.error()));
                must(put(*engine, "after", "yes"));
                return get(*engine, "big") == std::nullopt && get(*engine, "before") == "yes";
              }).wait());
  const auto engine = open();
  EXPECT_EQ(get(*engine, "before"), "yes");
  EXPECT_EQ(get(*engine, "after"), "yes");
  EXPECT_EQ(get(*engine, "big"), std::nullopt);
  EXPECT_TRUE(must(engine->verify()).empty());
}

TEST_F(CommitterTest, a_foreign_program_that_holds_the_database_is_waited_for_and_then_named) {
  create();
  SqliteOptions options;
  options.patience = std::chrono::milliseconds(50);
  const auto engine = must(open_sqlite_engine(path(), OpenMode::read_write, options));
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const Status refused = put(*engine, "k", "v");
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::busy);
  must(put(*engine, "k", "v"));
}

TEST_F(CommitterTest, the_log_file_stays_small_under_a_stream_of_commits_and_readers) {
  const auto engine = create();
  std::atomic<bool> ended = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!ended) (void)must(must(engine->view())->counters());
    });
  }
  std::uint64_t written = 0;
  for (int i = 0; i < 120; ++i) {
    must(put(*engine, std::to_string(i % 10), std::string(1'000'000, static_cast<char>('a' + i % 26))));
    written += 1'000'000;
  }
  ended = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_LT(static_cast<std::uint64_t>(log_size()), written * 3 / 4)
      << "readers kept the log file from starting anew";
}

}  // namespace
}  // namespace postroom::storage
