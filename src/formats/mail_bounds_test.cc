// Hostile and huge mail: nothing crashes, memory stays bounded, nothing is lost without a word.
#include <gmock/gmock.h>
#include <malloc.h>

#include "formats/testing/mail_text.h"

namespace postroom {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// `head`, then `line` over and over, then `tail`; nothing of it is in memory.
class RepeatedAccess final : public RandomAccess {
 public:
  RepeatedAccess(std::string head, std::string line, std::uint64_t times, std::string tail)
      : head_(std::move(head)),
        line_(std::move(line)),
        tail_(std::move(tail)),
        middle_(times * line_.size()) {}
  std::uint64_t size() const override { return head_.size() + middle_ + tail_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    std::size_t filled = 0;
    while (filled < buffer.size() && offset < size()) {
      const std::string_view piece = piece_at(offset).substr(0, buffer.size() - filled);
      std::copy(piece.begin(), piece.end(), buffer.begin() + static_cast<std::ptrdiff_t>(filled));
      filled += piece.size();
      offset += piece.size();
    }
    return filled;
  }

 private:
  std::string_view piece_at(std::uint64_t offset) const {
    if (offset < head_.size()) return std::string_view(head_).substr(offset);
    offset -= head_.size();
    if (offset < middle_) return std::string_view(line_).substr(offset % line_.size());
    return std::string_view(tail_).substr(offset - middle_);
  }
  std::string head_, line_, tail_;
  std::uint64_t middle_;
};

std::uint64_t bytes_in_use() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// Asking malloc is slow, so only some calls do.
class HighWater {
 public:
  void look() {
    if (++calls_ % 64 == 1) highest_ = std::max(highest_, bytes_in_use());
  }
  std::uint64_t above(std::uint64_t before) const { return highest_ - std::min(before, highest_); }

