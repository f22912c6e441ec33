// Two processes on one message: every mode and every --on-conflict answer that asks nobody.
#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Ana edits in an editor while Ben saves; then Ana's editor ends.
class CliConflict : public Cli {
 protected:
  CliConflict() : id_(make_draft("Printer")) {}

  Ended ana_after_ben(const std::string& script, const Words& bens, const Words& anas) {
    Program ana = edit_slowly(id_, script, anas);
    Words words = {"edit", store_, id_, "--as", "Ben"};
    words.insert(words.end(), bens.begin(), bens.end());
    done(words);
    let_editor_go();
    return ana.wait();
  }

  std::string id_;
};

const Words kBensSubject = {"--set", "PR_SUBJECT=Ben was here"};
constexpr const char* kAnasText = "s/red/blue/";
constexpr const char* kAnasSubject = "s/^Subject: .*/Subject: Ana was here/";

TEST_F(CliConflict, merge_is_the_mode_unless_told_otherwise) {
  const Ended ended = ana_after_ben(kAnasText, kBensSubject, {});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("merged with version 2 by Ben"));
  EXPECT_EQ(subject_of(id_), "Ben was here");
  EXPECT_EQ(body_of(id_), "The printer is blue.\\n");
}

TEST_F(CliConflict, merge_refuses_what_overlaps_and_says_who_changed_what) {
  const Ended ended = ana_after_ben(kAnasSubject, kBensSubject, {});
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("Ben saved version 2"));
  EXPECT_THAT(ended.err, HasSubstr("✗ Subject: Ben and you changed it differently"));
  EXPECT_THAT(ended.err, HasSubstr("theirs  Ben was here"));
  EXPECT_THAT(ended.err, HasSubstr("yours   Ana was here"));
  EXPECT_EQ(subject_of(id_), "Ben was here");
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("Subject: Ana was here\n"));
}

TEST_F(CliConflict, strict_refuses_any_change_by_someone_else) {
  const Ended ended = ana_after_ben(kAnasText, kBensSubject, {"--mode", "strict"});
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("Nothing overlaps: --on-conflict merge saves both."));
  EXPECT_EQ(body_of(id_), "The printer is red.\\n");
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("The printer is blue."));
}

