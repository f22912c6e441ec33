#include "transfer/directory_origin.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"

namespace postroom::transfer {
namespace {

class DirectoryOriginTest : public ::testing::Test {
 protected:
  DirectoryOriginTest() {
    for (const char* part : {"cur", "new"}) std::filesystem::create_directory(folder_.path(part));
  }
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_.path(name)) << text; }
  void rename(const std::string& from, const std::string& to) const {
    std::filesystem::rename(folder_.path(from), folder_.path(to));
  }
  DirectoryOrigin open(DirectoryKind kind) const {
    auto origin = DirectoryOrigin::open(folder_.path(), kind, [](std::uint64_t) { return false; });
    EXPECT_TRUE(origin.ok());
    return std::move(origin).value();
  }
  static std::vector<MailPiece> pieces_of(DirectoryOrigin& origin) {
    std::vector<MailPiece> pieces;
    WatchedInput input;
    for (;;) {
      auto piece = origin.next(input);
      EXPECT_TRUE(piece.ok());
      if (!piece.ok() || !*piece) return pieces;
      pieces.push_back(**piece);
    }
  }

  testing::TemporaryFolder folder_;
};

TEST_F(DirectoryOriginTest, finds_a_mail_of_a_maildir_whose_flags_changed) {
  put("new/1.a.h", "one");
  DirectoryOrigin origin = open(DirectoryKind::maildir);
  const auto pieces = pieces_of(origin);
  ASSERT_EQ(pieces.size(), 1u);
  rename("new/1.a.h", "cur/1.a.h:2,");
  rename("cur/1.a.h:2,", "cur/1.a.h:2,FS");
  WatchedInput input;
  auto name = origin.open(pieces[0], input);
  ASSERT_TRUE(name.ok());
  EXPECT_TRUE((*name)->seen && (*name)->flagged);
  EXPECT_EQ(input.size(), 3u);
  rename("cur/1.a.h:2,FS", "cur/1.a.h:2,R");  // found once, and moved again
  name = origin.open(pieces[0], input);
  ASSERT_TRUE(name.ok());
  EXPECT_TRUE((*name)->replied);
}

TEST_F(DirectoryOriginTest, says_that_a_mail_has_gone) {
  put("new/1.a.h", "one");
  DirectoryOrigin origin = open(DirectoryKind::maildir);
  const auto pieces = pieces_of(origin);
  std::filesystem::remove(folder_.path("new/1.a.h"));
  WatchedInput input;
  const auto name = origin.open(pieces.at(0), input);
  ASSERT_FALSE(name.ok());
  EXPECT_EQ(name.error().code, Code::not_found);
}

TEST_F(DirectoryOriginTest, knows_a_mail_by_what_stays_of_its_name) {
  put("new/1.a.h", "one");
  DirectoryOrigin before = open(DirectoryKind::maildir);
  rename("new/1.a.h", "cur/1.a.h:2,S");
  DirectoryOrigin after = open(DirectoryKind::maildir);
  EXPECT_EQ(before.key_of(pieces_of(before).at(0)), after.key_of(pieces_of(after).at(0)));
}

TEST_F(DirectoryOriginTest, lists_a_mail_once_that_is_in_both_places) {
  put("new/1.a.h", "one");
  put("cur/1.a.h:2,S", "one");
  DirectoryOrigin origin = open(DirectoryKind::maildir);
  EXPECT_EQ(pieces_of(origin).size(), 1u);
}

TEST_F(DirectoryOriginTest, leaves_an_eml_that_is_an_mbox_to_others) {
  put("a.eml", "Subject: x\n\n");
  put("b.eml", "From a@example.com Mon Jan  5 08:00:00 2026\n\n");
  put("c.txt", "x");
  put("12", "Subject: y\n\n");
  DirectoryOrigin origin = open(DirectoryKind::eml);
  const auto pieces = pieces_of(origin);
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(origin.size(), pieces[0].length + pieces[1].length);
}

}  // namespace
}  // namespace postroom::transfer
