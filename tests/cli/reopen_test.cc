// A move taken back by whoever has lost the store in its new place.
#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;

class CliReopen : public Cli {
 protected:
  CliReopen() : to_(write("disk/other.postroom", "")), id_(make_draft("Kept")) {
    std::filesystem::remove(to_);
    done({"transfer", store_, to_, "--move"});
  }

  const std::string to_;
  const std::string id_;
};

TEST_F(CliReopen, is_refused_while_the_store_is_in_its_new_place) {
  const Ended refused = run({"reopen", store_});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("The store is whole at " + to_));
  EXPECT_EQ(run({"reopen", store_, "--lost"}).status, 1) << "whatever the person believes";
  EXPECT_EQ(run({"list", store_, "Drafts"}).status, 1);
}

TEST_F(CliReopen, opens_the_store_as_it_was_once_the_new_place_has_lost_it) {
  std::filesystem::remove(to_);
  EXPECT_THAT(run({"list", store_, "Drafts"}).err, HasSubstr("postroom reopen"));
  EXPECT_EQ(done({"reopen", store_}), store_ + " is open again, as it was when it moved.\n");
  EXPECT_EQ(subject_of(id_), "Kept");
  done({"edit", store_, id_, "--set", "PR_SUBJECT=Here again"});
  EXPECT_THAT(done({"check", store_}), HasSubstr("The store is in order."));
}

TEST_F(CliReopen, needs_to_be_told_that_it_is_lost_where_one_cannot_look) {
  std::filesystem::rename(folder_ / "disk", folder_ / "unmounted");
  const Ended refused = run({"reopen", store_});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("cannot be told"));
  EXPECT_THAT(refused.err, HasSubstr("--lost"));
  EXPECT_EQ(run({"list", store_, "Drafts"}).status, 1);
  done({"reopen", store_, "--lost"});
  EXPECT_EQ(subject_of(id_), "Kept");
}

TEST_F(CliReopen, a_store_that_has_not_moved_is_left_as_it_is) {
  const Ended refused = run({"reopen", to_});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("has not moved"));
  EXPECT_EQ(run({"reopen", folder_ / "none"}).status, 1);
}

}  // namespace
}  // namespace postroom::tests
