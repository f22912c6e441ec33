#include <postroom/tags.h>

#include <sys/stat.h>
#include <unistd.h>

#include "mail_directory.h"

namespace postroom {
namespace {

using Maildir = testing::MailDirectory;
using Names = std::vector<std::string>;

std::int32_t number(const Message& message, std::uint32_t tag) {
  return message.content().properties.get_or<std::int32_t>(PropertyTag(tag), 0);
}

TEST_F(Maildir, brings_the_flags_of_its_names) {
  make_maildir("");
  const std::pair<const char*, const char*> mails[] = {{"cur/1.a.h:2,S", "seen"},      {"cur/2.a.h:2,D", "draft"},
                                                       {"cur/3.a.h:2,F", "flagged"},   {"cur/4.a.h:2,RS", "replied"},
                                                       {"cur/5.a.h:2,P", "passed"},    {"cur/6.a.h:2,T", "trashed"},
                                                       {"new/7.a.h", "new"},           {"new/8.a.h:2,S", "still new"}};
  for (const auto& [name, subject] : mails) put(name, mail(subject));
  const ImportReport report = import_top();
  ASSERT_EQ(report.ids.size(), 8u);
  EXPECT_TRUE(report.problems.empty());
  const auto flags = [&](std::size_t i) {
    return store().summary(session(), report.ids[i])->flags & (message_flag::read | message_flag::unsent);
  };
  EXPECT_EQ(flags(0), message_flag::read);
  EXPECT_EQ(flags(1), message_flag::read | message_flag::unsent);
  EXPECT_EQ(number(opened(report.ids[2]), 0x10900003), 2);
  EXPECT_EQ(number(opened(report.ids[3]), 0x10810003), 102);
  EXPECT_EQ(number(opened(report.ids[4]), 0x10810003), 104);
  EXPECT_EQ(store().summary(session(), report.ids[3])->status, message_status::answered);
  EXPECT_EQ(store().summary(session(), report.ids[5])->status, message_status::delete_marked);
  EXPECT_EQ(flags(6), 0);
  EXPECT_EQ(flags(7), 0);
  expect_sound();
}

TEST_F(Maildir, dates_mail_without_a_date_by_its_name) {
  make_maildir("");
  put("cur/1000000000.a.h:2,", mail("undated"));
  put("cur/1000000001.a.h:2,", "Date: Sun, 1 Mar 2026 09:30:00 +0000\n" + mail("dated"));
  const ImportReport report = import_top();
  ASSERT_EQ(report.ids.size(), 2u);
  EXPECT_EQ(store().summary(session(), report.ids[0])->date, from_unix_seconds(1000000000));
  EXPECT_EQ(store().summary(session(), report.ids[1])->date, *parse_iso8601("2026-03-01T09:30:00Z"));
}

TEST_F(Maildir, lets_its_names_decide_over_marks_in_headers) {
  make_maildir("");
  put("cur/1.a.h:2,", "Status: RO\nX-Status: F\n" + mail("x"));
  const ImportReport report = import_top();
  EXPECT_EQ(store().summary(session(), report.ids.at(0))->flags & message_flag::read, 0);
  EXPECT_EQ(number(opened(report.ids.at(0)), 0x10900003), 0);
}

TEST_F(Maildir, leaves_tmp_and_hidden_files_alone) {
  make_maildir("");
  put("tmp/1.a.h", mail("half"));
  put("cur/.nfs1", mail("hidden"));
  put("dovecot-uidlist", "3 V1\n");
  put("cur/2.a.h:2,S", mail("whole"));
  EXPECT_EQ(import_top().messages, 1u);
  EXPECT_TRUE(std::filesystem::exists(top() / "tmp/1.a.h"));
}

TEST_F(Maildir, becomes_a_tree_of_folders_with_names_in_modified_utf7) {
  make_maildir("");
  for (const char* name : {".Sent", ".Sent.2026", ".Entw&APw-rfe", ".R&D", ".Empty"}) make_maildir(name);
  put("cur/1.a.h:2,S", mail("inbox"));
  put(".Sent/cur/2.a.h:2,S", mail("sent"));
  put(".Sent.2026/cur/3.a.h:2,S", mail("old"));
  put(".Entw&APw-rfe/new/4.a.h", mail("draft"));
  put(".R&D/new/5.a.h", mail("lab"));
  import_top();
  EXPECT_EQ(folders_with_mail(), "Inbox 1, Inbox/Empty 0, Inbox/Entwürfe 1, Inbox/R&D 1, Inbox/Sent 1, Inbox/Sent/2026 1");
  expect_sound();
}

TEST_F(Maildir, has_its_names_as_they_are_where_one_of_them_is_utf8) {
  make_maildir("");
  for (const char* name : {".Entwürfe", ".A&-B"}) make_maildir(name);
  import_top();
  EXPECT_EQ(folders_with_mail(), "Inbox 0, Inbox/A&-B 0, Inbox/Entwürfe 0");
}

TEST_F(Maildir, brings_only_new_mail_when_it_is_imported_again) {
  make_maildir("");
  put("cur/1.a.h:2,", mail("one"));
  put("new/2.a.h", mail("two"));
  EXPECT_EQ(import_top().messages, 2u);
  std::filesystem::rename(top() / "cur/1.a.h:2,", top() / "cur/1.a.h:2,S");
  std::filesystem::rename(top() / "new/2.a.h", top() / "cur/2.a.h:2,RS");
  put("new/0.a.h", mail("three"));  // though its name is the first
  const ImportReport report = import_top();
  EXPECT_EQ(report.messages, 1u);
  EXPECT_EQ(report.earlier, 2u);
  EXPECT_EQ(subjects("Inbox"), (Names{"one", "three", "two"}));
  EXPECT_EQ(import_top(Earlier::forgotten).messages, 3u);
  EXPECT_EQ(import_top().messages, 0u);
}

TEST_F(Maildir, is_imported_while_its_mails_are_renamed_and_deleted) {
  make_maildir("");
  constexpr int kMails = 900;
  for (int i = 0; i < kMails; ++i) put("new/" + std::to_string(1000 + i) + ".a.h", mail(std::to_string(i)));
  ImportOptions into = options();
  into.earlier = Earlier::left_out;
  bool changed = false;
  into.progress = [&](std::uint64_t done, std::uint64_t) {
    if (changed || done == 0) return;
    changed = true;
    std::filesystem::rename(top() / "new/1890.a.h", top() / "cur/1890.a.h:2,S");
    std::filesystem::remove(top() / "new/1891.a.h");
  };
  const auto report = import_tree(store(), session(), top(), TreeShape::folders, into);
  ASSERT_TRUE(report.ok()) << describe(report.error());
  EXPECT_TRUE(changed);
  for (const ImportProblem& problem : report->problems) {
    EXPECT_FALSE(problem.skipped) << problem.where << problem.what;
    EXPECT_NE(problem.where.find("1891"), std::string::npos);
  }
  EXPECT_EQ(report->messages + report->problems.size(), std::uint64_t{kMails});
  expect_sound();
}

TEST_F(Maildir, goes_in_but_for_what_cannot_be_read) {
  make_maildir("");
  put("cur/1.a.h:2,S", mail("one"));
  put("cur/2.a.h:2,S", mail("two"));
  put("cur/" + std::string(250, 'x'), mail("long"));
  put("cur/bad\xFFname", mail("no text"));
  put("cur/empty", "");
  std::filesystem::create_directory(top() / "cur/directory");
  ASSERT_EQ(::mkfifo((top() / "cur/fifo").c_str(), 0600), 0);
  std::filesystem::create_symlink("1.a.h:2,S", top() / "cur/link");
  std::filesystem::permissions(top() / "cur/2.a.h:2,S", std::filesystem::perms::none);
  const ImportReport report = import_top();
  const bool is_root = ::geteuid() == 0;  // who can read everything
  EXPECT_EQ(report.messages, is_root ? 5u : 4u);
  EXPECT_EQ(std::count_if(report.problems.begin(), report.problems.end(),
                          [](const ImportProblem& problem) { return problem.skipped; }),
            is_root ? 3 : 4);
  expect_sound();
}

}  // namespace
}  // namespace postroom
