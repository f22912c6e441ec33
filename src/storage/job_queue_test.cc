#include "storage/job_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <utility>

namespace postroom::storage {
namespace {

// Stands for an engine's transaction.
struct Tally {
  int value = 0;
};

// Runs at most `at_once` jobs of a group, and remembers the sizes it was offered.
class CountingWorker : public JobQueue<Tally>::Worker {
 public:
  explicit CountingWorker(std::size_t at_once = kMaxGroup) : at_once_(at_once) {}
  std::size_t run_some(JobQueue<Tally>::Items items) override {
    offered.push_back(items.size());
    ran_on.push_back(std::this_thread::get_id());
    items = items.first(std::min(at_once_, items.size()));
    for (auto& item : items) item.outcome = call_job(item.job, tally);
    return items.size();
  }
  void tidy_up() override { ++tidied; }

  Tally tally;
  std::vector<std::size_t> offered;
  std::vector<std::thread::id> ran_on;
  int tidied = 0;

 private:
  const std::size_t at_once_;
};

Status add_one(Tally& tally) {
  ++tally.value;
  return ok_status();
}

// `count` jobs that all wait behind one other, and their answers.
void run_together(JobQueue<Tally>& queue, std::size_t count) {
  std::promise<void> all;
  std::atomic<std::size_t> left = count;
  const auto count_down = [&](Status status) {
    EXPECT_TRUE(status.ok());
    if (--left == 0) all.set_value();
  };
  const auto ask_all = [&](Status) {
    for (std::size_t i = 0; i < count; ++i) queue.commit(add_one, count_down, Announce::yes);
  };
  queue.commit(add_one, ask_all, Announce::yes);
  all.get_future().wait();
}

TEST(JobQueueTest, a_job_that_finds_it_free_runs_on_the_callers_thread) {
  CountingWorker worker;
  JobQueue<Tally> queue(worker);
  std::thread::id ran;
  const auto remember = [&](Tally&) { return ran = std::this_thread::get_id(), ok_status(); };
  EXPECT_TRUE(queue.commit_and_wait(remember, Announce::no).ok());
  EXPECT_EQ(ran, std::this_thread::get_id());
}

TEST(JobQueueTest, jobs_that_wait_are_taken_together) {
  CountingWorker worker;
  JobQueue<Tally> queue(worker);
  run_together(queue, 50);
  queue.finish();
  EXPECT_EQ(worker.offered, (std::vector<std::size_t>{1, 50}));
  EXPECT_EQ(worker.tally.value, 51);
}

TEST(JobQueueTest, no_group_is_greater_than_the_limit) {
  CountingWorker worker;
  JobQueue<Tally> queue(worker);
  run_together(queue, kMaxGroup + 1);
  queue.finish();
  EXPECT_EQ(worker.offered, (std::vector<std::size_t>{1, kMaxGroup, 1}));
}

TEST(JobQueueTest, what_a_worker_leaves_undecided_is_offered_again) {
  CountingWorker worker(2);
  JobQueue<Tally> queue(worker);
  run_together(queue, 5);
  queue.finish();
  EXPECT_EQ(worker.offered, (std::vector<std::size_t>{1, 5, 3, 1}));
  EXPECT_EQ(worker.tidied, 4);
  EXPECT_EQ(worker.tally.value, 6);
}

TEST(JobQueueTest, many_threads_never_work_at_the_same_time) {
  constexpr int kThreads = 16, kEach = 200;
  CountingWorker worker;
  JobQueue<Tally> queue(worker);
  std::vector<std::thread> threads;
  std::atomic<int> done = 0;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < kEach; ++j) done += queue.commit_and_wait(add_one, Announce::yes).ok();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(worker.tally.value, kThreads * kEach);
  EXPECT_EQ(done, kThreads * kEach);
}

TEST(JobQueueTest, a_long_chain_of_commits_from_completions_ends) {
  CountingWorker worker;
  JobQueue<Tally> queue(worker);
  std::promise<void> end;
  std::function<void(int)> next = [&](int left) {
    const auto go_on = [&, left](Status) { left > 0 ? next(left - 1) : end.set_value(); };
    queue.commit(add_one, go_on, Announce::yes);
  };
  next(100'000);
  end.get_future().wait();
  EXPECT_EQ(worker.tally.value, 100'001);
}

// Has others queued while it gets ready.
class SlowStarter final : public CountingWorker {
 public:
  using CountingWorker::CountingWorker;
  bool get_ready(JobQueue<Tally>::Items) override {
    if (meanwhile) std::exchange(meanwhile, nullptr)();
    return lets_others_join;
  }
  std::function<void()> meanwhile;
  bool lets_others_join = true;
};

TEST(JobQueueTest, who_comes_while_the_worker_gets_ready_joins_the_group) {
  for (const bool joins : {true, false}) {
    SlowStarter worker;
    worker.lets_others_join = joins;
    std::atomic<int> answered = 0;
    {
      JobQueue<Tally> queue(worker);
      const auto count = [&](Status status) { answered += status.ok(); };
      worker.meanwhile = [&] {
        for (std::size_t i = 0; i < kMaxGroup + 5; ++i) queue.commit(add_one, count, Announce::yes);
      };
      queue.commit(add_one, count, Announce::yes);
    }
    EXPECT_EQ(answered, static_cast<int>(kMaxGroup) + 6);
    EXPECT_EQ(worker.tally.value, answered);
    EXPECT_EQ(worker.offered[0], joins ? kMaxGroup : 1U);
  }
}

TEST(JobQueueTest, who_ran_his_own_job_leaves_what_is_left_of_its_group_to_the_thread) {
  SlowStarter worker(1);
  std::vector<int> answered;
  {
    JobQueue<Tally> queue(worker);
    const auto note = [&](int job) { return [&, job](const Status&) { answered.push_back(job); }; };
    worker.meanwhile = [&] {
      for (int job = 2; job <= 4; ++job) queue.commit(add_one, note(job), Announce::yes);
    };
    queue.commit(add_one, note(1), Announce::yes);
  }
  EXPECT_EQ(answered, (std::vector{1, 2, 3, 4}));
  ASSERT_EQ(worker.ran_on.size(), 4U);
  EXPECT_EQ(worker.ran_on[0], std::this_thread::get_id());
  for (std::size_t i = 1; i < 4; ++i) EXPECT_NE(worker.ran_on[i], std::this_thread::get_id());
}

TEST(JobQueueTest, its_end_waits_for_what_is_queued) {
  CountingWorker worker;
  std::atomic<int> answered = 0;
  {
    JobQueue<Tally> queue(worker);
    const auto ask_all = [&](Status) {
      for (int i = 0; i < 100; ++i)
        queue.commit(
            add_one, [&](Status) { ++answered; }, Announce::yes);
    };
    queue.commit(add_one, ask_all, Announce::yes);
  }
  EXPECT_EQ(answered, 100);
}

TEST(JobQueueTest, other_work_has_the_place_of_the_worker_only_while_it_is_free) {
  CountingWorker worker;
  JobQueue<Tally> queue(worker);
  bool ran = false;
  EXPECT_TRUE(queue.run_if_free([&] { ran = true; }));
  EXPECT_TRUE(ran);
  const auto try_inside = [&](Tally&) -> Status {
    EXPECT_FALSE(queue.run_if_free([] { FAIL() << "beside a job"; }));
    return ok_status();
  };
  EXPECT_TRUE(queue.commit_and_wait(try_inside, Announce::no).ok());
}

TEST(JobQueueTest, what_a_job_throws_becomes_its_error) {
  CountingWorker worker;
  JobQueue<Tally> queue(worker);
  const auto fail = [](Tally&) -> Status { throw std::runtime_error("thrown in a job"); };
  const Status failed = queue.commit_and_wait(fail, Announce::no);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().detail, "thrown in a job");
  const Status odd = queue.commit_and_wait([](Tally&) -> Status { throw 7; }, Announce::no);
  ASSERT_FALSE(odd.ok());
  EXPECT_EQ(odd.error().code, Code::io_error);
}

}  // namespace
}  // namespace postroom::storage
