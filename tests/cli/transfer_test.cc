// A whole store to another file.
#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;

class CliTransfer : public Cli {
 protected:
  CliTransfer() : to_(folder_ / "other.postroom"), id_(make_draft("Kept")) {
    done({"edit", store_, id_, "--set", "PR_SUBJECT=Kept twice"});
    done({"edit", store_, id_, "--attach", write("a.txt", std::string(100'000, 'a'))});
  }

  const std::string to_;
  const std::string id_;
};

TEST_F(CliTransfer, a_copy_has_everything_and_the_original_stays) {
  EXPECT_THAT(done({"transfer", store_, to_}), HasSubstr("Copied the store; 1 message compared.\n"));
  EXPECT_EQ(done({"history", to_, id_, "--json"}), done({"history", store_, id_, "--json"}));
  EXPECT_EQ(done({"show", to_, id_, "--properties", "--json"}),
            done({"show", store_, id_, "--properties", "--json"}));
  EXPECT_THAT(done({"check", to_}), HasSubstr("The store is in order."));
  done({"edit", store_, id_, "--set", "PR_SUBJECT=Here"});
  done({"edit", to_, id_, "--set", "PR_SUBJECT=There"});
}

TEST_F(CliTransfer, it_tells_scripts_what_it_did) {
  EXPECT_EQ(done({"transfer", store_, to_, "--json"}),
            "{\"moved\":false,\"resumed\":false,\"finished_before\":false,"
            "\"messages\":1,\"copied\":1,\"large_values\":1}\n");
}

TEST_F(CliTransfer, a_store_that_moved_says_where_it_is) {
  EXPECT_THAT(done({"transfer", store_, to_, "--move"}), HasSubstr("Moved the store"));
  const Ended ended = run({"list", store_, "Drafts"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("has moved to " + to_));
  store_ = to_;
  EXPECT_EQ(subject_of(id_), "Kept twice");
  EXPECT_THAT(done({"check", store_}), HasSubstr("The store is in order."));
}

TEST_F(CliTransfer, a_move_that_is_done_says_so) {
  done({"transfer", store_, to_, "--move"});
  EXPECT_EQ(done({"transfer", store_, to_, "--move"}),
            "The store was moved there before; there was nothing left to do.\n");
  EXPECT_THAT(done({"transfer", store_, to_, "--move", "--json"}), HasSubstr("\"finished_before\":true"));
  EXPECT_EQ(run({"transfer", store_, folder_ / "third", "--move"}).status, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "third"));
}

TEST_F(CliTransfer, whoever_had_the_store_open_when_it_moved_keeps_the_typed_text) {
  Program program = edit_slowly(id_, "s/red/green/");
  done({"transfer", store_, to_, "--move"});
  let_editor_go();
  const Ended ended = program.wait();
  EXPECT_NE(ended.status, 0);
  EXPECT_THAT(ended.err, HasSubstr("has moved to " + to_));
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("green"));
}

TEST_F(CliTransfer, refuses_a_place_that_is_taken_and_a_store_that_is_none) {
  done({"init", to_});
  const Ended taken = run({"transfer", store_, to_});
  EXPECT_EQ(taken.status, 1);
  EXPECT_THAT(taken.err, HasSubstr("There is a store already at " + to_));
  EXPECT_EQ(run({"transfer", folder_ / "none", folder_ / "new"}).status, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new"));
}

TEST_F(CliTransfer, engine_is_for_databases) {
  const Ended file = run({"engine", "status", store_});
  EXPECT_EQ(file.status, 2);
  EXPECT_THAT(file.err, HasSubstr("postgresql://"));
  EXPECT_EQ(run({"engine", "polish", "postgresql:///x"}).status, 2);
}

}  // namespace
}  // namespace postroom::tests
