// Mail in and out, and what mail must not do to a terminal.
#include "cli_fixture.h"

namespace postroom::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kMail =
    "From: Ben Okafor <ben@example.com>\r\nTo: ana@example.com\r\nSubject: Hello\r\n"
    "Date: Sun, 1 Mar 2026 09:30:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\nA line.\r\n";

TEST_F(Cli, import_brings_mail_into_the_inbox_and_export_gives_it_back_byte_for_byte) {
  const std::string out = done({"import", store_, write("mail.eml", kMail), "--json"});
  EXPECT_EQ(json_value(out, "messages"), "1");
  const std::string id = json_value(done({"list", store_, "Inbox", "--json"}), "id");
  EXPECT_EQ(subject_of(id), "Hello");
  EXPECT_THAT(done({"show", store_, id, "--headers"}), HasSubstr("Message-ID: <1@example.com>\n"));
  done({"export", store_, id, "--to", folder_ / "out.eml"});
  EXPECT_EQ(read(folder_ / "out.eml"), kMail);
  EXPECT_EQ(done({"export", store_, id, "--to", "-"}), kMail);
}

TEST_F(Cli, import_takes_standard_input_folders_and_a_new_folder) {
  done({"import", store_, "-", "--folder", "Inbox/Letters/Old", "--create-folder"}, kMail);
  EXPECT_THAT(done({"list", store_, "inbox/letters/old"}), HasSubstr("Hello"));
  write("letters/a.eml", kMail);
  write("letters/deep/b.EML", kMail);
  write("letters/notes.txt", "no mail");
  EXPECT_THAT(done({"import", store_, folder_ / "letters"}), HasSubstr("Imported 2 messages"));
  EXPECT_EQ(run({"import", store_, "-", "--folder", "Nowhere"}, kMail).status, 1);
  std::filesystem::create_directory(folder_ / "empty");
  EXPECT_EQ(run({"import", store_, folder_ / "empty"}).status, 1);
}

TEST_F(Cli, import_makes_folders_of_directories_and_says_what_was_imported_before) {
  write("tree/Archive", "From a@example.com Mon Jan  5 08:00:00 2026\nSubject: Old\n\nx\n");
  write("tree/Box/cur/1.a.h:2,S", kMail);
  std::filesystem::create_directory(folder_ / "tree/Box/new");
  EXPECT_THAT(done({"import", store_, folder_ / "tree"}), HasSubstr("Imported 2 messages"));
  EXPECT_THAT(done({"list", store_, "Inbox/Archive"}), HasSubstr("Old"));
  EXPECT_THAT(done({"list", store_, "Inbox/Box"}), HasSubstr("Hello"));
  const std::string again = done({"import", store_, folder_ / "tree"});
  EXPECT_THAT(again, HasSubstr("Imported 0 messages"));
  EXPECT_THAT(again, HasSubstr("2 messages had been imported before; --again"));
  EXPECT_EQ(json_value(done({"import", store_, folder_ / "tree", "--again", "--json"}), "messages"), "2");
  EXPECT_THAT(done({"import", store_, folder_ / "tree", "--folder", "Drafts", "--flat"}), HasSubstr("Imported 2 messages"));
}

TEST_F(Cli, stats_say_what_is_in_a_store) {
  done({"import", store_, write("mail.eml", kMail)});
  EXPECT_THAT(done({"stats", store_}), HasSubstr("Messages          1, 1 of them unread\n"));
  const std::string json = done({"stats", store_, "--json"});
  EXPECT_EQ(json_value(json, "messages"), "1");
  EXPECT_EQ(json_value(json, "versions"), "1");
  EXPECT_EQ(json_value(json, "engine"), "SQLite");
  EXPECT_NE(json_value(json, "disk_bytes"), "0");
}

TEST_F(Cli, import_can_bring_drafts) {
  done({"import", store_, "-", "--folder", "Drafts", "--draft"}, kMail);
  EXPECT_EQ(json_value(done({"list", store_, "Drafts", "--json"}), "unsent"), "true");
}

TEST_F(Cli, import_goes_on_past_a_file_that_is_not_there_and_says_so) {
  const Ended ended = run({"import", store_, folder_ / "none.eml", write("mail.eml", kMail)});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("Imported 1 message ("));
  EXPECT_THAT(ended.err, HasSubstr("Not imported: "));
  EXPECT_THAT(ended.err, HasSubstr("none.eml"));
}

TEST_F(Cli, export_writes_a_folder_as_mbox_or_as_files) {
  const std::string mbox =
      "From ben@example.com Sun Mar  1 09:30:00 2026\nSubject: One\n\nfirst\n\n"
      "From ben@example.com Sun Mar  1 09:31:00 2026\nSubject: Two\n\nsecond\n\n";
  EXPECT_THAT(done({"import", store_, write("in.mbox", mbox)}), HasSubstr("Imported 2 messages"));
  done({"export", store_, "--folder", "Inbox", "--to", folder_ / "out.mbox"});
  EXPECT_EQ(read(folder_ / "out.mbox"), mbox);
  done({"export", store_, "--folder", "Inbox", "--to", folder_ / "out"});
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_ / "out"), {}), 2);
  EXPECT_EQ(run({"export", store_, "1"}).status, 2);
  EXPECT_EQ(run({"export", store_, "999999", "--to", folder_ / "none.eml"}).status, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none.eml"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none.eml.part"));
}

TEST_F(Cli, mail_cannot_send_escape_sequences_to_a_terminal) {
  const std::string hostile =
      "From: =?utf-8?q?Ben=1B[31m?= <ben@example.com>\r\nTo: ana@example.com\r\n"
      "Subject: =?utf-8?q?title=1B]0;owned=07=C2=9B31m=E2=80=AEgpj?=\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nX-Evil: \x1B[2J\r\n\r\nbody \x1B[2J\x1B]8;;http://evil\x07 "
      "end\r\n";
  done({"import", store_, "-"}, hostile);
  const std::string id = json_value(done({"list", store_, "Inbox", "--json"}), "id");
  std::string all;
  for (const Words& words :
       {Words{"list", store_, "Inbox"}, Words{"list", store_, "Inbox", "--json"}, Words{"show", store_, id},
        Words{"show", store_, id, "--headers"}, Words{"show", store_, id, "--properties"},
        Words{"show", store_, id, "--properties", "--json"}}) {
    all += done(words);
  }
  done({"edit", store_, id, "--set", "PR_SUBJECT=plain"});
  all += done({"diff", store_, id, "1", "2"}) + done({"history", store_, id});
  EXPECT_THAT(all, Not(HasSubstr("\x1B")));
  EXPECT_THAT(all, Not(HasSubstr("\x07")));
  EXPECT_THAT(all, Not(HasSubstr("\xC2\x9B")));
  EXPECT_THAT(all, Not(HasSubstr("\u202E")));
  EXPECT_THAT(all, HasSubstr("␛[2J"));
}

TEST_F(Cli, list_fits_the_terminal) {
  done({"import", store_, "-"},
       "From: b@example.com\r\nSubject: =?utf-8?b?5Y2w5Yi35qmf5Y2w5Yi35qmf5Y2w5Yi35qmf?=\r\n\r\nx\r\n");
  TerminalProgram list = start_on_terminal({"list", store_, "Inbox"}, 60);
  EXPECT_EQ(list.wait(), 0);
  const std::string screen = without_colour(list.screen());
  EXPECT_THAT(screen, HasSubstr("印刷機"));
  EXPECT_THAT(screen, HasSubstr("…"));
}

}  // namespace
}  // namespace postroom::tests
