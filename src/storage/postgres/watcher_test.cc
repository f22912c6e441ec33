#include "storage/postgres/watcher.h"

#include "storage/postgres/postgres_engine.h"
#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {
namespace {

constexpr std::chrono::seconds kLong{30};

// Counts calls and lets a test wait for them.
class Calls {
 public:
  std::function<void()> count() {
    return [this] {
      const std::lock_guard guard(mutex_);
      ++calls_;
      called_.notify_all();
    };
  }
  bool wait_for(int calls) {
    std::unique_lock guard(mutex_);
    return called_.wait_for(guard, kLong, [&] { return calls_ >= calls; });
  }
  int now() {
    const std::lock_guard guard(mutex_);
    return calls_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable called_;
  int calls_ = 0;
};

class WatcherTest : public StoreTest {
 protected:
  static std::unique_ptr<Engine> open(const std::string& more = "") {
    return must(open_postgres_engine(address() + more, PostgresMode::read_write));
  }
  static Status put(Engine& engine, const std::string& value) {
    return commit_and_wait(engine,
                           [&](Transaction& transaction) { return transaction.put_setting("k", value); });
  }
  static std::optional<std::string> get(Engine& engine) { return must(must(engine.view())->setting("k")); }
  // How long another engine's commit takes to be heard of.
  static std::chrono::milliseconds time_until_heard(Engine& watching, Engine& writing) {
    Calls calls;
    const auto watch = must(watching.watch(calls.count()));
    const auto start = std::chrono::steady_clock::now();
    must(put(writing, "v"));
    EXPECT_TRUE(calls.wait_for(1));
    EXPECT_EQ(get(watching), "v");
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  }
};

TEST_F(WatcherTest, hears_of_a_commit_of_this_engine_that_is_visible_by_then) {
  const auto engine = open();
  std::atomic<bool> seen = false;
  Calls calls;
  const auto watch = must(engine->watch([&, count = calls.count()] {
    if (get(*engine) == "v") seen = true;
    count();
  }));
  must(put(*engine, "v"));
  EXPECT_TRUE(calls.wait_for(1));
  EXPECT_TRUE(seen);
}

TEST_F(WatcherTest, is_notified_of_a_commit_of_another_engine_before_it_would_look) {
  const auto watching = open(), writing = open();
  EXPECT_LT(time_until_heard(*watching, *writing), Watcher::kLookWhenNotified * 3 / 4);
}

TEST_F(WatcherTest, hears_of_a_commit_of_an_engine_that_ended_right_after_it) {
  const auto watching = open();
  Calls calls;
  const auto watch = must(watching->watch(calls.count()));
  const auto start = std::chrono::steady_clock::now();
  must(put(*open(), "v"));
  EXPECT_TRUE(calls.wait_for(1));
  EXPECT_LT(std::chrono::steady_clock::now() - start, Watcher::kLookWhenNotified * 3 / 4);
}

TEST_F(WatcherTest, looks_by_itself_where_a_pooler_stands_between) {
  const auto watching = open("&pooled=yes"), writing = open();
  time_until_heard(*watching, *writing);
}

TEST_F(WatcherTest, hears_of_what_was_committed_while_its_connection_was_lost) {
  const auto watching = open("&application_name=watching"), writing = open();
  Calls calls;
  const auto watch = must(watching->watch(calls.count()));
  for (int round = 1; round <= 2; ++round) {
    // The writing connection is one of them, too.
    run_sql(
        "SELECT count(pg_terminate_backend(pid, 30000)) FROM pg_stat_activity WHERE application_name ="
        " 'watching'");
    const int before = calls.now();
    must(put(*writing, std::to_string(round)));
    EXPECT_TRUE(calls.wait_for(before + 1));
    EXPECT_EQ(get(*watching), std::to_string(round));
  }
}

TEST_F(WatcherTest, an_engine_opened_for_reading_hears_too) {
  const auto writing = open();
  const auto reading = must(open_postgres_engine(address(), PostgresMode::read_only));
  time_until_heard(*reading, *writing);
}

TEST_F(WatcherTest, a_refused_job_wakes_nobody) {
  const auto engine = open();
  Calls calls;
  const auto watch = must(engine->watch(calls.count()));
  for (int i = 0; i < 10; ++i) {
    const Status refused = commit_and_wait(*engine, [](Transaction& transaction) -> Status {
      TRY(transaction.put_setting("k", "v"));
      return Error{Code::cancelled, "no", {}};
    });
    EXPECT_EQ(code_of(refused), Code::cancelled);
  }
  EXPECT_EQ(calls.now(), 0);
  must(put(*engine, "v"));
  EXPECT_TRUE(calls.wait_for(1));
}

TEST_F(WatcherTest, a_watch_may_end_itself_begin_another_and_outlive_its_engine) {
  auto engine = open();
  Calls calls;
  std::shared_ptr<void> late;
  std::shared_ptr<void> own = must(engine->watch([&, count = calls.count()] {
    own.reset();
    late = must(engine->watch([] {}));
    count();
  }));
  must(put(*engine, "v"));
  EXPECT_TRUE(calls.wait_for(1));
  engine.reset();
  late.reset();
}

TEST_F(WatcherTest, cannot_watch_on_a_server_that_is_not_there) {
  ConnectionOptions nowhere = options();
  nowhere.address = "postgresql://?host=/nowhere";
  Watcher::Post post(std::make_shared<Watcher>(nowhere), nowhere);
  EXPECT_EQ(code_of(post.watch([] {})), Code::io_error);
}

// What two engines of one process share with each other.
class SharedWatcherTest : public WatcherTest {
 protected:
  std::unique_ptr<Engine> open_shared(const std::string& address) {
    return must(open_postgres_engine(address, PostgresMode::read_write, {}, clients_));
  }
  std::string other_address() const { return PostgresServer::shared().address("another of " + id()); }
  std::string count_connections() const {
    return run_sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'shared" + id() + "'");
  }
  std::string named(const std::string& address) const { return address + "&application_name=shared" + id(); }

