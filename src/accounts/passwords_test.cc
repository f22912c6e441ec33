#include "accounts/passwords.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <limits>
#include <thread>
#include <vector>

#include "support/must.h"

namespace postroom::accounts {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

constexpr PasswordCost kLeastCost{1, 8192};

TEST(PasswordsTest, a_hash_is_of_argon2id_and_matches_its_password_only) {
  Passwords passwords(kLeastCost);
  const std::string hash = must(passwords.hash("correct horse"));
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << hash;
  EXPECT_TRUE(must(passwords.matches(hash, "correct horse")));
  for (const std::string& other : {std::string(), std::string("correct hors"), std::string("correct horse "),
                                   std::string("correct horse\0", 14), std::string("Correct horse")}) {
    EXPECT_FALSE(must(passwords.matches(hash, other))) << other;
  }
}

TEST(PasswordsTest, the_cost_is_the_one_that_libsodium_advises_for_signing_in) {
  Passwords passwords{PasswordCost()};
  EXPECT_TRUE(must(passwords.hash("correct horse")).starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
}

TEST(PasswordsTest, the_same_password_has_another_hash_each_time) {
  Passwords passwords(kLeastCost);
  EXPECT_NE(must(passwords.hash("correct horse")), must(passwords.hash("correct horse")));
}

TEST(PasswordsTest, hashes_that_are_none_match_nothing) {
  Passwords passwords(kLeastCost);
  for (const char* hash : {"", "x", "$argon2id$v=19$m=8,t=1,p=1$", "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA"}) {
    EXPECT_FALSE(must(passwords.matches(hash, ""))) << hash;
    EXPECT_FALSE(must(passwords.matches(hash, "x"))) << hash;
  }
}

TEST(PasswordsTest, memory_that_is_not_there_is_an_error_and_no_wrong_password) {
  Passwords passwords(
      PasswordCost{1, std::numeric_limits<std::size_t>::max()});  // past what libsodium asks for
  EXPECT_EQ(code_of(passwords.hash("correct horse")), Code::io_error);
  EXPECT_EQ(code_of(passwords.matches("", "correct horse")), Code::io_error);
}

constexpr int kMostCallers = Passwords::kMaxAtOnce + Passwords::kMaxWaiting;

TEST(PasswordsTest, more_callers_than_turns_all_get_their_answer) {
  Passwords passwords(kLeastCost);
  const std::string hash = must(passwords.hash("correct horse"));
  std::vector<std::thread> threads;
  std::atomic<int> matching = 0;
  for (int i = 0; i < kMostCallers; ++i) {
    threads.emplace_back([&] { matching += must(passwords.matches(hash, "correct horse")) ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(matching, kMostCallers);
}

// Each takes far longer than all of them need to begin.
TEST(PasswordsTest, more_callers_than_may_wait_are_told_so_and_the_others_get_their_answer) {
  constexpr int kCallers = 3 * kMostCallers;
  Passwords passwords{PasswordCost()};
  std::vector<std::thread> threads;
  std::atomic<int> hashed = 0, refused = 0;
  std::barrier meeting(kCallers);
  for (int i = 0; i < kCallers; ++i) {
    threads.emplace_back([&] {
      meeting.arrive_and_wait();
      const auto hash = passwords.hash("correct horse");
      if (hash.ok()) ++hashed;
      if (code_of(hash) == Code::busy) ++refused;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GE(hashed, kMostCallers);
  EXPECT_GT(refused, 0);
  EXPECT_EQ(hashed + refused, kCallers);
  EXPECT_TRUE(passwords.hash("correct horse").ok());
}

TEST(PasswordsTest, a_new_password_has_a_least_length_in_characters_and_a_greatest_in_bytes) {
  const std::string letter = "\u00E9";
  std::string just_enough, one_too_few;
  for (std::size_t i = 0; i < kMinPassword; ++i) just_enough += letter;
  one_too_few = just_enough.substr(letter.size());
  EXPECT_TRUE(check_new_password(just_enough).ok());
  EXPECT_EQ(code_of(check_new_password(one_too_few)), Code::invalid_argument);
  EXPECT_TRUE(check_new_password(std::string(kMaxPassword, 'x')).ok());
  EXPECT_EQ(code_of(check_new_password(std::string(kMaxPassword + 1, 'x'))), Code::invalid_argument);
  EXPECT_EQ(code_of(check_new_password("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")), Code::invalid_argument);
}

TEST(PasswordsTest, one_longer_than_any_can_be_matches_nothing) {
  Passwords passwords(kLeastCost);
  const std::string longest(kMaxPassword, 'x');
  EXPECT_TRUE(must(passwords.matches(must(passwords.hash(longest)), longest)));
  EXPECT_FALSE(must(passwords.matches(must(passwords.hash(longest + "x")), longest + "x")));
}

}  // namespace
}  // namespace postroom::accounts