 private:
  std::uint64_t calls_ = 0;
  std::uint64_t highest_ = 0;
};

// Forgets what it is given and notes how much memory was in use meanwhile.
class CountingLargeValues final : public LargeValues {
 public:
  Result<LargeValue> put(Source& source) override {
    Bytes piece(64 * 1024);
    LargeValue value;
    for (;;) {
      TRY_SET(const std::size_t count, source.read(piece));
      memory.look();
      if (count == 0) return value;
      value.size += count;
    }
  }
  Result<std::unique_ptr<RandomAccess>> get(const LargeValue&) override {
    return Error{Code::not_found, "Nothing is kept.", {}};
  }
  HighWater memory;
};

const std::string kBase64Line =
    "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\n";  // 57 bytes
constexpr std::uint64_t kLines = 64 * 1024 * 1024 / 57;
constexpr std::uint64_t kMemory = 8 << 20;

TEST(MailBounds, hold_for_a_large_attachment) {
  RepeatedAccess mail(
      "Subject: big\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\nsee attached\n--m\n"
      "Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n",
      kBase64Line, kLines, "\n--m\nContent-Type: text/plain; name=after.txt\n\nafter\n--m--\n");
  CountingLargeValues large;
  const std::uint64_t before = bytes_in_use();
  auto parsed = parse_mail(mail, large);
  ASSERT_TRUE(parsed.ok());
  EXPECT_LT(large.memory.above(before), kMemory);
  EXPECT_THAT(parsed->warnings, IsEmpty());
  ASSERT_EQ(parsed->content.attachments.size(), 2u);
  EXPECT_EQ(text_of(parsed->content.properties, tag::body), "see attached");
  const auto* data = parsed->content.attachments[0].properties.get<LargeValue>(tag::attach_data_bin);
  ASSERT_NE(data, nullptr);
  EXPECT_EQ(data->size, kLines * 57);
  EXPECT_EQ(text_of(parsed->content.attachments[1].properties, tag::attach_long_filename), "after.txt");
}

TEST(MailBounds, hold_for_a_large_body) {
  RepeatedAccess mail("Subject: big\n\n", "a line of text, and another\n\n", 2 << 20, "");
  CountingLargeValues large;
  const std::uint64_t before = bytes_in_use();
  auto parsed = parse_mail(mail, large);
  ASSERT_TRUE(parsed.ok());
  EXPECT_LT(large.memory.above(before), kMemory);
  ASSERT_NE(parsed->content.properties.get<LargeValue>(tag::body), nullptr);
  EXPECT_EQ(parsed->content.properties.get<LargeValue>(tag::body)->size, mail.size() - 14);
}

// Parsed whole or kept in one piece, but never lost.
void expect_kept_in_one_piece(RandomAccess& mail) {
  CountingLargeValues large;
  auto parsed = parse_mail(mail, large);
  ASSERT_TRUE(parsed.ok());
  EXPECT_THAT(parsed->warnings, Contains(HasSubstr("kept in one piece")));
  ASSERT_EQ(parsed->content.attachments.size(), 1u);
  const PropertySet& p = parsed->content.attachments[0].properties;
  EXPECT_EQ(text_of(p, tag::attach_long_filename), "original.eml");
  EXPECT_EQ(p.get<LargeValue>(tag::attach_data_bin)->size, mail.size());
  EXPECT_EQ(text_of(parsed->content.properties, tag::subject), "bomb");
}

TEST(MailBounds, hold_for_headers_without_end) {
  RepeatedAccess mail("Subject: bomb\n", "X-Header: value\n", kMaxHeaderBytes / 4, "\nbody\n");
  expect_kept_in_one_piece(mail);
}

TEST(MailBounds, hold_for_one_endless_header) {
  RepeatedAccess mail("Subject: bomb\nX-Header: ", "value value", kMaxHeaderBytes, "\n\nbody\n");
  expect_kept_in_one_piece(mail);
}

TEST(MailBounds, hold_for_headers_of_a_part_without_end) {
  RepeatedAccess mail("Subject: bomb\nContent-Type: multipart/mixed; boundary=m\n\n--m\n",
                      "X-Header: value\n", kMaxHeaderBytes / 4, "\nbody\n--m--\n");
  expect_kept_in_one_piece(mail);
}

TEST(MailBounds, hold_for_headers_of_an_attached_message_without_end) {
  RepeatedAccess mail("Subject: bomb\nContent-Type: message/rfc822\n\n", "X-Header: value\n",
                      kMaxHeaderBytes / 4, "\nbody\n");
  expect_kept_in_one_piece(mail);
}

TEST(MailBounds, hold_for_a_large_multipart_without_its_boundary) {
  RepeatedAccess mail("Subject: bomb\nContent-Type: multipart/mixed; boundary=m\n\n", "text\n", 1 << 20, "");
  expect_kept_in_one_piece(mail);
}

TEST(MailBounds, hold_for_parts_up_to_their_number_and_past_it) {
  const std::string head = "Subject: bomb\nContent-Type: multipart/mixed; boundary=m\n\n";
  RepeatedAccess fits(head, "--m\n\nx\n", kMaxMailParts - 1, "--m--\n");  // the multipart is a part too
  CountingLargeValues large;
  auto parsed = parse_mail(fits, large);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->content.attachments.size(), kMaxMailParts - 2);
  RepeatedAccess past(head, "--m\n\nx\n", kMaxMailParts, "--m--\n");
  MemoryLargeValues kept;
  auto refused = parse_mail(past, kept);
  ASSERT_TRUE(refused.ok());
  EXPECT_EQ(refused->content.attachments.size(), 1u);
  RepeatedAccess flood(head, "--m\n\n", 10'000'000, "");
  expect_kept_in_one_piece(flood);
}

TEST(MailBounds, hold_for_multiparts_inside_one_another) {
  const auto nested = [](int levels) {
    std::string mail = "Subject: bomb\n";
    for (int i = 0; i < levels; ++i) {
      const std::string number = std::to_string(i);
      mail += "Content-Type: multipart/mixed; boundary=b" + number + "\n\n--b" + number + "\n";
    }
    return parse_text(mail + "\ntext\n");
  };
  EXPECT_EQ(text_of(nested(kMaxPartNesting).content.properties, tag::body), "text\n");
  const ParsedMail past = nested(kMaxPartNesting + 1);
  EXPECT_THAT(past.warnings, Contains(HasSubstr("nested too deeply")));
  EXPECT_EQ(past.content.attachments.size(), 1u);
  EXPECT_EQ(nested(5000).content.attachments.size(), 1u);
}

