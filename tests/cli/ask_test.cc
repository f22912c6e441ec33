// The conflict interface on a terminal.
#include <csignal>

#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;

class CliAsk : public Cli {
 protected:
  CliAsk() : id_(make_draft("Printer")) {}

  // Ana is at the question after Ben changed the text that she changed too.
  TerminalProgram ana_is_asked(const std::string& script = "s/red/blue/") {
    TerminalProgram ana = edit_slowly_on_terminal(id_, script);
    save_as_ben("The printer is green.\n");
    let_editor_go();
    EXPECT_TRUE(ana.wait_for("> ")) << ana.screen();
    return ana;
  }

  void save_as_ben(const std::string& text) const {
    done({"edit", store_, id_, "--as", "Ben", "--mode", "force", "--body-file", "-"}, text);
  }

  std::string id_;
};

TEST_F(CliAsk, shows_base_theirs_and_mine_in_colour_and_asks) {
  TerminalProgram ana = ana_is_asked();
  const std::string screen = ana.screen();
  EXPECT_THAT(screen, HasSubstr("\033[1;30;46mgreen\033[0m"));
  EXPECT_THAT(screen, HasSubstr("\033[1;30;42mblue\033[0m"));
  const std::string plain = without_colour(screen);
  EXPECT_THAT(plain, HasSubstr("Ben saved version 2"));
  EXPECT_THAT(plain, HasSubstr("✗ Body: Ben and you changed it differently"));
  EXPECT_THAT(plain, HasSubstr("[k]eep"));
  ana.type("q\n");
  EXPECT_EQ(ana.wait(), 3);
}

TEST_F(CliAsk, keep_leaves_theirs) {
  TerminalProgram ana = ana_is_asked();
  ana.type("k\n");
  EXPECT_EQ(ana.wait(), 0);
  EXPECT_EQ(body_of(id_), "The printer is green.\\n");
}

TEST_F(CliAsk, overwrite_replaces_theirs) {
  TerminalProgram ana = ana_is_asked();
  ana.type("o\n");
  EXPECT_EQ(ana.wait(), 0) << ana.screen();
  EXPECT_EQ(body_of(id_), "The printer is blue.\\n");
}

TEST_F(CliAsk, save_elsewhere_asks_for_the_folder) {
  TerminalProgram ana = ana_is_asked();
  ana.type("s\n");
  ASSERT_TRUE(ana.wait_for("Which folder?"));
  ana.type("Nowhere\n");
  ASSERT_TRUE(ana.wait_for("Which folder?"));
  ana.type("Tasks\n");
  EXPECT_EQ(ana.wait(), 0) << ana.screen();
  EXPECT_EQ(body_of(json_value(done({"list", store_, "Tasks", "--json"}), "id")), "The printer is blue.\\n");
}

TEST_F(CliAsk, merge_lets_me_choose_each_thing_that_overlaps) {
  TerminalProgram ana = ana_is_asked("s/red/blue/; s/^Subject: .*/Subject: Ana/");
  ana.type("m\n");
  ASSERT_TRUE(ana.wait_for("1 of 1: Body")) << ana.screen();
  ana.type("t\n");
  EXPECT_EQ(ana.wait(), 0) << ana.screen();
  EXPECT_EQ(body_of(id_), "The printer is green.\\n");
  EXPECT_EQ(subject_of(id_), "Ana");
}

TEST_F(CliAsk, shows_it_anew_when_yet_another_person_saves_meanwhile) {
  for (const char* answer : {"o\n", "m\n"}) {
    save_as_ben("The printer is red.\n");
    TerminalProgram ana = ana_is_asked();
    save_as_ben("The printer is yellow.\n");
    ana.type(answer);
    if (answer[0] == 'm') {
      ASSERT_TRUE(ana.wait_for("1 of 1: Body"));
      ana.type("m\n");
    }
    ASSERT_TRUE(ana.wait_for("Meanwhile somebody saved again")) << ana.screen();
    ASSERT_TRUE(ana.wait_for("yellow"));
    ASSERT_TRUE(ana.wait_for("> "));
    EXPECT_EQ(body_of(id_), "The printer is yellow.\\n");
    ana.type("o\n");
    EXPECT_EQ(ana.wait(), 0);
    EXPECT_EQ(body_of(id_), "The printer is blue.\\n");
  }
}

TEST_F(CliAsk, offers_to_save_elsewhere_what_was_deleted) {
  TerminalProgram ana = edit_slowly_on_terminal(id_, "s/red/blue/");
  done({"delete", store_, id_});
  let_editor_go();
  ASSERT_TRUE(ana.wait_for("was deleted while you were editing"));
  ana.type("s\n");
  ASSERT_TRUE(ana.wait_for("Which folder?"));
  ana.type("\n");
  EXPECT_EQ(ana.wait(), 0) << ana.screen();
  EXPECT_EQ(body_of(json_value(done({"list", store_, "Conflicts", "--json"}), "id")),
            "The printer is blue.\\n");
}

TEST_F(CliAsk, quitting_a_deleted_message_ends_with_4) {
  TerminalProgram ana = edit_slowly_on_terminal(id_, "s/red/blue/");
  done({"delete", store_, id_});
  let_editor_go();
  ASSERT_TRUE(ana.wait_for("> "));
  ana.type("q\n");
  EXPECT_EQ(ana.wait(), 4);
}

TEST_F(CliAsk, keeps_the_text_when_it_is_left_in_any_way) {
  const auto kept = [&](TerminalProgram& ana) { return read(kept_file(ana.screen())); };
  const std::string mine = "The printer is blue.";
  for (const char* leaving : {"q\n", "\x03", "\x04"}) {  // the answer, Ctrl-C, Ctrl-D
    save_as_ben("The printer is red.\n");
    TerminalProgram ana = ana_is_asked();
    ana.type(leaving);
    EXPECT_EQ(ana.wait(), 3) << ana.screen();
    EXPECT_THAT(kept(ana), HasSubstr(mine));
  }
  for (const int number : {SIGTERM, SIGHUP}) {
    save_as_ben("The printer is red.\n");
    TerminalProgram ana = ana_is_asked();
    ana.signal(number);
    EXPECT_EQ(ana.wait(), 3) << ana.screen();
    EXPECT_THAT(kept(ana), HasSubstr(mine));
  }
}

TEST_F(CliAsk, keeps_the_text_when_the_terminal_goes_away) {
  TerminalProgram ana = ana_is_asked();
  ana.hang_up();
  EXPECT_EQ(ana.wait(), 3);
  std::string texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / ".local/state/postroom/unsaved")) {
    texts += read(entry.path());
  }
  EXPECT_THAT(texts, HasSubstr("The printer is blue."));
}

TEST_F(CliAsk, uses_no_colour_when_the_user_wants_none) {
  environment_["NO_COLOR"] = "1";
  TerminalProgram ana = ana_is_asked();
  EXPECT_EQ(ana.screen().find("\033["), std::string::npos);
  EXPECT_THAT(ana.screen(), HasSubstr("‹blue›"));
}

}  // namespace
}  // namespace postroom::tests
