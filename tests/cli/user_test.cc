// Who may sign in, as the command line has it.
#include <csignal>

#include "accounts_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CliUser : public CliAccounts {};

INSTANTIATE_TEST_SUITE_P(On, CliUser, ::testing::Values("file", "database"), engine_of);

TEST_P(CliUser, an_account_is_added_with_a_password_from_standard_input_and_listed) {
  EXPECT_EQ(done({"user", "add", "ana", "--who", "Ana Ruiz", "--password-stdin", "--administrator"},
                 "correct horse\n"),
            "Added ana: Ana Ruiz.\n");
  EXPECT_EQ(done({"user", "add", "ben", "--no-password"}), "Added ben: ben.\n");
  const std::string listed = done({"user", "list"});
  EXPECT_THAT(listed, AllOf(HasSubstr("ana   Ana Ruiz          administrator"), HasSubstr("ben   ben")));
  const std::string json = done({"user", "list", "--json"});
  EXPECT_THAT(
      json,
      HasSubstr(R"([{"name":"ana","who":"Ana Ruiz","administrator":true,"disabled":false,"created":"2)"));
  EXPECT_THAT(json, HasSubstr(R"("stores":[]})"));
}

TEST_P(CliUser, where_the_accounts_are_can_be_said_with_each_command) {
  environment_["POSTROOM_ACCOUNTS"] = "/nowhere/accounts";
  EXPECT_EQ(run({"user", "list"}).status, 1);
  done({"user", "add", "ana", "--no-password", "--accounts", address_});
  EXPECT_THAT(done({"user", "list", "--accounts", address_}), HasSubstr("ana"));
  environment_.erase("POSTROOM_ACCOUNTS");
  const Ended nowhere = run({"user", "list"});
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_THAT(nowhere.err, AllOf(HasSubstr("--accounts ADDRESS"), HasSubstr("POSTROOM_ACCOUNTS")));
}

TEST_P(CliUser, stores_are_granted_and_revoked_by_name) {
  add("ana");
  EXPECT_EQ(done({"user", "grant", "ana", "shop"}), "ana may read and change the store shop.\n");
  EXPECT_EQ(done({"user", "grant", "ana", "desk", "--read-only"}), "ana may read the store desk.\n");
  EXPECT_THAT(done({"user", "list"}), HasSubstr("desk (read-only), shop"));
  EXPECT_THAT(
      done({"user", "list", "--json"}),
      HasSubstr(R"("stores":[{"name":"desk","rights":"read-only"},{"name":"shop","rights":"read-write"}])"));
  EXPECT_EQ(done({"user", "revoke", "ana", "shop"}), "ana may no more use the store shop.\n");
  const Ended again = run({"user", "revoke", "ana", "shop"});
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("“ana” has no right on the store “shop”."));
  EXPECT_EQ(run({"user", "grant", "ana", store_}).status, 2);
}

TEST_P(CliUser, accounts_are_disabled_enabled_promoted_demoted_and_removed) {
  add("ana");
  EXPECT_EQ(done({"user", "disable", "ana"}), "ana is disabled.\n");
  EXPECT_EQ(done({"user", "promote", "ana"}), "ana is an administrator.\n");
  EXPECT_THAT(done({"user", "list"}), HasSubstr("administrator, disabled"));
  EXPECT_EQ(done({"user", "enable", "ana"}), "ana may sign in again.\n");
  EXPECT_EQ(done({"user", "demote", "ana"}), "ana is no administrator.\n");
  EXPECT_THAT(done({"user", "list", "--json"}), HasSubstr(R"("administrator":false,"disabled":false)"));
  EXPECT_EQ(done({"user", "remove", "ana"}), "Removed ana.\n");
  EXPECT_EQ(done({"user", "list", "--json"}), "[]\n");
  EXPECT_EQ(run({"user", "remove", "ana"}).status, 1);
}

