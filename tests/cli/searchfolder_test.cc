#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(Cli, searchfolder_create_makes_a_folder_that_list_shows_and_that_follows) {
  make_draft("Printer jam");
  make_draft("Lunch");
  const std::string made =
      done({"searchfolder", "create", store_, "Printers", "--where", "subject contains \"printer\""});
  EXPECT_THAT(made, HasSubstr("Messages:  1,"));
  EXPECT_THAT(made, HasSubstr("State:     complete, recursive"));
  make_draft("New printer");
  const std::string listed = done({"list", store_, "Printers"});
  EXPECT_THAT(listed, HasSubstr("Printer jam"));
  EXPECT_THAT(listed, HasSubstr("New printer"));
  EXPECT_THAT(listed, Not(HasSubstr("Lunch")));
  const std::string shown = done({"searchfolder", "show", store_, "printers", "--json"});
  EXPECT_THAT(shown, HasSubstr("\"messages\":2"));
  EXPECT_THAT(json_value(shown, "where"), HasSubstr("subject"));
}

TEST_F(Cli, searchfolder_create_looks_in_the_folders_named_and_can_be_static) {
  make_draft("Printer jam");
  const Words create{"searchfolder",   "create",  store_,
                     "Inbox/Printers", "--in",    "Drafts",
                     "--static",       "--where", "subject contains \"printer\"",
                     "--json"};
  const std::string made = done(create);
  EXPECT_EQ(json_value(made, "path"), "Inbox/Printers");
  EXPECT_THAT(made, HasSubstr("\"state\":[\"complete\",\"static\"]"));
  make_draft("New printer");
  EXPECT_THAT(done({"list", store_, "Inbox/Printers"}), Not(HasSubstr("New printer")));
}

TEST_F(Cli, searchfolder_says_what_is_wrong_and_leaves_no_folder_behind) {
  const Ended wrong = run({"searchfolder", "create", store_, "Printers", "--where", "subjct contains \"x\""});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("^^^^^^"));
  EXPECT_NE(run({"searchfolder", "create", store_, "Printers"}).status, 0);
  EXPECT_NE(
      run({"searchfolder", "create", store_, "Inbox/In", "--recursive", "--in", "Inbox", "--where", "read"})
          .status,
      0);
  EXPECT_THAT(done({"folders", store_, "--all"}), Not(HasSubstr("Inbox/In")));
  EXPECT_NE(run({"searchfolder", "show", store_, "Inbox"}).status, 0);
  EXPECT_NE(run({"searchfolder", "remove", store_, "Printers"}).status, 0);
}

}  // namespace
}  // namespace postroom::tests
