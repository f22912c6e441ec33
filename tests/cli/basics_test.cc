// The commands that are not about conflicts.
#include "cli_fixture.h"

#include <unistd.h>
#include <csignal>

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(Cli, init_makes_a_store_once) {
  const Ended again = run({"init", store_});
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("postroom: "));
  EXPECT_EQ(run({"folders", folder_ / "none.postroom"}).status, 1);
  EXPECT_EQ(run({"folders", write("text.txt", "not a store")}).status, 1);
}

TEST_F(Cli, folders_lists_the_default_folders_with_their_counts) {
  make_draft("One");
  const std::string text = done({"folders", store_});
  EXPECT_THAT(text, HasSubstr("Inbox"));
  EXPECT_THAT(text, ::testing::ContainsRegex("Drafts +1 "));
  EXPECT_THAT(done({"folders", store_, "--json"}), HasSubstr("\"path\":\"Inbox\""));
}

TEST_F(Cli, list_shows_the_newest_first) {
  const std::string first = make_draft("First");
  const std::string second = make_draft("Second");
  const std::string text = done({"list", store_, "drafts"});
  EXPECT_LT(text.find("Second"), text.find("First"));
  EXPECT_THAT(done({"list", store_, "Drafts", "--limit", "1"}), Not(HasSubstr("First")));
  const std::string json = done({"list", store_, "Drafts", "--json"});
  EXPECT_EQ(json_value(json, "id"), second);
  EXPECT_EQ(json_value(json, "subject"), "Second");
  EXPECT_EQ(json_value(json, "version"), "1");
  EXPECT_EQ(run({"list", store_, "Nowhere"}).status, 1);
  EXPECT_EQ(done({"list", store_, "Drafts", "--associated", "--json"}), "[]\n");
}

TEST_F(Cli, create_takes_recipients_text_and_attachments) {
  const std::string file = write("plan.txt", "a plan");
  const std::string out =
      done({"create", store_, "Drafts", "--to", "Ana Ruiz <ana@example.com>", "--cc", "b@example.com",
            "--set", "PR_SUBJECT=Hello", "--set", "PS_PUBLIC_STRINGS:Keywords=red;blue", "--body-file", "-",
            "--attach", file, "--json"},
           "Line one\nLine two\n");
  const std::string id = json_value(out, "id");
  const std::string page = done({"show", store_, id});
  EXPECT_THAT(page, HasSubstr("To:          Ana Ruiz <ana@example.com>\n"));
  EXPECT_THAT(page, HasSubstr("Cc:          b@example.com\n"));
  EXPECT_THAT(page, HasSubstr("Subject:     Hello\n"));
  EXPECT_THAT(page, HasSubstr("plan.txt (6 bytes)"));
  EXPECT_THAT(page, HasSubstr("\n\nLine one\nLine two\n"));
  const std::string properties = done({"show", store_, id, "--properties"});
  EXPECT_THAT(properties, HasSubstr("PR_SUBJECT "));
  EXPECT_THAT(properties, HasSubstr("PR_ENTRYID "));
  EXPECT_THAT(properties, HasSubstr("PS_PUBLIC_STRINGS:Keywords"));
  EXPECT_THAT(properties, HasSubstr("red; blue"));
  EXPECT_THAT(done({"list", store_, "Drafts"}), HasSubstr(" D@ "));
}

TEST_F(Cli, messages_can_be_named_by_their_entry_id) {
  const std::string id = make_draft("By entry ID");
  const std::string entry = json_value(done({"show", store_, id, "--properties", "--json"}), "PR_ENTRYID");
  ASSERT_GT(entry.size(), 40u);
  EXPECT_EQ(subject_of(entry), "By entry ID");
  const Ended wrong = run({"show", store_, std::string(entry.size(), '0')});
  EXPECT_EQ(wrong.status, 2);
}

TEST_F(Cli, show_says_when_there_is_no_such_message_or_version) {
  EXPECT_EQ(run({"show", store_, "999999"}).status, 1);
  EXPECT_EQ(run({"show", store_, "abc"}).status, 2);
  EXPECT_EQ(run({"show", store_, make_draft("One"), "--version", "7"}).status, 1);
}

TEST_F(Cli, edit_sets_and_removes_properties) {
  const std::string id = make_draft("Before");
  done({"edit", store_, id, "--set", "PR_SUBJECT=After", "--set", "PR_IMPORTANCE=2", "--set",
        "PSETID_Appointment:0x820D=2026-03-01T09:30:00Z", "--set", "PS_PUBLIC_STRINGS:Mine=yes"});
  std::string properties = done({"show", store_, id, "--properties", "--json"});
  EXPECT_EQ(json_value(properties, "subject"), "After");
  EXPECT_EQ(json_value(properties, "version"), "2");
  EXPECT_EQ(json_value(properties, "PR_IMPORTANCE"), "2");
  EXPECT_EQ(json_value(properties, "PSETID_Appointment:0x820D"), "2026-03-01T09:30:00Z");
  EXPECT_EQ(json_value(properties, "PS_PUBLIC_STRINGS:Mine"), "yes");
  done({"edit", store_, id, "--unset", "PR_IMPORTANCE", "--unset", "PS_PUBLIC_STRINGS:Mine"});
  properties = done({"show", store_, id, "--properties", "--json"});
  EXPECT_EQ(json_value(properties, "PS_PUBLIC_STRINGS:Mine"), "");
}

