#include "http/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace postroom::http {
namespace {

TEST(Workers, do_every_job_before_they_go) {
  std::atomic<int> done{0};
  {
    Workers workers(3, 1000);
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(workers.offer([&] { ++done; }));
  }
  EXPECT_EQ(done, 500);
}

TEST(Workers, let_as_many_wait_as_they_were_told_and_no_more) {
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future().share();
  std::atomic<int> done{0};
  Workers workers(2, 3);
  const auto job = [&, open] {
    open.wait();
    ++done;
  };
  for (int i = 0; i < 2 + 3; ++i) EXPECT_TRUE(workers.offer(job));
  EXPECT_FALSE(workers.offer(job));
  EXPECT_EQ(workers.waiting(), 3u);
  workers.add(job);
  EXPECT_EQ(workers.waiting(), 4u);
  gate.set_value();
  while (workers.working() + workers.waiting() > 0 || done < 6) std::this_thread::yield();
  EXPECT_EQ(done, 6);
  EXPECT_TRUE(workers.offer([] {}));
}

}  // namespace
}  // namespace postroom::http
