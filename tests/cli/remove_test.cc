// A whole file of a store, removed for good.
#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;

class CliRemove : public Cli {
 protected:
  CliRemove() : id_(make_draft("Kept")) {}

  bool is_there() const { return std::filesystem::exists(store_); }

  const std::string id_;
};

TEST_F(CliRemove, says_what_goes_and_asks_for_the_name) {
  TerminalProgram remove = start_on_terminal({"remove", store_});
  ASSERT_TRUE(remove.wait_for("This removes " + store_ + ": the whole store: 1 message with their history"))
      << remove.screen();
  ASSERT_TRUE(remove.wait_for("(mail.postroom): ")) << remove.screen();
  EXPECT_TRUE(is_there());
  remove.type("mail.postroom\n");
  EXPECT_EQ(remove.wait(), 0) << remove.screen();
  EXPECT_THAT(remove.screen(), HasSubstr("Removed " + store_));
  EXPECT_FALSE(is_there());
}

TEST_F(CliRemove, any_other_answer_removes_nothing) {
  for (const char* answer : {"yes\n", "mail\n", "\n", "\x04"}) {
    TerminalProgram remove = start_on_terminal({"remove", store_});
    ASSERT_TRUE(remove.wait_for("(mail.postroom): ")) << remove.screen();
    remove.type(answer);
    EXPECT_EQ(remove.wait(), 1);
    EXPECT_THAT(remove.screen(), HasSubstr("Nothing was removed."));
  }
  EXPECT_EQ(subject_of(id_), "Kept");
}

TEST_F(CliRemove, without_a_terminal_it_needs_to_be_told_not_to_ask) {
  const Ended unasked = run({"remove", store_}, "mail.postroom\n");
  EXPECT_EQ(unasked.status, 2);
  EXPECT_THAT(unasked.err, HasSubstr("--yes"));
  EXPECT_EQ(subject_of(id_), "Kept");
  EXPECT_EQ(done({"remove", store_, "--yes"}),
            "Removed " + store_ + ": the whole store: 1 message with their history.\n");
  for (const char* ending : {"", "-wal", "-shm", ".lock"}) {
    EXPECT_FALSE(std::filesystem::exists(store_ + ending)) << ending;
  }
  const Ended again = run({"remove", store_, "--yes"});
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("There is no store"));
}

TEST_F(CliRemove, refuses_a_file_that_somebody_has_open) {
  Program editing = edit_slowly(id_, "s/red/green/");
  const Ended refused = run({"remove", store_, "--yes"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("is in use"));
  let_editor_go();
  EXPECT_EQ(editing.wait().status, 0);
  EXPECT_EQ(body_of(id_), "The printer is green.\\n");
}

TEST_F(CliRemove, leaves_alone_what_is_no_store) {
  const std::string letter = write("letter.txt", "Dear Ana,\n");
  const Ended refused = run({"remove", letter, "--yes"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("not a Postroom store"));
  EXPECT_EQ(read(letter), "Dear Ana,\n");
  EXPECT_EQ(run({"remove", folder_, "--yes"}).status, 1);
}

TEST_F(CliRemove, frees_the_place_that_a_store_has_left) {
  const std::string to = folder_ / "other.postroom";
  done({"transfer", store_, to, "--move"});
  EXPECT_EQ(
      done({"remove", store_, "--yes"}),
      "Removed " + store_ + ": what a store has left behind that moved to " + to + ", where it is whole.\n");
  done({"init", store_});
  done({"check", to});
}

TEST_F(CliRemove, says_that_what_it_removes_may_be_all_that_is_left) {
  const std::string to = folder_ / "other.postroom";
  done({"transfer", store_, to, "--move"});
  done({"remove", to, "--yes"});
  const Ended asked = run({"remove", store_});
  EXPECT_EQ(asked.status, 2);
  EXPECT_THAT(asked.err, HasSubstr("may be all that is left of it. “postroom reopen”"));
}

TEST_F(CliRemove, a_kept_edit_is_not_applied_to_another_store_of_the_name) {
  Program editing = edit_slowly(id_, "s/red/blue/; s/^Subject: .*/Nonsense: x/");
  let_editor_go();
  const std::string kept = kept_file(editing.wait().err);
  std::string text = read(kept);
  text.replace(text.find("Nonsense: x"), 11, "Subject: Kept");
  write(std::filesystem::path(kept).lexically_relative(folder_), text);
  done({"remove", store_, "--yes"});
  done({"init", store_});
  ASSERT_EQ(make_draft("Another"), id_);
  const Ended refused = run({"edit", store_, id_, "--resume", kept});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("of another store, even if that had the same name"));
  EXPECT_EQ(subject_of(id_), "Another");
  EXPECT_EQ(read(kept), text);
}

}  // namespace
}  // namespace postroom::tests
