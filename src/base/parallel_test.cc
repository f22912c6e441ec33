#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace postroom {
namespace {

TEST(Parallel, does_every_part_once_and_waits_for_all) {
  std::vector<std::atomic<int>> done(7);
  const Status told = run_in_parts(done.size(), [&](std::size_t part) {
    ++done[part];
    return ok_status();
  });
  EXPECT_TRUE(told.ok());
  for (const auto& each : done) EXPECT_EQ(each, 1);
}

TEST(Parallel, has_parts_that_run_at_the_same_time) {
  std::atomic<int> arrived = 0;
  const Status told = run_in_parts(3, [&](std::size_t) {
    ++arrived;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (arrived < 3 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return arrived == 3 ? ok_status() : Status(Error{Code::busy, "The others have not come.", {}});
  });
  EXPECT_TRUE(told.ok());
}

TEST(Parallel, does_the_first_part_on_the_calling_thread) {
  std::thread::id first;
  const Status told = run_in_parts(2, [&](std::size_t part) {
    if (part == 0) first = std::this_thread::get_id();
    return ok_status();
  });
  EXPECT_TRUE(told.ok());
  EXPECT_EQ(first, std::this_thread::get_id());
}

TEST(Parallel, returns_the_error_of_the_lowest_part_after_all_have_ended) {
  std::atomic<int> ended = 0;
  const Status told = run_in_parts(4, [&](std::size_t part) -> Status {
    ++ended;
    if (part % 2 == 0) return ok_status();
    return Error{Code::cancelled, "Part " + std::to_string(part), {}};
  });
  EXPECT_EQ(ended, 4);
  ASSERT_FALSE(told.ok());
  EXPECT_EQ(told.error().message, "Part 1");
}

TEST(Parallel, no_parts_are_no_work) {
  EXPECT_TRUE(run_in_parts(0, [](std::size_t) -> Status {
                return Error{Code::cancelled, "Called.", {}};
              }).ok());
}

TEST(Parallel, few_items_are_one_part_and_many_are_as_many_as_there_are_processors) {
  EXPECT_EQ(parts_for(0, 100), 1U);
  EXPECT_EQ(parts_for(199, 100), 1U);
  EXPECT_LE(parts_for(1'000'000, 100), kMaxParts);
  EXPECT_EQ(parts_for(1'000'000, 100),
            std::min<std::size_t>(kMaxParts, std::max(1U, std::thread::hardware_concurrency())));
}

}  // namespace
}  // namespace postroom
