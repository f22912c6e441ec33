#include "accounts/attempts.h"

#include <gtest/gtest.h>

namespace postroom::accounts {
namespace {

using std::chrono::seconds;

constexpr FileTime kStart{1'000'000'000'000};
constexpr AttemptLimits kLimits{.free = 2,
                                .first_wait = seconds(1),
                                .longest_wait = seconds(6),
                                .free_of_peer = 4,
                                .forgotten_after = seconds(100)};

class AttemptsTest : public testing::Test {
 protected:
  // So many that fail, each as soon as it is free.
  void fail(int count, std::string_view name, std::string_view peer) {
    for (int i = 0; i < count; ++i) {
      while (attempts_.begin(name, peer, now_)) now_ = now_ + seconds(1);
    }
  }
  std::optional<seconds> wait(std::string_view name, std::string_view peer) {
    return attempts_.wait(name, peer, now_);
  }
  Attempts attempts_{kLimits};
  FileTime now_ = kStart;
};

TEST_F(AttemptsTest, the_free_ones_cost_nothing_and_each_further_one_twice_as_long_up_to_the_longest_wait) {
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
  fail(1, "ana", "a");
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
  for (const int expected : {1, 2, 4, 6, 6}) {
    fail(1, "ana", "a");
    EXPECT_EQ(wait("ana", std::to_string(expected)), seconds(expected));
  }
}

TEST_F(AttemptsTest, waiting_makes_the_next_one_free) {
  fail(3, "ana", "a");
  now_ = now_ + seconds(1);
  EXPECT_EQ(wait("ana", "a"), seconds(1));
  EXPECT_EQ(attempts_.begin("ana", "a", now_), seconds(1));
  now_ = now_ + seconds(1);
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
  EXPECT_EQ(attempts_.begin("ana", "a", now_), std::nullopt);
}

TEST_F(AttemptsTest, one_that_has_to_wait_does_not_count) {
  fail(2, "ana", "a");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(attempts_.begin("ana", "a", now_), seconds(1));
  now_ = now_ + seconds(1);
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
}

TEST_F(AttemptsTest, counts_names_and_peers_apart) {
  fail(3, "ana", "a");
  EXPECT_EQ(wait("ben", "b"), std::nullopt);
  EXPECT_EQ(wait("ben", "a"), std::nullopt);
  EXPECT_NE(wait("ana", "b"), std::nullopt);
  fail(1, "ben", "a");
  EXPECT_EQ(wait("clara", "a"), seconds(1));
  EXPECT_EQ(wait("clara", "b"), std::nullopt);
}

TEST_F(AttemptsTest, many_at_the_same_time_are_counted_before_any_of_them_has_failed) {
  int begun = 0;
  for (int i = 0; i < 10; ++i) begun += attempts_.begin("ana", "a", now_) ? 0 : 1;
  EXPECT_EQ(begun, kLimits.free);
}

TEST_F(AttemptsTest, success_forgets_the_failures) {
  fail(3, "ana", "a");
  attempts_.succeeded("ana", "a");
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
  fail(1, "ana", "a");
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
}

TEST_F(AttemptsTest, what_was_withdrawn_does_not_count) {
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(attempts_.begin("ana", "a", now_), std::nullopt);
    attempts_.withdrawn("ana", "a");
  }
  fail(2, "ana", "a");
  EXPECT_EQ(wait("ana", "a"), seconds(1));
}

TEST_F(AttemptsTest, failures_are_forgotten_in_time) {
  fail(6, "ana", "a");
  now_ = now_ + kLimits.forgotten_after - Ticks(1);
  fail(1, "ana", "a");
  EXPECT_EQ(wait("ana", "a"), seconds(6));
  now_ = now_ + kLimits.forgotten_after;
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
  fail(1, "ana", "a");
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
}

TEST_F(AttemptsTest, a_clock_that_is_set_back_makes_nobody_wait_longer) {
  fail(2, "ana", "a");
  now_ = now_ - std::chrono::hours(24);
  EXPECT_EQ(wait("ana", "a"), seconds(1));
  now_ = now_ + seconds(1);
  EXPECT_EQ(wait("ana", "a"), std::nullopt);
}

TEST_F(AttemptsTest, remembers_as_many_names_as_it_says_and_then_forgets_the_oldest) {
  const auto name = [](std::size_t i) { return "name" + std::to_string(i); };
  fail(2, "oldest", "a");
  for (std::size_t i = 1; i < Attempts::kMaxRemembered; ++i) {
    now_ = now_ + Ticks(1);
    ASSERT_EQ(attempts_.begin(name(i), name(i), now_), std::nullopt);
  }
  EXPECT_NE(wait("oldest", ""), std::nullopt);
  (void)attempts_.begin("one too many", "b", now_);
  EXPECT_EQ(wait("oldest", ""), std::nullopt);
}

}  // namespace
}  // namespace postroom::accounts
