// What is typed in place of a store's address.
#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CliAddresses : public Cli {
 protected:
  // Of every command that takes an address.
  std::vector<Ended> given(const std::string& address) const {
    return {run({"init", address}),
            run({"list", address, "Inbox"}),
            run({"backup", store_, address}),
            run({"transfer", store_, address}),
            run({"transfer", address, store_}),
            run({"remove", address, "--yes"}),
            run({"reopen", address})};
  }
};

TEST_F(CliAddresses, another_scheme_is_wrong_usage_and_no_file_is_made) {
  for (const char* address : {"mysql://ana:secret@db/mail", "POSTGRESQL://ana:secret@db/mail?store=ana",
                              "postgres:ana:secret@db", "postgresql:/ana:secret@db/mail"}) {
    for (const Ended& ended : given(address)) {
      EXPECT_EQ(ended.status, 2) << ended.err;
      EXPECT_THAT(ended.err, HasSubstr("no address of a store"));
      EXPECT_THAT(ended.out + ended.err, Not(HasSubstr("secret")));
    }
    EXPECT_EQ(run({"engine", "status", address}).status, 2);
  }
}

TEST_F(CliAddresses, a_wrong_parameter_is_wrong_usage_and_the_password_stays_unsaid) {
  const std::string start = "postgresql://ana:secret@db/mail?store=ana";
  const std::pair<std::string, std::string> cases[] = {
      {start + "&store=ben", "“store” is there twice"},
      {start + "&port=65536", "a port is a number from 1 to 65535"},
      {start + "&patience=0", "patience is a number"},
      {start + "&pooled=perhaps", "pooled is yes or no"},
      {"postgresql://ana:secret@db/mail", "does not name a store"},
      {start + "&nonsense=x", "does not take it"},
  };
  for (const auto& [address, complaint] : cases) {
    const Ended ended = run({"list", address, "Inbox"});
    EXPECT_EQ(ended.status, 2) << ended.err;
    EXPECT_THAT(ended.err, HasSubstr(complaint));
    EXPECT_THAT(ended.err, Not(HasSubstr("secret")));
  }
}

TEST_F(CliAddresses, a_server_that_is_not_there_is_named) {
  const std::string nowhere = folder_ / "nowhere";
  const Ended ended = run({"list", "postgresql://ana:secret@/mail?host=" + nowhere + "&store=ana", "Inbox"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr(nowhere));
  EXPECT_THAT(ended.err, HasSubstr("check host, port, user and database"));
  EXPECT_THAT(ended.err, Not(HasSubstr("secret")));
}

TEST_F(CliAddresses, a_backup_goes_to_a_file_and_says_what_goes_to_a_database) {
  const Ended ended = run({"backup", store_, "postgresql://ana:secret@db/mail?store=ana"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("postroom transfer"));
  EXPECT_THAT(ended.err, Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace postroom::tests
