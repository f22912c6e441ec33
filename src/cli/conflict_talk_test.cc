#include "cli/conflict_talk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing/printer_conflict.h"
#include "cli/testing/scripted_terminal.h"

namespace postroom::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr FolderId kConflicts{7};
constexpr FolderId kPrinters{8};

Result<FolderId> find(const std::string& name) {
  if (name == "Conflicts") return kConflicts;
  if (name == "Inbox/Printers") return kPrinters;
  return Error{Code::not_found, "There is no folder “" + name + "”.", ""};
}

class ConflictTalk : public testing::Test {
 protected:
  Answer ask(const ConflictView& view, std::deque<std::string> answers) {
    terminal_.answers = std::move(answers);
    return ask_about_conflict(view, terminal_, find);
  }

  ScriptedTerminal terminal_;
};

}  // namespace

TEST_F(ConflictTalk, shows_the_conflict_before_it_asks) {
  ask(printer_conflict(), {"q"});
  EXPECT_THAT(terminal_.noted, HasSubstr("Ben Okafor saved version 6"));
  EXPECT_LT(terminal_.noted.find("Ben Okafor saved"), terminal_.noted.find("What should happen?"));
}

TEST_F(ConflictTalk, explains_its_options_in_one_column) {
  ask(printer_conflict(), {"q"});
  const std::string menu = terminal_.noted.substr(terminal_.noted.find("What should happen?"));
  for (const char* line :
       {"\n  [o]verwrite       replace ", "\n  [s]ave elsewhere  make ", "\n  [q]uit            save "}) {
    EXPECT_THAT(menu, HasSubstr(line));
  }
}

TEST_F(ConflictTalk, takes_a_letter_a_word_or_its_beginning_in_any_case) {
  for (const char* answer : {"k", "K", "keep", " ke "}) {
    EXPECT_TRUE(std::holds_alternative<KeepOriginal>(ask(printer_conflict(), {answer}))) << answer;
  }
  for (const char* answer : {"o", "over", "Overwrite"}) {
    EXPECT_TRUE(std::holds_alternative<Overwrite>(ask(printer_conflict(), {answer}))) << answer;
  }
  EXPECT_TRUE(std::holds_alternative<Quit>(ask(printer_conflict(), {"quit"})));
}

TEST_F(ConflictTalk, asks_again_when_it_did_not_understand) {
  EXPECT_TRUE(std::holds_alternative<Overwrite>(ask(printer_conflict(), {"", "x", "yes", "o"})));
  EXPECT_EQ(terminal_.prompts.size(), 4u);
  EXPECT_THAT(terminal_.noted, HasSubstr("“yes” is none of them. Please type one of m, o, s, k, q."));
}

TEST_F(ConflictTalk, quits_at_the_end_of_input_wherever_that_comes) {
  EXPECT_TRUE(std::holds_alternative<Quit>(ask(printer_conflict(), {})));
  EXPECT_TRUE(std::holds_alternative<Quit>(ask(printer_conflict(), {"m"})));
  EXPECT_TRUE(std::holds_alternative<Quit>(ask(printer_conflict(), {"s"})));
}

TEST_F(ConflictTalk, saves_elsewhere_in_conflicts_unless_another_folder_is_named) {
  const Answer usual = ask(printer_conflict(), {"s", ""});
  EXPECT_EQ(std::get<SaveElsewhere>(usual).folder, kConflicts);
  const Answer other = ask(printer_conflict(), {"s", "Inbox/Printers"});
  EXPECT_EQ(std::get<SaveElsewhere>(other).folder, kPrinters);
}

TEST_F(ConflictTalk, asks_for_another_folder_when_there_is_none_of_that_name) {
  const Answer answer = ask(printer_conflict(), {"s", "Nowhere", "Inbox/Printers"});
  EXPECT_EQ(std::get<SaveElsewhere>(answer).folder, kPrinters);
  EXPECT_THAT(terminal_.noted, HasSubstr("There is no folder “Nowhere”."));
}

TEST_F(ConflictTalk, goes_back_from_the_folder_to_the_first_question) {
  EXPECT_TRUE(std::holds_alternative<KeepOriginal>(ask(printer_conflict(), {"s", "-", "k"})));
}

TEST_F(ConflictTalk, merges_without_further_questions_when_nothing_overlaps) {
  const Answer answer = ask(harmless_conflict(), {"m"});
  EXPECT_TRUE(std::get<MergeChoices>(answer).choices.empty());
  EXPECT_THAT(terminal_.noted, HasSubstr("nothing overlaps"));
  EXPECT_EQ(terminal_.prompts.size(), 1u);
}

TEST_F(ConflictTalk, asks_for_a_side_of_each_thing_that_overlaps) {
  ConflictView view = printer_conflict();
  view.units.insert(view.units.begin() + 1, {"keywords", "Keywords", UnitState::overlap, "a", "b", "c"});
  const Answer answer = ask(view, {"m", "t", "mine"});
  const auto& choices = std::get<MergeChoices>(answer).choices;
  ASSERT_EQ(choices.size(), 2u);
  EXPECT_EQ(choices[0].key, "body");
  EXPECT_EQ(choices[0].side, Side::theirs);
  EXPECT_EQ(choices[1].key, "keywords");
  EXPECT_EQ(choices[1].side, Side::mine);
  EXPECT_EQ(terminal_.prompts[1], "1 of 2: Body – [t]heirs or [m]ine? ([b]ack) ");
  EXPECT_EQ(terminal_.prompts[2], "2 of 2: Keywords – [t]heirs or [m]ine? ([b]ack) ");
}

TEST_F(ConflictTalk, goes_back_from_merging_to_the_first_question) {
  EXPECT_TRUE(std::holds_alternative<Overwrite>(ask(printer_conflict(), {"m", "b", "o"})));
}

TEST_F(ConflictTalk, offers_no_merge_when_there_is_nothing_to_merge) {
  ConflictView view = printer_conflict();
  view.units.clear();
  EXPECT_TRUE(std::holds_alternative<Quit>(ask(view, {"m", "q"})));
  EXPECT_THAT(terminal_.noted, Not(HasSubstr("[m]erge")));
}

TEST_F(ConflictTalk, lets_no_name_from_outside_reach_the_terminal_raw) {
  ConflictView view = printer_conflict();
  view.who = "Ben\x1B[2J";
  view.subject = "\x1B]0;title\x07";
  view.units[0].label = "Body\x1B[1m";
  view.units[0].theirs =
      "\x9B"
      "31m \x1B[31mred";
  ask(view, {"m", "\x1B[A", "b", "q"});
  EXPECT_EQ(terminal_.noted.find('\x1B'), std::string::npos);
  for (const std::string& prompt : terminal_.prompts) EXPECT_EQ(prompt.find('\x1B'), std::string::npos);
}

TEST_F(ConflictTalk, offers_to_save_a_deleted_message_elsewhere) {
  terminal_.answers = {"o", "s", ""};
  const Answer answer = ask_about_deletion(42, terminal_, find);
  EXPECT_EQ(std::get<SaveElsewhere>(answer).folder, kConflicts);
  EXPECT_THAT(terminal_.noted, HasSubstr("Message 42 was deleted while you were editing it."));
  terminal_.answers = {};
  EXPECT_TRUE(std::holds_alternative<Quit>(ask_about_deletion(42, terminal_, find)));
}

}  // namespace postroom::cli
