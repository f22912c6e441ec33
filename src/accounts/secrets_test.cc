#include "accounts/secrets.h"

#include <gtest/gtest.h>

#include <set>

#include "support/seeded_random.h"

namespace postroom::accounts {
namespace {

using storage::CredentialKind;

TEST(SecretsTest, each_is_new_and_looks_like_its_kind_and_no_other) {
  const auto random = system_random();
  std::set<std::string> made;
  for (int i = 0; i < 100; ++i) {
    const std::string session = make_secret(*random, CredentialKind::session);
    const std::string token = make_secret(*random, CredentialKind::token);
    EXPECT_TRUE(looks_like_secret(session, CredentialKind::session)) << session;
    EXPECT_FALSE(looks_like_secret(session, CredentialKind::token)) << session;
    EXPECT_TRUE(looks_like_secret(token, CredentialKind::token)) << token;
    EXPECT_FALSE(looks_like_secret(token, CredentialKind::session)) << token;
    EXPECT_TRUE(token.starts_with(kTokenPrefix));
    made.insert({session, token});
  }
  EXPECT_EQ(made.size(), 200U);
}

TEST(SecretsTest, other_text_does_not_look_like_one) {
  const std::string good(43, 'A');
  ASSERT_TRUE(looks_like_secret(good, CredentialKind::session));
  for (const std::string& bad : {std::string(), good + "A", good.substr(1), good.substr(1) + "=",
                                 good.substr(1) + "+", good.substr(1) + '\0', std::string(1'000'000, 'A')}) {
    EXPECT_FALSE(looks_like_secret(bad, CredentialKind::session));
  }
  EXPECT_FALSE(looks_like_secret("PR_" + good, CredentialKind::token));
}

TEST(SecretsTest, what_is_derived_is_always_the_same_and_differs_by_secret_and_purpose) {
  postroom::testing::SeededRandom random(7);
  const std::string a = make_secret(random, CredentialKind::session),
                    b = make_secret(random, CredentialKind::session);
  EXPECT_EQ(hash_of_secret(a), hash_of_secret(a));
  EXPECT_EQ(hash_of_secret(a).size(), 32U);
  EXPECT_NE(hash_of_secret(a), hash_of_secret(b));
  EXPECT_EQ(csrf_of_secret(a), csrf_of_secret(a));
  EXPECT_EQ(csrf_of_secret(a).size(), 22U);
  EXPECT_NE(csrf_of_secret(a), csrf_of_secret(b));
  EXPECT_EQ(session_id_of_secret(a), session_id_of_secret(a));
  EXPECT_NE(session_id_of_secret(a), session_id_of_secret(b));
}

// Kept in accounts that people have: it never changes.
TEST(SecretsTest, the_hash_by_which_one_is_found_stays_as_it_is) {
  const Bytes hash = hash_of_secret(std::string(43, 'A'));
  std::string text;
  for (const std::uint8_t byte : hash) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  EXPECT_EQ(text, "a284e4cfe91b1aa31faa1bc2ac3b1f9df5d84f222d9cc0839906f3dd80302a71");
}

}  // namespace
}  // namespace postroom::accounts
