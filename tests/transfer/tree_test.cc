#include <sys/stat.h>

#include <algorithm>

#include "mail_directory.h"

namespace postroom {
namespace {

using testing::mbox_of;
using Tree = testing::MailDirectory;

TEST_F(Tree, of_thunderbird_becomes_the_same_folders) {
  put("Inbox", mbox_of(3));
  put("Inbox.msf", "// index");
  put("Inbox.sbd/Work 1.2", mbox_of(2));
  put("Inbox.sbd/Work 1.2.sbd/Deep", mbox_of(1));
  put("Trash", "");
  put("Trash.msf", "// index");
  put("msgFilterRules.dat", "version=\"9\"\n");
  const ImportReport report = import_top();
  EXPECT_EQ(report.messages, 6u);
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(folders_with_mail(), "Inbox 0, Inbox/Inbox 3, Inbox/Inbox/Work 1.2 2, Inbox/Inbox/Work 1.2/Deep 1, Inbox/Trash 0");
  expect_sound();
}

TEST_F(Tree, of_plain_directories_with_eml_files_becomes_the_same_folders) {
  put("a.eml", mail("top"));
  put("b/one.EML", mail("one"));
  put("b/two.eml", mail("two"));
  put("b/notes.txt", "no mail");
  put("c/d/17", mail("as MH has it"));
  put("e/nothing.txt", "no mail");
  put("f.mbox/mbox", mbox_of(2));
  EXPECT_EQ(import_top().messages, 6u);
  EXPECT_EQ(folders_with_mail(), "Inbox 1, Inbox/b 2, Inbox/c 0, Inbox/c/d 1, Inbox/f 2");
}

TEST_F(Tree, has_maildirs_in_it) {
  make_maildir("work");
  make_maildir("work/.Sent");
  put("work/new/1.a.h", mail("one"));
  put("work/.Sent/cur/2.a.h:2,S", mail("two"));
  import_top();
  EXPECT_EQ(folders_with_mail(), "Inbox 0, Inbox/work 1, Inbox/work/Sent 1");
}

TEST_F(Tree, goes_into_one_folder_when_told) {
  put("a.eml", mail("one"));
  put("b/c.eml", mail("two"));
  put("Sent", mbox_of(3));
  EXPECT_EQ(import_top(Earlier::ignored, TreeShape::flat).messages, 5u);
  EXPECT_EQ(folders_with_mail(), "Inbox 5");
}

TEST_F(Tree, tells_names_apart_that_a_store_does_not) {
  put("Sent/a.eml", mail("one"));
  put("sent/b.eml", mail("two"));
  import_top();
  EXPECT_EQ(folders_with_mail(), "Inbox 0, Inbox/Sent 1, Inbox/sent (2) 1");
  put("SENT/c.eml", mail("three"));  // the first by its name, and yet nothing comes twice
  EXPECT_EQ(import_top().messages, 1u);
}

TEST_F(Tree, changes_names_that_a_folder_cannot_have) {
  put("a\nb/a.eml", mail("one"));
  put("c\xFF/a.eml", mail("two"));
  import_top();
  EXPECT_EQ(folders_with_mail(), "Inbox 0, Inbox/a_b 1, Inbox/c\uFFFD 1");
}

TEST_F(Tree, follows_no_links) {
  put("a/a.eml", mail("one"));
  std::filesystem::create_directory(folder().path("elsewhere"));
  write_file("elsewhere/b.eml", mail("not ours"));
  std::filesystem::create_directory_symlink("..", top() / "a/loop");
  std::filesystem::create_directory_symlink(folder().path("elsewhere"), top() / "out");
  std::filesystem::create_symlink("nowhere", top() / "dangling");
  const ImportReport report = import_top();
  EXPECT_EQ(report.messages, 1u);
  ASSERT_EQ(report.problems.size(), 2u);
  EXPECT_NE(report.problems[0].where.find("dangling"), std::string::npos);
  EXPECT_FALSE(report.problems[0].skipped);
  EXPECT_NE(report.problems[1].where.find("out"), std::string::npos);
  EXPECT_TRUE(report.problems[1].skipped);
}

TEST_F(Tree, goes_in_but_for_what_is_no_file_or_too_deep) {
  put("a.eml", mail("one"));
  ASSERT_EQ(::mkfifo((top() / "b.eml").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo((top() / "c.mbox").c_str(), 0600), 0);
  put("d.eml", "");
  std::string deep;
  for (int i = 0; i < kMaxTreeDepth; ++i) deep += "d/";
  put(deep + "at the limit.eml", mail("two"));
  put(deep + "e/past it.eml", mail("three"));
  const ImportReport report = import_top();
  EXPECT_EQ(report.messages, 3u);  // an empty mail is one, too
  std::vector<std::string> places;
  for (const auto& problem : report.problems) places.push_back(problem.where);
  std::sort(places.begin(), places.end());
  const auto place = [&](const std::string& name) { return std::filesystem::canonical(top()).string() + "/" + name; };
  EXPECT_EQ(places, (std::vector{place("b.eml"), place("c.mbox"), place("d.eml"), place(deep + "e")}));
}

TEST_F(Tree, without_any_mail_is_refused) {
  std::filesystem::create_directories(top() / "empty");
  EXPECT_EQ(import_tree(store(), session(), top(), TreeShape::folders, options()).error().code, Code::not_found);
  EXPECT_EQ(import_tree(store(), session(), top() / "none", TreeShape::folders, options()).error().code, Code::not_found);
}

}  // namespace
}  // namespace postroom
