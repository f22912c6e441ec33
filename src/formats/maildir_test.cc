#include <gtest/gtest.h>
#include <postroom/maildir.h>
#include <postroom/text.h>

namespace postroom {
namespace {

TEST(MaildirName, has_flags_after_its_unique_part) {
  const MaildirName name = parse_maildir_name("1204680122.M1P2.host,S=8203:2,FRS");
  EXPECT_EQ(name.unique, "1204680122.M1P2.host,S=8203");
  EXPECT_EQ(name.delivered, from_unix_seconds(1204680122));
  EXPECT_TRUE(name.flagged && name.replied && name.seen);
  EXPECT_FALSE(name.passed || name.trashed || name.draft);
}

TEST(MaildirName, may_have_any_of_the_six_flags_and_letters_of_others) {
  const MaildirName name = parse_maildir_name("1.a.b:2,DPTab");
  EXPECT_TRUE(name.draft && name.passed && name.trashed);
  EXPECT_FALSE(name.seen || name.flagged || name.replied);
}

TEST(MaildirName, may_have_no_flags_at_all) {
  for (const char* text : {"12.a.b", "12.a.b:2,", "12.a.b:1,S", "12.a.b:"}) {
    const MaildirName name = parse_maildir_name(text);
    EXPECT_EQ(name.unique, "12.a.b") << text;
    EXPECT_FALSE(name.seen) << text;
  }
}

TEST(MaildirName, is_understood_where_a_colon_could_not_be_in_it) {
  EXPECT_TRUE(parse_maildir_name("12.a.b;2,S").seen);
  EXPECT_TRUE(parse_maildir_name("12.a.b!2,S").seen);
  EXPECT_EQ(parse_maildir_name("12.a!b;2,S").unique, "12.a!b");
}

TEST(MaildirName, says_when_mail_was_delivered_only_if_it_begins_with_seconds) {
  for (const char* text : {"", ".", "mail", "12", "x12.a", "123456789012.a", ":2,S"}) {
    EXPECT_EQ(parse_maildir_name(text).delivered, std::nullopt) << text;
  }
}

TEST(ModifiedUtf7, is_decoded) {
  EXPECT_EQ(decode_modified_utf7("Sent"), "Sent");
  EXPECT_EQ(decode_modified_utf7("Entw&APw-rfe"), "Entwürfe");
  EXPECT_EQ(decode_modified_utf7("R&-D"), "R&D");
  EXPECT_EQ(decode_modified_utf7("&U,BTFw-"), "台北");
  EXPECT_EQ(decode_modified_utf7("~peter/mail/&ZeVnLIqe-/&U,BTFw-"), "~peter/mail/日本語/台北");
  EXPECT_EQ(decode_modified_utf7("&2D3eAA-"), "😀");
  EXPECT_EQ(decode_modified_utf7("a&AC8-b"), std::nullopt);  // "/" may stand for itself and so must
  EXPECT_EQ(decode_modified_utf7(""), "");
}

TEST(ModifiedUtf7, is_not_what_breaks_its_rules) {
  for (const char* text : {"R&D", "R&D-", "&", "&APw", "&AP-", "&APx-", "&AEE-", "&2D0-", "&3gA-", "Entwürfe",
                           "a\tb", "&AP/8-", "\x7F"}) {
    EXPECT_EQ(decode_modified_utf7(text), std::nullopt) << text;
  }
}

TEST(ModifiedUtf7, gives_text_whatever_bytes_it_is_given) {
  std::uint32_t random = 1;
  for (int round = 0; round < 20'000; ++round) {
    std::string name = "&";
    for (int i = 0; i < 12; ++i) {
      random = random * 1'664'525 + 1'013'904'223;
      name += "AZaz09+,&-/x"[random >> 24 & 0xFF ? (random >> 16) % 12 : 0];
    }
    const auto text = decode_modified_utf7(name + "-");
    EXPECT_TRUE(is_valid_utf8(text.value_or(""))) << name;
  }
}

}  // namespace
}  // namespace postroom