TEST_F(Cli, edit_refuses_what_makes_no_sense_and_keeps_no_file_of_it) {
  const std::string id = make_draft("Before");
  for (const Words& wrong :
       {Words{"--set", "PR_IMPORTANCE=high"}, Words{"--set", "NO_SUCH=1"}, Words{"--set", "PR_SUBJECT"},
        Words{"--to", "nobody"}, Words{"--mode", "loose"}, Words{"--on-conflict", "pray"}}) {
    Words words = {"edit", store_, id};
    words.insert(words.end(), wrong.begin(), wrong.end());
    const Ended ended = run(words);
    EXPECT_EQ(ended.status, 2) << wrong[1] << ended.err;
    EXPECT_EQ(kept_file(ended.err), "") << ended.err;
  }
  EXPECT_EQ(run({"edit", store_, id, "--detach", "nothing.txt"}).status, 1);
  EXPECT_EQ(run({"edit", store_, id, "--attach", folder_ / "nothing.txt"}).status, 1);
  EXPECT_EQ(subject_of(id), "Before");
}

TEST_F(Cli, edit_attaches_and_detaches_files) {
  const std::string id = make_draft("With files");
  done({"edit", store_, id, "--attach", write("a.txt", "aaa"), "--attach",
        write("b.txt", std::string(100'000, 'b'))});
  EXPECT_THAT(done({"show", store_, id}), HasSubstr("b.txt (100 KB)"));
  done({"edit", store_, id, "--detach", "A.TXT"});
  const std::string page = done({"show", store_, id});
  EXPECT_THAT(page, Not(HasSubstr("a.txt")));
  EXPECT_THAT(page, HasSubstr("b.txt"));
}

TEST_F(Cli, edit_without_a_change_saves_no_version) {
  const std::string id = make_draft("Same");
  environment_["EDITOR"] = "true";
  const Ended ended = run({"edit", store_, id});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Nothing was changed"));
  EXPECT_EQ(json_value(done({"show", store_, id, "--json"}), "version"), "1");
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / ".local/state/postroom/unsaved"));
}

TEST_F(Cli, edit_in_the_editor_changes_headers_and_text) {
  const std::string id = make_draft("Printer");
  Program program =
      edit_slowly(id, "s/^Subject: .*/Subject: Mended/; s/red/green/; s/^To:.*/To: Ben <ben@example.com>/");
  let_editor_go();
  const Ended ended = program.wait();
  EXPECT_EQ(ended.status, 0) << ended.err;
  const std::string json = done({"show", store_, id, "--json"});
  EXPECT_EQ(json_value(json, "subject"), "Mended");
  EXPECT_EQ(json_value(json, "body"), "The printer is green.\\n");
  EXPECT_THAT(json, HasSubstr("Ben <ben@example.com>"));
}

TEST_F(Cli, copy_and_move_work_on_several_messages) {
  const std::string a = make_draft("A"), b = make_draft("B");
  EXPECT_THAT(done({"copy", store_, a, b, "--to", "Inbox"}), HasSubstr("Copied message " + a + " as "));
  EXPECT_THAT(done({"move", store_, a, b, "--to", "Tasks"}), HasSubstr("Moved 2 messages."));
  EXPECT_EQ(done({"list", store_, "Drafts", "--json"}), "[]\n");
  EXPECT_EQ(json_value(done({"show", store_, a, "--json"}), "folder"), "Tasks");
  EXPECT_EQ(run({"move", store_, "999999", "--to", "Inbox"}).status, 1);
  EXPECT_EQ(run({"move", store_, a}).status, 2);
}

TEST_F(Cli, delete_and_undelete_bring_a_message_back) {
  const std::string id = make_draft("Gone");
  EXPECT_THAT(done({"delete", store_, id}), HasSubstr("Deleted 1 message."));
  EXPECT_EQ(done({"list", store_, "Drafts", "--json"}), "[]\n");
  EXPECT_THAT(done({"list", store_, "Drafts", "--deleted"}), HasSubstr("Gone"));
  EXPECT_EQ(run({"delete", store_, id}).status, 1);
  EXPECT_EQ(run({"edit", store_, id, "--set", "PR_SUBJECT=x"}).status, 4);
  done({"undelete", store_, id});
  EXPECT_EQ(subject_of(id), "Gone");
  done({"delete", store_, id, "--permanent"});
  EXPECT_EQ(run({"undelete", store_, id}).status, 1);
}

TEST_F(Cli, mark_changes_the_read_flag_and_no_version) {
  const std::string id = make_draft("Read me");
  done({"mark", store_, id, "--unread"});
  EXPECT_EQ(json_value(done({"list", store_, "Drafts", "--json"}), "read"), "false");
  done({"mark", store_, "--folder", "Drafts", "--read"});
  const std::string json = done({"list", store_, "Drafts", "--json"});
  EXPECT_EQ(json_value(json, "read"), "true");
  EXPECT_EQ(json_value(json, "version"), "1");
  EXPECT_EQ(run({"mark", store_, id}).status, 2);
}

TEST_F(Cli, history_diff_and_restore_go_back_in_time) {
  const std::string id = make_draft("One", "The printer is red.\nBye\n");
  done({"edit", store_, id, "--as", "Ben", "--set", "PR_SUBJECT=Two", "--body-file", "-"},
       "The printer is green.\nBye\n");
  const std::string history = done({"history", store_, id});
  EXPECT_THAT(history, HasSubstr("Ana"));
  EXPECT_THAT(history, ::testing::ContainsRegex("2  20.*Ben .*current"));
  EXPECT_EQ(json_value(done({"history", store_, id, "--json"}), "version"), "2");
  const std::string diff = done({"diff", store_, id, "1", "2"});
  EXPECT_THAT(diff, HasSubstr("The printer is ⟨red⟩."));
  EXPECT_THAT(diff, HasSubstr("The printer is ‹green›."));
  EXPECT_THAT(done({"diff", store_, id, "1", "2", "--json"}),
              HasSubstr("\"before\":\"One\",\"after\":\"Two\""));
  EXPECT_THAT(done({"diff", store_, id, "2", "2"}), HasSubstr("say the same"));
  EXPECT_THAT(done({"show", store_, id, "--version", "1"}), HasSubstr("The printer is red."));
  EXPECT_THAT(done({"restore", store_, id, "1"}), HasSubstr("as version 3"));
  EXPECT_EQ(subject_of(id), "One");
  EXPECT_EQ(run({"restore", store_, id, "77"}).status, 1);
}

TEST_F(Cli, watch_prints_what_other_processes_do) {
  Program watch = start({"watch", store_, "--json", "--count", "2"});
  ASSERT_TRUE(watch.wait_for("Watching"));
  const std::string id = make_draft("Seen");
  ASSERT_TRUE(watch.wait_for("message_created"));
  done({"edit", store_, id, "--set", "PR_IMPORTANCE=2"});
  done({"edit", store_, id, "--set", "PR_IMPORTANCE=1"});
  const Ended ended = watch.wait();
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.out, HasSubstr("\"subject\":\"Seen\""));
}

TEST_F(Cli, watch_says_what_a_copy_was_made_from) {
  const std::string id = make_draft("Copied");
  Program watch = start({"watch", store_, "--json", "--count", "1"});
  ASSERT_TRUE(watch.wait_for("Watching"));
  done({"copy", store_, id, "--to", "Inbox"});
  const Ended ended = watch.wait();
  EXPECT_THAT(ended.out, HasSubstr("\"kind\":\"message_copied\""));
  EXPECT_THAT(ended.out, HasSubstr("\"originals\":[" + id + "]"));
}

TEST_F(Cli, watch_ends_when_it_is_interrupted) {
  Program watch = start({"watch", store_});
  ASSERT_TRUE(watch.wait_for("Watching"));
  watch.signal(SIGINT);
  EXPECT_EQ(watch.wait().status, 0);
}

TEST_F(Cli, check_backup_and_compact_keep_a_store_in_order) {
  const std::string id = make_draft("Kept");
  EXPECT_THAT(done({"check", store_}), HasSubstr("The store is in order."));
  EXPECT_EQ(done({"check", store_, "--json"}), "{\"ok\":true,\"problems\":[]}\n");
  const std::string backup = folder_ / "backup.postroom";
  done({"backup", store_, backup});
  EXPECT_EQ(json_value(done({"show", backup, id, "--json"}), "subject"), "Kept");
  EXPECT_EQ(run({"backup", store_, backup}).status, 1);
  EXPECT_THAT(done({"compact", store_, "--json"}), HasSubstr("\"messages\":0"));
}

TEST_F(Cli, a_store_that_cannot_be_written_can_be_read) {
  const std::string id = make_draft("Read only");
  namespace fs = std::filesystem;
  const std::string copy = folder_ / "copy.postroom";
  done({"backup", store_, copy});
  store_ = copy;
  fs::permissions(store_, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
  fs::permissions(folder_, fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  user_ = User::unprivileged;
  EXPECT_EQ(subject_of(id), "Read only");
  const Ended ended = run({"edit", store_, id, "--body-file", "-"}, "Typed with care.\n");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("can only be read"));
  const std::string kept = kept_file(ended.err);
  EXPECT_THAT(read(kept), HasSubstr("Typed with care."));
  if (!kept.starts_with(folder_.string())) fs::remove(kept);
}

}  // namespace
}  // namespace postroom::tests
