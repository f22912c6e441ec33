#include "accounts/test_directory.h"

namespace postroom::accounts {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class TokensTest : public DirectoryTest {
 protected:
  TokensTest() {
    must(directory_.add("ana", "Ana", kPassword));
    must(directory_.add("ben", "Ben", kPassword));
  }
};

TEST_F(TokensTest, a_token_is_identified_by_its_secret_with_its_own_rights) {
  const NewSecret made = must(directory_.add_token("ana", "script", Rights::read_only));
  EXPECT_TRUE(made.secret.starts_with("pr_"));
  const auto identity = identify(made.secret, CredentialKind::token);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->account.name, "ana");
  EXPECT_EQ(identity->rights, Rights::read_only);
  EXPECT_EQ(identity->kind, CredentialKind::token);
  EXPECT_EQ(identity->credential, made.id);
  EXPECT_EQ(identity->csrf, "");
  EXPECT_EQ(identify(made.secret, CredentialKind::session), nullptr);
}

TEST_F(TokensTest, tokens_are_listed_with_what_they_may_do_and_when_they_were_used) {
  const FileTime start = clock_->now(), end = start + hours(1);
  const NewSecret first = must(directory_.add_token("ana", "script", Rights::read_only, end));
  must(directory_.add_token("ana", "other", Rights::read_write));
  must(directory_.add_token("ben", "his", Rights::read_write));
  clock_->advance(kUseNotedEvery);
  ASSERT_TRUE(identify(first.secret, CredentialKind::token));
  const auto tokens = must(directory_.tokens("ana"));
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].id, first.id);
  EXPECT_EQ(tokens[0].label, "script");
  EXPECT_EQ(tokens[0].rights, Rights::read_only);
  EXPECT_EQ(tokens[0].created, start);
  EXPECT_EQ(tokens[0].last_used, start + kUseNotedEvery);
  EXPECT_EQ(tokens[0].expires, end);
  EXPECT_EQ(tokens[1].label, "other");
  EXPECT_EQ(tokens[1].expires, std::nullopt);
}

TEST_F(TokensTest, a_removed_token_is_no_more_at_once) {
  const NewSecret made = must(directory_.add_token("ana", "script", Rights::read_write));
  ASSERT_TRUE(identify(made.secret, CredentialKind::token));
  must(directory_.remove_token("ana", made.id));
  EXPECT_EQ(identify(made.secret, CredentialKind::token), nullptr);
  EXPECT_EQ(code_of(directory_.remove_token("ana", made.id)), Code::not_found);
}

TEST_F(TokensTest, nobody_removes_the_tokens_of_others_or_ones_own_session_as_a_token) {
  const NewSecret made = must(directory_.add_token("ana", "script", Rights::read_write));
  EXPECT_EQ(code_of(directory_.remove_token("ben", made.id)), Code::not_found);
  EXPECT_TRUE(identify(made.secret, CredentialKind::token));
  const auto session = must(sign_in("ana", kPassword));
  EXPECT_EQ(code_of(directory_.remove_token("ana", session.identity.credential)), Code::not_found);
  EXPECT_TRUE(identify(session.secret));
}

TEST_F(TokensTest, a_token_ends_when_it_says_however_much_it_is_used) {
  const NewSecret made =
      must(directory_.add_token("ana", "script", Rights::read_write, clock_->now() + hours(1)));
  clock_->advance(hours(1) - Ticks(1));
  EXPECT_TRUE(identify(made.secret, CredentialKind::token));
  clock_->advance(Ticks(1));
  EXPECT_EQ(identify(made.secret, CredentialKind::token), nullptr);
}

TEST_F(TokensTest, a_token_without_an_end_lasts) {
  const NewSecret made = must(directory_.add_token("ana", "script", Rights::read_write));
  clock_->advance(hours(24 * 3650));
  EXPECT_TRUE(identify(made.secret, CredentialKind::token));
  EXPECT_EQ(must(directory_.remove_expired()), 0);
}

TEST_F(TokensTest, labels_and_ends_that_will_not_do_are_refused) {
  EXPECT_EQ(code_of(directory_.add_token("ana", "", Rights::read_write)), Code::invalid_argument);
  EXPECT_EQ(code_of(directory_.add_token("ana", "x", Rights::read_write, clock_->now())),
            Code::invalid_argument);
  EXPECT_EQ(code_of(directory_.add_token("nobody", "x", Rights::read_write)), Code::not_found);
}

TEST_F(TokensTest, an_account_has_no_more_tokens_than_its_limit) {
  for (std::size_t i = 0; i < kMaxTokens; ++i)
    must(directory_.add_token("ana", "script", Rights::read_write));
  EXPECT_EQ(code_of(directory_.add_token("ana", "script", Rights::read_write)), Code::too_big);
  EXPECT_TRUE(directory_.add_token("ben", "script", Rights::read_write).ok());
}

TEST_F(TokensTest, a_token_is_removed_and_not_signed_out) {
  const NewSecret made = must(directory_.add_token("ana", "script", Rights::read_write));
  EXPECT_EQ(code_of(directory_.sign_out(*identify(made.secret, CredentialKind::token))),
            Code::invalid_argument);
  EXPECT_TRUE(identify(made.secret, CredentialKind::token));
}

}  // namespace
}  // namespace postroom::accounts
