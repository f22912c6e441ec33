#include "storage/watch_list.h"

#include <gtest/gtest.h>

#include <atomic>

namespace postroom::storage {
namespace {

TEST(WatchListTest, calls_everyone_in_order_and_those_no_more_whose_watch_has_ended) {
  const auto list = WatchList::make();
  std::string calls;
  auto first = list->add([&] { calls += 'a'; });
  const auto second = list->add([&] { calls += 'b'; });
  list->call();
  first.reset();
  list->call();
  EXPECT_EQ(calls, "abb");
}

TEST(WatchListTest, is_empty_without_watches) {
  const auto list = WatchList::make();
  EXPECT_TRUE(list->is_empty());
  auto watch = list->add([] {});
  EXPECT_FALSE(list->is_empty());
  watch.reset();
  EXPECT_TRUE(list->is_empty());
}

TEST(WatchListTest, a_call_may_end_its_own_watch_and_begin_another) {
  const auto list = WatchList::make();
  int calls = 0, others = 0;
  std::shared_ptr<void> other;
  std::shared_ptr<void> own = list->add([&] {
    ++calls;
    own.reset();
    other = list->add([&] { ++others; });
  });
  list->call();
  list->call();
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(others, 2);
}

TEST(WatchListTest, the_end_of_a_watch_waits_for_the_call_under_way) {
  const auto list = WatchList::make();
  std::atomic<bool> in_call = false, let_go = false;
  auto watch = list->add([&] {
    in_call = true;
    while (!let_go) std::this_thread::yield();
    in_call = false;
  });
  std::thread caller([&] { list->call(); });
  while (!in_call) std::this_thread::yield();
  std::thread releaser([&] { let_go = true; });
  watch.reset();
  EXPECT_FALSE(in_call);
  releaser.join();
  caller.join();
}

TEST(WatchListTest, calls_nobody_once_stopped_and_the_handles_live_on) {
  auto list = WatchList::make();
  int calls = 0;
  auto watch = list->add([&] { ++calls; });
  list->stop();
  list->call();
  EXPECT_EQ(calls, 0);
  list.reset();
  watch.reset();
}

}  // namespace
}  // namespace postroom::storage
