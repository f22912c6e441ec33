// Whatever happens before a save has succeeded, what was typed is in a file.
#include <csignal>

#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;

TEST_F(Cli, text_from_standard_input_is_kept_when_the_message_is_not_there) {
  const Ended ended = run({"edit", store_, "999999", "--body-file", "-"}, "Typed with care.\n");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("Typed with care.\n"));
}

TEST_F(Cli, text_from_standard_input_is_kept_when_the_store_is_not_there) {
  const Ended ended = run({"create", folder_ / "none", "Drafts", "--body-file", "-"}, "Typed with care.\n");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("Typed with care.\n"));
}

TEST_F(Cli, kept_text_is_for_its_owner_alone) {
  const Ended ended = run({"edit", store_, "999999", "--body-file", "-"}, "Secret.\n");
  const auto permissions = std::filesystem::status(kept_file(ended.err)).permissions();
  EXPECT_EQ(permissions, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Cli, text_is_kept_when_a_signal_comes_while_the_message_is_held) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    const std::string id = make_draft("Held");
    Program program = start({"edit", store_, id, "--body-file", "-", "--hold", "3600"}, "Typed with care.\n");
    ASSERT_TRUE(program.wait_for("holds version 1"));
    program.signal(number);
    const Ended ended = program.wait();
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("Typed with care.\n"));
  }
}

TEST_F(Cli, text_is_kept_when_a_signal_comes_while_the_editor_is_open) {
  const std::string id = make_draft("Open");
  Program program = edit_slowly(id, "s/red/blue/");
  program.signal(SIGTERM);
  let_editor_go();
  const Ended ended = program.wait();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("The printer is blue."));
  EXPECT_EQ(body_of(id), "The printer is red.\\n");
}

TEST_F(Cli, text_is_on_disk_even_when_the_program_is_killed) {
  const std::string id = make_draft("Killed");
  Program program = edit_slowly(id, "s/red/blue/");
  program.signal(SIGKILL);
  EXPECT_EQ(program.wait().status, -SIGKILL);
  let_editor_go();
  const auto unsaved = std::filesystem::directory_iterator(folder_ / ".local/state/postroom/unsaved");
  EXPECT_THAT(read(begin(unsaved)->path()), HasSubstr("The printer is blue."));
}

TEST_F(Cli, text_that_the_editor_left_wrong_is_kept_and_can_be_mended) {
  const std::string id = make_draft("Wrong");
  Program program = edit_slowly(id, "s/red/blue/; s/^Subject: .*/Nonsense: x/");
  let_editor_go();
  const Ended ended = program.wait();
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("“Nonsense” is not a header"));
  EXPECT_THAT(read(kept_file(ended.err)), HasSubstr("The printer is blue."));
}

TEST_F(Cli, an_editor_that_fails_saves_nothing_and_loses_nothing) {
  const std::string id = make_draft("Failed");
  environment_["EDITOR"] = "false";
  const Ended ended = run({"edit", store_, id});
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(kept_file(ended.err), "");
  EXPECT_EQ(json_value(done({"show", store_, id, "--json"}), "version"), "1");
}

TEST_F(Cli, text_is_printed_when_there_is_no_place_to_keep_it) {
  environment_["HOME"] = "/nowhere";
  environment_["TMPDIR"] = "/nowhere";
  environment_["XDG_STATE_HOME"] = "/proc/nowhere";
  const Ended ended = run({"edit", store_, "999999", "--body-file", "-"}, "Typed with care.\n");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("This is your text:"));
  EXPECT_THAT(ended.err, HasSubstr("Typed with care.\n"));
}

}  // namespace
}  // namespace postroom::tests
