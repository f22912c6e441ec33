// Searching from the command line.
#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CliSearch : public Cli {};

TEST_F(CliSearch, finds_with_and_without_an_index) {
  const std::string id = make_draft("The Printer is on fire");
  make_draft("Nothing of interest");
  for (int round = 0; round < 2; ++round) {
    const std::string found = done({"search", store_, "PRINTER fire"});
    EXPECT_THAT(found, HasSubstr(id));
    EXPECT_THAT(found, HasSubstr("The Printer is on fire"));
    EXPECT_THAT(found, HasSubstr("Drafts"));
    EXPECT_THAT(found, Not(HasSubstr("Nothing")));
    EXPECT_THAT(done({"search", store_, "\"fire printer\"", "--json"}), HasSubstr("\"messages\":[]"));
    EXPECT_THAT(done({"search", store_, "printer", "--folder", "Inbox", "--json"}),
                HasSubstr("\"messages\":[]"));
    EXPECT_THAT(done({"search", store_, "--index"}), HasSubstr("up to date"));
  }
  EXPECT_THAT(done({"search", store_, "printer", "--json"}),
              HasSubstr("\"indexed\":true,\"up_to_date\":true"));
}

TEST_F(CliSearch, needs_something_to_look_for) {
  EXPECT_EQ(run({"search", store_}).status, 2);
  EXPECT_EQ(run({"search", store_, "\"\""}).status, 2);
  EXPECT_THAT(run({"search", store_, "x", "--folder", "Nowhere"}).err, HasSubstr("Nowhere"));
}

}  // namespace
}  // namespace postroom::tests