TEST(MailBounds, hold_for_recipients) {
  std::string mail = "Subject: x\nTo: a@b";
  for (std::size_t i = 1; i < kMaxRecipients; ++i) mail += ",\n c@d";
  const ParsedMail fits = parse_text(mail + "\n\nx");
  EXPECT_EQ(fits.content.recipients.size(), kMaxRecipients);
  EXPECT_THAT(fits.warnings, IsEmpty());
  const ParsedMail past = parse_text(mail + ",\n e@f\n\nx");
  EXPECT_EQ(past.content.recipients.size(), kMaxRecipients);
  EXPECT_THAT(past.warnings, Contains(HasSubstr("more recipients")));
}

TEST(MailBounds, keep_the_number_of_warnings) {
  std::string mail = "Subject: x\nContent-Type: multipart/mixed; boundary=m\n\n";
  for (std::size_t i = 0; i < 2 * kMaxMailWarnings; ++i) {
    mail += "--m\nContent-Type: text/plain; charset=c" + std::to_string(i) + "\n\n\xE9\n--m\n\nx\n";
  }
  std::string alternatives = "Content-Type: multipart/mixed; boundary=m\n\n";
  for (std::size_t i = 0; i < 2 * kMaxMailWarnings; ++i) {
    alternatives += "--m\nContent-Type: message/rfc822\n\nContent-Type: text/plain; charset=c" +
                    std::to_string(i) + "\n\n\xE9\n";
  }
  EXPECT_EQ(parse_text(alternatives + "--m--\n").warnings.size(), kMaxMailWarnings + 1);
}

const std::string kSample =
    "From: =?UTF-8?B?QW5h?= <ana@example.org>\r\nTo: a: b@c, d@e;\r\nSubject: =?koi8-r?Q?=F0?=\r\n"
    "Content-Type: multipart/mixed; boundary=\"m\"\r\n\r\npreamble\r\n--m\r\nContent-Type: "
    "multipart/alternative;\r\n"
    " boundary=a\r\n\r\n--a\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=20=\r\nb\r\n--a\r\n"
    "Content-Type: text/html; charset=utf-8\r\n\r\n\xC3\xA9\r\n--a--\r\n--m\r\nContent-Type: "
    "message/rfc822\r\n\r\n"
    "Subject: in\r\n\r\nx\r\n--m\r\nContent-Type: application/x; name*0*=utf-8''%C3%A9\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--m--\r\nend\r\n";

TEST(MailBounds, hold_for_a_mail_cut_anywhere) {
  for (std::size_t length = 0; length <= kSample.size(); ++length) {
    MemoryLargeValues large;
    const ParsedMail mail = parse_text(std::string_view(kSample).substr(0, length), large);
    EXPECT_FALSE(write_text(mail.content, large, mail.named).empty());
  }
}

TEST(MailBounds, hold_for_a_mail_with_any_byte_changed) {
  for (const char wrong : {'\0', '\n', '\r', ':', ';', '=', '"', '(', '\xFF'}) {
    for (std::size_t at = 0; at < kSample.size(); ++at) {
      std::string mail = kSample;
      mail[at] = wrong;
      MemoryLargeValues large;
      EXPECT_FALSE(write_text(parse_text(mail, large).content, large).empty());
    }
  }
}

TEST(MailBounds, hold_for_writing_a_large_attachment) {
  class Repeated final : public LargeValues {
   public:
    Result<LargeValue> put(Source&) override { return Error{Code::not_supported, "Only for reading.", {}}; }
    Result<std::unique_ptr<RandomAccess>> get(const LargeValue& value) override {
      return std::unique_ptr<RandomAccess>(
          std::make_unique<RepeatedAccess>("", "0123456789abcdef", value.size / 16, ""));
    }
  } large;
  class Counting final : public Sink {
   public:
    Status write(ByteView bytes) override {
      size += bytes.size();
      memory.look();
      return ok_status();
    }
    std::uint64_t size = 0;
    HighWater memory;
  } sink;
  MessageContent content;
  content.attachments.resize(1);
  constexpr std::uint64_t kSize = 16 << 20;
  content.attachments[0].properties.set(tag::attach_data_bin, LargeValue{{}, kSize});
  const std::uint64_t before = bytes_in_use();
  ASSERT_TRUE(write_mail(content, {}, large, sink).ok());
  EXPECT_GT(sink.size, kSize * 4 / 3);
  EXPECT_LT(sink.memory.above(before), 1u << 20);
}

}  // namespace
}  // namespace postroom