TEST_F(CliConflict, force_replaces_the_whole_message) {
  const Ended ended = ana_after_ben(kAnasText, kBensSubject, {"--mode", "force"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(subject_of(id_), "Printer");
  EXPECT_EQ(body_of(id_), "The printer is blue.\\n");
  EXPECT_THAT(done({"show", store_, id_, "--version", "2"}), HasSubstr("Ben was here"));
}

TEST_F(CliConflict, fail_tells_the_conflict_as_json_too) {
  const Ended ended = ana_after_ben(kAnasSubject, kBensSubject, {"--on-conflict", "fail", "--json"});
  EXPECT_EQ(ended.status, 3);
  const std::string json = ended.out.substr(ended.out.find('{'));
  EXPECT_EQ(json_value(json, "outcome"), "refused");
  EXPECT_EQ(json_value(json, "error"), "object_changed");
  EXPECT_EQ(json_value(json, "who"), "Ben");
  EXPECT_THAT(
      json, HasSubstr("\"key\":\"subject\",\"label\":\"Subject\",\"state\":\"overlap\",\"base\":\"Printer\","
                      "\"theirs\":\"Ben was here\",\"mine\":\"Ana was here\""));
  EXPECT_TRUE(std::filesystem::exists(json_value(json, "kept_in")));
}

TEST_F(CliConflict, keep_leaves_theirs_and_my_text_in_a_file) {
  const Ended ended = ana_after_ben(kAnasSubject, kBensSubject, {"--on-conflict", "keep"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(subject_of(id_), "Ben was here");
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("Ana was here"));
}

TEST_F(CliConflict, overwrite_replaces_theirs) {
  const Ended ended = ana_after_ben(kAnasSubject, kBensSubject, {"--on-conflict", "overwrite"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(subject_of(id_), "Ana was here");
  EXPECT_THAT(done({"history", store_, id_}), HasSubstr("overwritten"));
  EXPECT_EQ(kept_file(ended.err), "");
}

TEST_F(CliConflict, elsewhere_makes_a_copy_that_conflicts_lists_and_settles) {
  const Ended ended = ana_after_ben(kAnasSubject, kBensSubject, {"--on-conflict", "elsewhere", "--json"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  const std::string copy = json_value(ended.out.substr(ended.out.find('{')), "copy");
  EXPECT_EQ(subject_of(id_), "Ben was here");
  EXPECT_EQ(subject_of(copy), "Ana was here");
  EXPECT_THAT(done({"list", store_, "Conflicts"}), HasSubstr("Ana was here"));
  EXPECT_THAT(done({"conflicts", store_}), HasSubstr("Ana was here"));
  EXPECT_THAT(done({"conflicts", store_, "--json"}), HasSubstr("\"copy\":{\"id\":" + copy));
  done({"conflicts", store_, "settle", id_, copy});
  EXPECT_THAT(done({"conflicts", store_}), HasSubstr("No message has a copy"));
  EXPECT_EQ(run({"conflicts", store_, "settle", id_}).status, 2);
}

TEST_F(CliConflict, elsewhere_takes_the_folder_that_is_named) {
  const Ended ended =
      ana_after_ben(kAnasSubject, kBensSubject, {"--on-conflict", "elsewhere", "--folder", "Tasks"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(done({"list", store_, "Tasks"}), HasSubstr("Ana was here"));
}

TEST_F(CliConflict, merge_after_a_strict_refusal_saves_both) {
  const Ended ended = ana_after_ben(kAnasText, kBensSubject, {"--mode", "strict", "--on-conflict", "merge"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(subject_of(id_), "Ben was here");
  EXPECT_EQ(body_of(id_), "The printer is blue.\\n");
}

TEST_F(CliConflict, merge_as_the_answer_fails_where_something_overlaps) {
  const Ended ended =
      ana_after_ben(kAnasSubject, kBensSubject, {"--mode", "strict", "--on-conflict", "merge"});
  EXPECT_EQ(ended.status, 3);
  EXPECT_EQ(subject_of(id_), "Ben was here");
}

TEST_F(CliConflict, a_deleted_message_ends_with_4_and_force_does_not_bring_it_back) {
  for (const char* mode : {"merge", "strict", "force"}) {
    const std::string id = make_draft("Gone");
    Program ana = edit_slowly(id, kAnasText, {"--mode", mode, "--on-conflict", "overwrite"});
    done({"delete", store_, id});
    let_editor_go();
    const Ended ended = ana.wait();
    EXPECT_EQ(ended.status, 4) << mode << ended.err;
    EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("The printer is blue.")) << mode;
  }
}

TEST_F(CliConflict, a_deleted_message_can_be_saved_elsewhere) {
  Program ana = edit_slowly(id_, kAnasText, {"--on-conflict", "elsewhere", "--folder", "Drafts"});
  done({"delete", store_, id_});
  let_editor_go();
  const Ended ended = ana.wait();
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(done({"list", store_, "Drafts"}), HasSubstr("Printer"));
}

TEST_F(CliConflict, marking_as_read_disturbs_nobody) {
  Program ana = edit_slowly(id_, kAnasText, {"--mode", "strict"});
  done({"mark", store_, id_, "--unread"});
  let_editor_go();
  EXPECT_EQ(ana.wait().status, 0);
}

TEST_F(CliConflict, hold_keeps_the_message_open_while_another_process_saves) {
  Program ana = start(
      {"edit", store_, id_, "--as", "Ana", "--set", "PR_SUBJECT=Ana", "--mode", "strict", "--hold", "5"});
  ASSERT_TRUE(ana.wait_for("Ana holds version 1 of message " + id_ + " for 5 seconds."));
  done({"edit", store_, id_, "--as", "Ben", "--set", "PR_IMPORTANCE=2"});
  const Ended ended = ana.wait();
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("Ben saved version 2"));
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("Set: PR_SUBJECT=Ana\n"));
}

TEST_F(CliConflict, refused_text_goes_on_with_resume) {
  const Ended refused = ana_after_ben(kAnasText, kBensSubject, {"--mode", "strict"});
  const std::string kept = kept_file(refused.err);
  done({"edit", store_, id_, "--resume", kept});
  EXPECT_EQ(subject_of(id_), "Ben was here");
  EXPECT_EQ(body_of(id_), "The printer is blue.\\n");
}

TEST_F(CliConflict, resume_does_not_write_over_what_was_changed_since) {
  const Ended refused = ana_after_ben(kAnasSubject, kBensSubject, {});
  const std::string kept = kept_file(refused.err);
  const Ended resumed = run({"edit", store_, id_, "--resume", kept});
  EXPECT_EQ(resumed.status, 3);
  EXPECT_THAT(resumed.err, HasSubstr("someone has changed the same: Subject"));
  EXPECT_EQ(subject_of(id_), "Ben was here");
  done({"edit", store_, id_, "--resume", kept, "--mode", "force"});
  EXPECT_EQ(subject_of(id_), "Ana was here");
  EXPECT_EQ(run({"edit", store_, make_draft("Other"), "--resume", kept}).status, 2);
}

}  // namespace
}  // namespace postroom::tests