 private:
  const std::shared_ptr<PostgresClients> clients_ = make_postgres_clients();
};

TEST_F(SharedWatcherTest, engines_of_one_store_hear_of_each_other) {
  const auto watching = open_shared(address()), writing = open_shared(address());
  time_until_heard(*watching, *writing);
  time_until_heard(*writing, *watching);
}

TEST_F(SharedWatcherTest, a_commit_to_another_store_calls_nobody) {
  must(create_postgres_engine(other_address()));
  const auto watching = open_shared(address()), other = open_shared(other_address());
  Calls calls, others;
  const auto watch = must(watching->watch(calls.count()));
  const auto other_watch = must(other->watch(others.count()));
  must(put(*other, "v"));
  EXPECT_TRUE(others.wait_for(1));
  EXPECT_EQ(calls.now(), 0);
  must(put(*open(), "w"));  // from outside
  EXPECT_TRUE(calls.wait_for(1));
  must(remove_postgres_store(other_address()));
}

TEST_F(SharedWatcherTest, who_leaves_harms_none_of_the_others) {
  const auto watching = open_shared(address());
  auto leaving = open_shared(address());
  Calls calls, left;
  const auto watch = must(watching->watch(calls.count()));
  const auto late = must(leaving->watch(left.count()));
  must(put(*leaving, "v"));
  EXPECT_TRUE(calls.wait_for(1) && left.wait_for(1));
  leaving.reset();
  must(put(*open(), "w"));
  EXPECT_TRUE(calls.wait_for(2));
  EXPECT_EQ(left.now(), 1);
}

TEST_F(SharedWatcherTest, several_engines_get_by_with_one_connection_and_one_that_listens) {
  Calls calls;
  std::vector<std::unique_ptr<Engine>> engines;
  std::vector<std::shared_ptr<void>> watches;
  for (int i = 0; i < 10; ++i) {
    engines.push_back(open_shared(named(address())));
    watches.push_back(must(engines.back()->watch(calls.count())));
    must(put(*engines.back(), std::to_string(i)));
    EXPECT_EQ(get(*engines.front()), std::to_string(i));
  }
  EXPECT_EQ(count_connections(), "2");
}

}  // namespace
}  // namespace postroom::storage::postgres
