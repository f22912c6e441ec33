#include "accounts/test_directory.h"

namespace postroom::accounts {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::HasSubstr;

class SigningInTest : public DirectoryTest {
 protected:
  SigningInTest() {
    must(directory_.add("ana", "Ana Ruiz", kPassword));
    must(directory_.grant("ana", "shop", Rights::read_only));
  }
};

TEST_F(SigningInTest, name_and_password_give_a_session_that_is_identified_by_its_secret) {
  const auto signed_in = must(sign_in("ana", kPassword));
  const auto identity = identify(signed_in.secret);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->account.who, "Ana Ruiz");
  EXPECT_EQ(identity->account.stores.at("shop"), Rights::read_only);
  EXPECT_EQ(identity->rights, Rights::read_write);
  EXPECT_EQ(identity->kind, CredentialKind::session);
  EXPECT_EQ(identity->credential, signed_in.identity.credential);
  EXPECT_EQ(identity->csrf, signed_in.identity.csrf);
  EXPECT_FALSE(identity->csrf.empty());
  EXPECT_EQ(identity->session, signed_in.identity.session);
}

TEST_F(SigningInTest, the_session_is_the_same_one_after_a_restart) {
  const auto signed_in = must(sign_in("ana", kPassword));
  const auto identity = must(open_another().identify(signed_in.secret, CredentialKind::session));
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->csrf, signed_in.identity.csrf);
  EXPECT_EQ(identity->session, signed_in.identity.session);
}

TEST_F(SigningInTest, two_sessions_have_nothing_in_common) {
  const auto a = must(sign_in("ana", kPassword)), b = must(sign_in("ana", kPassword));
  EXPECT_NE(a.secret, b.secret);
  EXPECT_NE(a.identity.csrf, b.identity.csrf);
  EXPECT_NE(a.identity.session, b.identity.session);
}

TEST_F(SigningInTest, the_name_may_be_in_large_letters) { EXPECT_TRUE(sign_in("Ana", kPassword).ok()); }