TEST_P(CliUser, what_will_not_do_is_refused_with_what_to_do) {
  add("ana");
  const auto refusal = [&](const Words& words, const std::string& input = "") {
    return run(words, input).err;
  };
  EXPECT_THAT(refusal({"user", "add", "ana", "--password-stdin"}, "correct horse"),
              HasSubstr("“ana” already"));
  EXPECT_THAT(refusal({"user", "add", "Ana", "--no-password"}), HasSubstr("a-z"));
  EXPECT_THAT(refusal({"user", "add", "ben", "--password-stdin"}, "short\n"),
              HasSubstr("at least 8 characters"));
  EXPECT_THAT(refusal({"user", "add", "ben", "--password-stdin"}, "one line\nand another\n"),
              HasSubstr("more than one line"));
  EXPECT_THAT(refusal({"user", "add", "ben", "--password-stdin"}, std::string(100'000, 'x')),
              HasSubstr("longer than 1024 bytes"));
  EXPECT_THAT(refusal({"user", "add", "ben"}), HasSubstr("--password-stdin"));
  EXPECT_THAT(refusal({"user", "add", "ben", "--who", "ana", "--no-password"}), HasSubstr("“ana” already"));
  EXPECT_THAT(refusal({"user", "passwd", "ben", "--password-stdin"}, "correct horse"),
              HasSubstr("There is no account named “ben”."));
  EXPECT_THAT(done({"user", "list", "--json"}), Not(HasSubstr("ben")));
}

TEST_P(CliUser, words_and_options_that_do_not_belong_to_an_action_are_wrong_usage) {
  for (const Words& words : {Words{"user", "make", "ana"},
                             {"user", "add"},
                             {"user", "grant", "ana"},
                             {"user", "list", "ana"},
                             {"user", "remove", "ana", "shop"},
                             {"user", "remove", "ana", "--who", "Ana"},
                             {"user", "list", "--read-only"},
                             {"user", "grant", "ana", "shop", "--json"},
                             {"user", "remove", "ana", "--password-stdin"},
                             {"user", "add", "ana", "--no-password", "--password-stdin"}}) {
    EXPECT_EQ(run(words).status, 2) << words[1];
  }
}

TEST_P(CliUser, a_password_is_asked_for_twice_and_never_shown) {
  TerminalProgram adding = start_on_terminal({"user", "add", "ana"});
  ASSERT_TRUE(adding.wait_for("Password for ana: ")) << adding.screen();
  adding.type("correct horse\n");
  ASSERT_TRUE(adding.wait_for("Once more: ")) << adding.screen();
  adding.type("correct horse\n");
  EXPECT_TRUE(adding.wait_for("Added ana")) << adding.screen();
  EXPECT_EQ(adding.wait(), 0);
  EXPECT_THAT(adding.screen(), Not(HasSubstr("horse")));
}

TEST_P(CliUser, two_passwords_that_differ_and_none_at_all_change_nothing) {
  add("ana");
  TerminalProgram differing = start_on_terminal({"user", "passwd", "ana"});
  ASSERT_TRUE(differing.wait_for("Password for ana: "));
  differing.type("correct horse\n");
  ASSERT_TRUE(differing.wait_for("Once more: "));
  differing.type("correct house\n");
  EXPECT_TRUE(differing.wait_for("not the same")) << differing.screen();
  EXPECT_EQ(differing.wait(), 2);
  TerminalProgram stopped = start_on_terminal({"user", "passwd", "ana"});
  ASSERT_TRUE(stopped.wait_for("Password for ana: "));
  stopped.signal(SIGINT);
  EXPECT_TRUE(stopped.wait_for("nothing was changed")) << stopped.screen();
  EXPECT_EQ(stopped.wait(), 1);
}

TEST_P(CliUser, a_new_password_takes_the_place_of_the_old_one) {
  add("ana");
  EXPECT_EQ(done({"user", "passwd", "ana", "--password-stdin"}, "battery staple\r\n"),
            "ana has a new password.\n");
}

class CliUserFile : public Cli {};

TEST_F(CliUserFile, only_add_makes_the_file) {
  environment_["POSTROOM_ACCOUNTS"] = folder_ / "accounts";
  for (const Words& words :
       {Words{"user", "list"}, {"user", "grant", "ana", "shop"}, {"token", "list", "ana"}}) {
    const Ended ended = run(words);
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(ended.err, HasSubstr("There is no accounts file at"));
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "accounts"));
}

TEST_F(CliUserFile, stores_and_accounts_are_not_taken_for_one_another) {
  const Ended store_as_accounts = run({"user", "list", "--accounts", store_});
  EXPECT_EQ(store_as_accounts.status, 1);
  EXPECT_THAT(store_as_accounts.err, HasSubstr("is a Postroom store, not a Postroom accounts file"));
  const std::string file = folder_ / "accounts";
  done({"user", "add", "ana", "--no-password", "--accounts", file});
  for (const Words& words : {Words{"list", file, "Inbox"}, {"remove", file, "--yes"}, {"check", file}}) {
    const Ended ended = run(words);
    EXPECT_EQ(ended.status, 1) << words[0];
    EXPECT_THAT(ended.err, HasSubstr("is a Postroom accounts file, not a Postroom store"));
  }
  done({"user", "list", "--accounts", file});
}

}  // namespace
}  // namespace postroom::tests
