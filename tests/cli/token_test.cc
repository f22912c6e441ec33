// Tokens for programs, as the command line has them.
#include "accounts_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class CliToken : public CliAccounts {
 protected:
  CliToken() { add("ana"); }
};

INSTANTIATE_TEST_SUITE_P(On, CliToken, ::testing::Values("file", "database"), engine_of);

TEST_P(CliToken, a_secret_is_printed_once_and_alone_and_the_token_is_listed) {
  const Ended added = run({"token", "add", "ana", "backup", "--read-only", "--days", "90"});
  EXPECT_EQ(added.status, 0);
  EXPECT_THAT(added.out, MatchesRegex("pr_[A-Za-z0-9_-]{43}\n"));
  EXPECT_THAT(added.err, HasSubstr("is not shown again"));
  done({"token", "add", "ana", "script"});
  const std::string listed = done({"token", "list", "ana"});
  EXPECT_THAT(listed, AllOf(HasSubstr("backup"), HasSubstr("read-only"), HasSubstr("read-write"),
                            HasSubstr("never")));
  EXPECT_THAT(listed, Not(HasSubstr("pr_")));
  const std::string json = done({"token", "list", "ana", "--json"});
  EXPECT_THAT(json, AllOf(HasSubstr(R"("label":"backup","rights":"read-only","created":"2)"),
                          HasSubstr(R"("expires":null})")));
}

TEST_P(CliToken, a_token_is_removed_by_its_number) {
  const std::string made = done({"token", "add", "ana", "script", "--json"});
  EXPECT_EQ(json_value(made, "secret").size(), 46U);
  const std::string id = json_value(made, "id");
  EXPECT_EQ(done({"token", "remove", "ana", id}), "Removed token " + id + ".\n");
  EXPECT_EQ(done({"token", "list", "ana", "--json"}), "[]\n");
  const Ended again = run({"token", "remove", "ana", id});
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("has no token " + id));
}

TEST_P(CliToken, what_will_not_do_is_refused) {
  for (const Words& words : {Words{"token", "make", "ana"},
                             {"token", "add", "ana"},
                             {"token", "list", "ana", "x"},
                             {"token", "remove", "ana", "x"},
                             {"token", "list", "ana", "--read-only"},
                             {"token", "add", "ana", "x", "--days", "0"},
                             {"token", "add", "ana", "x", "--days", "3651"},
                             {"token", "add", "ana", std::string(101, 'x')}}) {
    EXPECT_EQ(run(words).status, 2) << words[1];
  }
  EXPECT_THAT(run({"token", "add", "ben", "x"}).err, HasSubstr("There is no account named “ben”."));
  EXPECT_EQ(done({"token", "list", "ana", "--json"}), "[]\n");
}

}  // namespace
}  // namespace postroom::tests
