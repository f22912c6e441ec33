#include "transfer/mail_file.h"

#include <gtest/gtest.h>

namespace postroom::transfer {
namespace {

constexpr std::string_view kMail = "Subject: one\n\nbody\n";
const std::string kFromLine = "From ana@example.com Mon Jan  5 08:00:00 2026\n";

std::vector<MailPiece> pieces_of(std::string_view text, NamedAs named = NamedAs::anything) {
  MemoryAccess file{as_bytes(text)};
  auto mails = MailFile::open(file, named);
  EXPECT_TRUE(mails.ok());
  std::vector<MailPiece> pieces;
  while (mails.ok()) {
    auto piece = mails->next();
    EXPECT_TRUE(piece.ok());
    if (!piece.ok() || !*piece) break;
    pieces.push_back(std::move(**piece));
  }
  return pieces;
}

std::string bytes_of(std::string_view text, const MailPiece& piece) {
  MemoryAccess file{as_bytes(text)};
  const auto bytes = open_piece(file, piece);
  EXPECT_TRUE(bytes.ok());
  RangeSource source(**bytes);
  return std::string(as_text(*read_all(source, 1 << 20)));
}

TEST(MailFile, takes_a_file_without_a_from_line_as_one_mail) {
  const auto pieces = pieces_of(kMail);
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_FALSE(pieces[0].in_mbox);
  EXPECT_EQ(pieces[0].length, kMail.size());
  EXPECT_EQ(bytes_before_mail(pieces[0]), 0u);
  EXPECT_EQ(bytes_of(kMail, pieces[0]), kMail);
}

TEST(MailFile, finds_nothing_in_an_empty_file) { EXPECT_TRUE(pieces_of("").empty()); }

TEST(MailFile, divides_an_mbox_without_leaving_a_byte_out) {
  const std::string text = "\n\n" + kFromLine + std::string(kMail) + "\n" + kFromLine + ">From here\n\nx";
  const auto pieces = pieces_of(text);
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(pieces[0].offset, 0u);
  EXPECT_EQ(pieces[0].entry.frame.from_line, "\n\n" + kFromLine);
  EXPECT_EQ(pieces[1].offset, pieces[0].length);
  EXPECT_EQ(pieces[1].offset + pieces[1].length, text.size());
  EXPECT_EQ(pieces[1].number, 2u);
  EXPECT_TRUE(pieces[0].in_mbox);
  EXPECT_FALSE(pieces[0].is_last);
  EXPECT_TRUE(pieces[1].is_last);
  EXPECT_EQ(bytes_of(text, pieces[0]), kMail);
  EXPECT_EQ(bytes_of(text, pieces[1]), "From here\n\nx");
}

TEST(MailFile, takes_an_eml_with_a_from_line_whole) {
  const std::string text = kFromLine + std::string(kMail) + ">From nowhere\n";
  const auto pieces = pieces_of(text, NamedAs::eml);
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_FALSE(pieces[0].in_mbox);
  EXPECT_EQ(bytes_before_mail(pieces[0]), kFromLine.size());
  EXPECT_EQ(bytes_of(text, pieces[0]), text);
}

TEST(MailFile, takes_an_eml_with_several_messages_as_an_mbox) {
  const std::string text = "\n" + kFromLine + std::string(kMail) + "\n" + kFromLine + std::string(kMail);
  const auto pieces = pieces_of(text, NamedAs::eml);
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_TRUE(pieces[0].in_mbox);
  EXPECT_EQ(pieces[0].entry.frame.from_line, "\n" + kFromLine);
  EXPECT_TRUE(pieces[1].in_mbox);
}

TEST(MailFile, takes_a_file_as_one_mail_when_its_from_line_is_too_long) {
  const std::string text = "From " + std::string(kMaxFromLine, 'x') + "\n" + std::string(kMail);
  const auto pieces = pieces_of(text);
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_FALSE(pieces[0].in_mbox);
  EXPECT_EQ(bytes_of(text, pieces[0]), text);
}

}  // namespace
}  // namespace postroom::transfer
