// Who may do what, set and tried with the program.
#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class CliRights : public Cli {
 protected:
  CliRights() {
    std::filesystem::remove(store_);
    done({"init", store_, "--as", "Ana"});
  }
  void let_ben(const std::string& rights) const { done({"rights", store_, "Drafts", "--set", "Ben=" + rights}); }
};

TEST_F(CliRights, a_new_store_belongs_to_who_made_it_and_restricts_nobody) {
  EXPECT_EQ(done({"rights", store_}),
            "The store belongs to Ana.\nEverybody may do everything: no folder has an access list.\n");
  EXPECT_THAT(done({"rights", store_, "Drafts"}), ContainsRegex("Drafts +default +everything"));
  EXPECT_EQ(json_value(done({"rights", store_, "Drafts", "--json"}), "restricted"), "false");
}

TEST_F(CliRights, a_reviewer_reads_and_changes_nothing) {
  const std::string id = make_draft("Printer");
  let_ben("reviewer");
  EXPECT_THAT(done({"list", store_, "Drafts", "--as", "Ben"}), HasSubstr("Printer"));
  EXPECT_THAT(done({"show", store_, id, "--as", "Ben"}), HasSubstr("Printer"));
  const Ended refused = run({"edit", store_, id, "--as", "Ben", "--set", "PR_SUBJECT=Mine"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("Ben does not have the right “edit-all” on the folder 'Drafts'"));
  EXPECT_EQ(run({"delete", store_, id, "--as", "Ben"}).status, 1);
  EXPECT_EQ(run({"list", store_, "Drafts", "--as", "Cy"}).status, 1);
  EXPECT_THAT(done({"folders", store_, "--as", "Cy"}), Not(HasSubstr("Drafts")));
  done({"edit", store_, id, "--as", "Ana", "--set", "PR_SUBJECT=Owner"});
}

TEST_F(CliRights, rights_are_shown_as_roles_or_one_by_one) {
  done({"rights", store_, "Drafts", "--set", "Ben Okafor=editor", "--set", "Cy=read,create", "--set",
        "default=contributor"});
  const std::string shown = done({"rights", store_});
  EXPECT_THAT(shown, ContainsRegex("Drafts +Ben Okafor +editor\n"));
  EXPECT_THAT(shown, ContainsRegex("Drafts +Cy +read,create\n"));
  EXPECT_THAT(shown, ContainsRegex("Drafts +default +contributor\n"));
  const std::string json = done({"rights", store_, "Drafts", "--json"});
  EXPECT_EQ(json_value(json, "owner"), "Ana");
  EXPECT_EQ(json_value(json, "default"), "contributor");
  EXPECT_THAT(json, HasSubstr("{\"member\":\"Ben Okafor\",\"rights\":\"editor\",\"bits\":1147}"));
}

TEST_F(CliRights, who_is_removed_is_one_of_the_others_and_clear_frees_everybody) {
  let_ben("editor");
  done({"rights", store_, "Drafts", "--remove", "Ben"});
  EXPECT_EQ(run({"list", store_, "Drafts", "--as", "Ben"}).status, 1);
  const Ended unknown = run({"rights", store_, "Drafts", "--remove", "Ben"});
  EXPECT_EQ(unknown.status, 1);
  EXPECT_THAT(unknown.err, HasSubstr("Ben is not named in the access list"));
  done({"rights", store_, "Drafts", "--clear"});
  done({"list", store_, "Drafts", "--as", "Ben"});
}

TEST_F(CliRights, recursive_reaches_every_folder_below) {
  done({"rights", store_, "/", "--recursive", "--set", "default=none", "--set", "Ben=reviewer"});
  EXPECT_EQ(run({"list", store_, "Inbox", "--as", "Cy"}).status, 1);
  done({"list", store_, "Inbox", "--as", "Ben"});
  EXPECT_EQ(done({"folders", store_, "--as", "Cy", "--json"}), "[]\n");
}

TEST_F(CliRights, only_who_owns_a_folder_changes_its_rights) {
  let_ben("editor");
  const Ended refused = run({"rights", store_, "Drafts", "--as", "Ben", "--set", "Ben=owner"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("“folder-owner” on the folder 'Drafts'"));
  EXPECT_EQ(run({"rights", store_, "--as", "Ben", "--owner", "Ben"}).status, 1);
  done({"rights", store_, "--as", "Ana", "--owner", "Ben"});
  EXPECT_EQ(json_value(done({"rights", store_, "--json"}), "owner"), "Ben");
}

TEST_F(CliRights, upkeep_goes_on_where_folders_have_rights) {
  let_ben("none");
  EXPECT_THAT(done({"check", store_}), HasSubstr("The store is in order."));
  done({"compact", store_});
  done({"backup", store_, folder_ / "backup.postroom"});
  EXPECT_EQ(run({"check", store_, "--as", "Ben"}).status, 1);
  EXPECT_EQ(run({"list", folder_ / "backup.postroom", "Drafts", "--as", "Ben"}).status, 1);
}

TEST_F(CliRights, what_makes_no_sense_is_refused_with_what_does) {
  for (const Words& wrong : {Words{"--set", "Ben=editor"}, Words{"Drafts", "--set", "Ben"}, Words{"Drafts", "--set", "=editor"},
                             Words{"Drafts", "--set", "Ben=boss"}, Words{"Drafts", "--set", "Ben=editor", "--clear"},
                             Words{"Drafts", "--remove", "default"}, Words{"--recursive"},
                             Words{"Drafts", "--set", "default=none", "--set", "Default=editor"}}) {
    Words words = {"rights", store_};
    words.insert(words.end(), wrong.begin(), wrong.end());
    EXPECT_EQ(run(words).status, 2) << wrong.back();
  }
  EXPECT_THAT(run({"rights", store_, "Drafts", "--set", "Ben=boss"}).err, HasSubstr("“boss” is neither a role nor a right"));
  EXPECT_EQ(run({"rights", store_, "Nowhere"}).status, 1);
}

}  // namespace
}  // namespace postroom::tests
