#include "storage/sqlite/watcher.h"

#include "storage/sqlite/test_store.h"

#include <condition_variable>

namespace postroom::storage {
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

using WatcherTest = StoreTest;

TEST_F(WatcherTest, hears_of_a_commit_of_this_engine_that_is_visible_by_then) {
  const auto engine = create();
  std::atomic<bool> seen = false;
  Calls calls;
  const auto watch = must(engine->watch([&, count = calls.count()] {
    if (get(*engine, "k") == "v") seen = true;
    count();
  }));
  must(put(*engine, "k", "v"));
  EXPECT_TRUE(calls.wait_for(1));
  EXPECT_TRUE(seen);
}

TEST_F(WatcherTest, hears_of_a_commit_of_another_process_within_the_second_of_the_safety_net) {
  create();
  Signal go, end;
  Child writer([&] {
    const auto engine = open();
    go.await();
    must(put(*engine, "k", "v"));
    end.await();
    return true;
  });
  const auto engine = open();
  Calls calls;
  const auto watch = must(engine->watch(calls.count()));
  const auto start = std::chrono::steady_clock::now();
  go.give();
  EXPECT_TRUE(calls.wait_for(1));
  const auto waited = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(get(*engine, "k"), "v");
  EXPECT_LT(waited, std::chrono::milliseconds(900)) << "inotify did not tell";
  end.give();
  EXPECT_TRUE(writer.wait());
}

TEST_F(WatcherTest, a_reader_that_cannot_write_hears_too) {
  const auto writer = create();
  const auto reader = open(OpenMode::read_only);
  Calls calls;
  const auto watch = must(reader->watch(calls.count()));
  must(put(*writer, "k", "v"));
  EXPECT_TRUE(calls.wait_for(1));
  EXPECT_EQ(get(*reader, "k"), "v");
}

TEST_F(WatcherTest, hears_without_a_lock_file_to_watch) {
  const auto writer = create();
  std::filesystem::remove(path() + ".lock");
  const auto reader = open(OpenMode::read_only);
  Calls calls;
  const auto watch = must(reader->watch(calls.count()));
  must(put(*writer, "k", "v"));
  EXPECT_TRUE(calls.wait_for(1));
}

TEST_F(WatcherTest, a_refused_job_wakes_nobody) {
  const auto engine = create();
  Calls calls;
  const auto watch = must(engine->watch(calls.count()));
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(commit_and_wait(*engine, [](Transaction& transaction) -> Status {
                   TRY(transaction.put_setting("k", "v"));
                   return Error{Code::cancelled, "no", {}};
                 }).ok());
  }
  EXPECT_EQ(calls.now(), 0);
  must(put(*engine, "k", "v"));
  EXPECT_TRUE(calls.wait_for(1));
  EXPECT_EQ(calls.now(), 1);
}

TEST_F(WatcherTest, a_watch_that_ended_is_not_called_and_others_are) {
  const auto engine = create();
  Calls ended, kept;
  auto first = must(engine->watch(ended.count()));
  const auto second = must(engine->watch(kept.count()));
  first.reset();
  must(put(*engine, "k", "v"));
  EXPECT_TRUE(kept.wait_for(1));
  EXPECT_EQ(ended.now(), 0);
}

TEST_F(WatcherTest, the_end_of_a_watch_waits_for_the_call_under_way) {
  const auto engine = create();
  Calls begun;
  std::atomic<bool> in_call = false, let_go = false;
  auto watch = must(engine->watch([&, count = begun.count()] {
    in_call = true;
    count();
    while (!let_go) std::this_thread::yield();
    in_call = false;
  }));
  must(put(*engine, "k", "v"));
  ASSERT_TRUE(begun.wait_for(1));
  std::thread releaser([&] { let_go = true; });
  watch.reset();
  EXPECT_FALSE(in_call);
  releaser.join();
}

TEST_F(WatcherTest, a_watch_may_end_itself_and_outlive_its_engine) {
  auto engine = create();
  Calls calls;
  std::shared_ptr<void> own = must(engine->watch([&, count = calls.count()] { own.reset(), count(); }));
  std::shared_ptr<void> late = must(engine->watch([] {}));
  must(put(*engine, "k", "v"));
  EXPECT_TRUE(calls.wait_for(1));
  engine.reset();
  late.reset();
}

}  // namespace
}  // namespace postroom::storage