TEST_F(SigningInTest, it_is_not_told_whether_name_or_password_is_wrong) {
  must(directory_.add("ben", "Ben", kPassword));
  must(directory_.set_disabled("ben", true));
  must(directory_.add("tokens", "Only tokens", std::nullopt));
  const auto wrong = sign_in("ana", kOtherPassword);
  ASSERT_EQ(code_of(wrong), Code::no_access);
  const std::string message = describe(wrong.error());
  for (const std::string& name :
       {std::string("nobody"), std::string("ben"), std::string("tokens"), std::string(),
        std::string("a\0b", 3), std::string(1'000'000, 'a'), std::string("ana") + std::string(1'000, ' ')}) {
    const auto refused = sign_in(name, kPassword);
    ASSERT_EQ(code_of(refused), Code::no_access) << name.substr(0, 20);
    EXPECT_EQ(describe(refused.error()), message);
  }
  EXPECT_EQ(code_of(sign_in("ana", "")), Code::no_access);
  EXPECT_EQ(code_of(sign_in("tokens", "")), Code::no_access);
  EXPECT_EQ(code_of(sign_in("ana", std::string(1'000'000, 'p'))), Code::no_access);
}

TEST_F(SigningInTest, after_too_many_failures_even_the_right_password_has_to_wait) {
  for (int i = 0; i < AttemptLimits().free; ++i)
    EXPECT_EQ(code_of(sign_in("ana", kOtherPassword)), Code::no_access);
  const auto refused = sign_in("ANA", kPassword);
  ASSERT_EQ(code_of(refused), Code::busy);
  EXPECT_THAT(refused.error().message, HasSubstr("in 1 second."));
  EXPECT_EQ(directory_.attempt_wait("Ana", "192.0.2.1"), seconds(1));
  clock_->advance(seconds(1));
  EXPECT_EQ(directory_.attempt_wait("ana", "192.0.2.1"), std::nullopt);
  EXPECT_TRUE(sign_in("ana", kPassword).ok());
}

TEST_F(SigningInTest, names_that_there_are_not_have_to_wait_alike) {
  for (int i = 0; i < AttemptLimits().free; ++i)
    EXPECT_EQ(code_of(sign_in("nobody", kPassword)), Code::no_access);
  EXPECT_EQ(code_of(sign_in("nobody", kPassword)), Code::busy);
}

TEST_F(SigningInTest, a_failure_of_the_accounts_is_no_attempt) {
  records_->failure = Error{Code::io_error, "The disk failed.", {}};
  for (int i = 0; i < 2 * AttemptLimits().free; ++i)
    EXPECT_EQ(code_of(sign_in("ana", kPassword)), Code::io_error);
  records_->failure.reset();
  EXPECT_EQ(directory_.attempt_wait("ana", "192.0.2.1"), std::nullopt);
}

TEST_F(SigningInTest, checking_a_password_counts_as_an_attempt_and_gives_no_session) {
  must(directory_.check_password("ana", kPassword, "192.0.2.1"));
  EXPECT_TRUE(must(records_->credentials(must(directory_.find("ana")).id, CredentialKind::session)).empty());
  for (int i = 0; i < AttemptLimits().free; ++i) {
    EXPECT_EQ(code_of(directory_.check_password("ana", kOtherPassword, "192.0.2.1")), Code::no_access);
  }
  EXPECT_EQ(code_of(directory_.check_password("ana", kPassword, "192.0.2.1")), Code::busy);
}

TEST_F(SigningInTest, signing_out_ends_that_session_at_once_and_no_other) {
  const auto a = must(sign_in("ana", kPassword)), b = must(sign_in("ana", kPassword));
  ASSERT_TRUE(identify(a.secret));
  must(directory_.sign_out(a.identity));
  EXPECT_EQ(identify(a.secret), nullptr);
  EXPECT_TRUE(identify(b.secret));
  must(directory_.sign_out(a.identity));
}

TEST_F(SigningInTest, a_new_password_ends_the_sessions_but_the_one_that_is_kept) {
  const auto kept = must(sign_in("ana", kPassword)), other = must(sign_in("ana", kPassword));
  const auto token = must(directory_.add_token("ana", "script", Rights::read_write));
  ASSERT_TRUE(identify(other.secret));
  must(directory_.set_password("ana", kOtherPassword, kept.identity.credential));
  EXPECT_TRUE(identify(kept.secret));
  EXPECT_EQ(identify(other.secret), nullptr);
  EXPECT_TRUE(identify(token.secret, CredentialKind::token));
  EXPECT_EQ(code_of(sign_in("ana", kPassword)), Code::no_access);
  EXPECT_TRUE(sign_in("ana", kOtherPassword).ok());
  must(directory_.set_password("ana", kPassword));
  EXPECT_EQ(identify(kept.secret), nullptr);
}

TEST_F(SigningInTest, who_is_disabled_is_out_at_once_and_signs_in_anew_afterwards) {
  const auto session = must(sign_in("ana", kPassword));
  const auto token = must(directory_.add_token("ana", "script", Rights::read_write));
  ASSERT_TRUE(identify(session.secret) && identify(token.secret, CredentialKind::token));
  must(directory_.set_disabled("ana", true));
  EXPECT_EQ(identify(session.secret), nullptr);
  EXPECT_EQ(identify(token.secret, CredentialKind::token), nullptr);
  must(directory_.set_disabled("ana", false));
  EXPECT_EQ(identify(session.secret), nullptr);
  EXPECT_TRUE(identify(token.secret, CredentialKind::token));
  EXPECT_TRUE(sign_in("ana", kPassword).ok());
}

TEST_F(SigningInTest, a_password_that_is_changed_while_the_old_one_is_used_lets_nobody_in) {
  const std::int64_t ana = must(directory_.find("ana")).id;
  records_->before_account = [&] {  // between the new session and its being looked at
    records_->before_account = {};
    must(open_another().set_password("ana", kOtherPassword));
  };
  EXPECT_EQ(code_of(sign_in("ana", kPassword)), Code::no_access);
  EXPECT_TRUE(must(records_->credentials(ana, CredentialKind::session)).empty());
}

TEST_F(SigningInTest, an_account_has_no_more_sessions_than_its_limit_and_the_idlest_one_goes) {
  const auto idle = must(sign_in("ana", kPassword));
  std::vector<Directory::SignedIn> others;
  while (others.size() + 1 < kMaxSessions) {
    clock_->advance(seconds(1));
    others.push_back(must(sign_in("ana", kPassword)));
  }
  clock_->advance(kUseNotedEvery);
  EXPECT_TRUE(identify(others[0].secret));
  must(sign_in("ana", kPassword));
  EXPECT_EQ(must(records_->credentials(must(directory_.find("ana")).id, CredentialKind::session)).size(),
            kMaxSessions);
  EXPECT_EQ(identify(idle.secret), nullptr);
  EXPECT_TRUE(identify(others[0].secret));
}

TEST_F(SigningInTest, a_session_that_is_not_used_ends) {
  const auto signed_in = must(sign_in("ana", kPassword));
  clock_->advance(DirectoryOptions().session_idle - Ticks(1));
  EXPECT_TRUE(identify(signed_in.secret));
  clock_->advance(DirectoryOptions().session_idle);
  EXPECT_EQ(identify(signed_in.secret), nullptr);
}

TEST_F(SigningInTest, a_session_that_is_used_lasts_as_long_as_any_and_then_ends) {
  const auto signed_in = must(sign_in("ana", kPassword));
  const FileTime end = clock_->now() + DirectoryOptions().session_age;
  for (; clock_->now() < end; clock_->advance(hours(24 * 5))) EXPECT_TRUE(identify(signed_in.secret));
  EXPECT_EQ(identify(signed_in.secret), nullptr);
}

TEST_F(SigningInTest, what_has_expired_is_not_remembered_past_its_end) {
  const auto token =
      must(directory_.add_token("ana", "short", Rights::read_write, clock_->now() + seconds(2)));
  EXPECT_TRUE(identify(token.secret, CredentialKind::token));
  clock_->advance(seconds(2));
  EXPECT_EQ(identify(token.secret, CredentialKind::token), nullptr);
}

TEST_F(SigningInTest, what_has_expired_is_removed_on_request) {
  must(sign_in("ana", kPassword));
  EXPECT_EQ(must(directory_.remove_expired()), 0);
  clock_->advance(DirectoryOptions().session_idle);
  const auto fresh = must(sign_in("ana", kPassword));
  EXPECT_EQ(must(directory_.remove_expired()), 1);
  EXPECT_TRUE(identify(fresh.secret));
}

TEST_F(SigningInTest, an_identity_is_remembered_for_a_moment) {
  const auto signed_in = must(sign_in("ana", kPassword));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(identify(signed_in.secret));
  EXPECT_EQ(records_->readings, 1);
  clock_->advance(kRememberedFor - Ticks(1));
  EXPECT_TRUE(identify(signed_in.secret));
  EXPECT_EQ(records_->readings, 1);
  clock_->advance(Ticks(1));
  EXPECT_TRUE(identify(signed_in.secret));
  EXPECT_EQ(records_->readings, 2);
}

TEST_F(SigningInTest, who_is_remembered_is_recalled_without_looking_anything_up) {
  const std::string secret = must(sign_in("ana", kPassword)).secret;
  EXPECT_FALSE(directory_.recall(secret, CredentialKind::session));
  identify(secret);
  const int before = records_->readings;
  const auto recalled = directory_.recall(secret, CredentialKind::session);
  ASSERT_TRUE(recalled);
  EXPECT_EQ(recalled->account.name, "ana");
  EXPECT_FALSE(directory_.recall(secret, CredentialKind::token));
  EXPECT_FALSE(directory_.recall("", CredentialKind::session));
  clock_->advance(kRememberedFor);
  EXPECT_FALSE(directory_.recall(secret, CredentialKind::session));
  EXPECT_EQ(records_->readings, before);
}

TEST_F(SigningInTest, what_another_process_changes_is_seen_after_that_moment) {
  const auto signed_in = must(sign_in("ana", kPassword));
  ASSERT_TRUE(identify(signed_in.secret));
  must(open_another().revoke("ana", "shop"));
  EXPECT_TRUE(identify(signed_in.secret)->account.stores.contains("shop"));
  clock_->advance(kRememberedFor);
  EXPECT_FALSE(identify(signed_in.secret)->account.stores.contains("shop"));
}

TEST_F(SigningInTest, what_this_process_changes_is_seen_at_once) {
  const auto signed_in = must(sign_in("ana", kPassword));
  ASSERT_TRUE(identify(signed_in.secret));
  must(directory_.grant("ana", "shop", Rights::read_write));
  EXPECT_EQ(identify(signed_in.secret)->account.stores.at("shop"), Rights::read_write);
  must(directory_.set_administrator("ana", true));
  EXPECT_TRUE(identify(signed_in.secret)->account.is_administrator);
}

TEST_F(SigningInTest, what_was_read_before_a_change_is_not_remembered_after_it) {
  const auto signed_in = must(sign_in("ana", kPassword));
  records_->after_account = [&] {
    records_->after_account = {};
    must(directory_.set_disabled("ana", true));
  };
  (void)identify(signed_in.secret);
  EXPECT_EQ(identify(signed_in.secret), nullptr);
}

TEST_F(SigningInTest, the_clock_set_back_makes_nothing_be_remembered_for_longer) {
  const auto signed_in = must(sign_in("ana", kPassword));
  ASSERT_TRUE(identify(signed_in.secret));
  must(open_another().set_disabled("ana", true));
  clock_->advance(-hours(1));
  EXPECT_EQ(identify(signed_in.secret), nullptr);
}

TEST_F(SigningInTest, its_use_is_noted_now_and_then_and_not_at_every_request) {
  const auto signed_in = must(sign_in("ana", kPassword));
  clock_->advance(kUseNotedEvery - Ticks(1));
  EXPECT_TRUE(identify(signed_in.secret));
  EXPECT_EQ(records_->touches, 0);
  clock_->advance(kRememberedFor);
  EXPECT_TRUE(identify(signed_in.secret));
  EXPECT_EQ(records_->touches, 1);
}

TEST_F(SigningInTest, who_may_read_is_let_in_while_nothing_can_be_written) {
  const auto signed_in = must(sign_in("ana", kPassword));
  records_->touch_failure = Error{Code::disk_full, "There is no room.", {}};
  clock_->advance(kUseNotedEvery);
  EXPECT_TRUE(identify(signed_in.secret));
}

TEST_F(SigningInTest, secrets_that_are_none_identify_nobody_and_are_not_looked_up) {
  const auto signed_in = must(sign_in("ana", kPassword));
  for (const std::string& secret : {std::string(), std::string("x"), signed_in.secret + "x",
                                    "pr_" + signed_in.secret, std::string(1'000'000, 'A')}) {
    EXPECT_EQ(identify(secret), nullptr);
  }
  EXPECT_EQ(records_->readings, 0);
  EXPECT_EQ(identify(std::string(43, 'A')), nullptr);
  EXPECT_EQ(identify(signed_in.secret, CredentialKind::token), nullptr);
}

TEST_F(SigningInTest, the_browser_is_kept_as_one_short_text) {
  const std::string long_name = std::string(kMaxTokenLabel - 1, 'b') + "\u00E9\xFF";
  must(directory_.sign_in("ana", kPassword, "192.0.2.1", long_name));
  const auto sessions = must(records_->credentials(must(directory_.find("ana")).id, CredentialKind::session));
  ASSERT_EQ(sessions.size(), 1U);
  EXPECT_EQ(sessions[0].label, std::string(kMaxTokenLabel - 1, 'b'));
}

}  // namespace
}  // namespace postroom::accounts
