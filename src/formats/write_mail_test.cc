#include <gmock/gmock.h>

#include "formats/mail_tags.h"
#include "formats/one_off.h"
#include "formats/testing/mail_text.h"

namespace postroom {
namespace {

using testing::HasSubstr;
using testing::Not;

Attachment file(std::uint32_t number, std::string name, std::string type, std::string_view data) {
  Attachment attachment;
  attachment.number = number;
  attachment.properties.set(tag::attach_data_bin, to_bytes(data));
  attachment.properties.set(tag::attach_method, attach_method::by_value);
  attachment.properties.set(tag::attach_long_filename, std::move(name));
  attachment.properties.set(tag::attach_mime_tag, std::move(type));
  return attachment;
}

MessageContent sample() {
  MessageContent content;
  PropertySet& p = content.properties;
  p.set(tag::subject,
        std::string("Über den Wolken, muß die Freiheit wohl grenzenlos sein: alle Ängste, alle Sorgen"));
  p.set(tag::client_submit_time, *parse_iso8601("2026-03-03T09:30:00Z"));
  p.set(tag::sent_representing_name, std::string("Ana \"A.\" Ruíz"));
  p.set(tag::sent_representing_email_address, std::string("ana@example.org"));
  p.set(tag::internet_message_id, std::string("<one@example.org>"));
  p.set(tag::body, std::string("Grüße\nfrom Ana\n"));
  content.recipients = {make_recipient(RecipientType::to, "Ben, the second", "ben@example.org"),
                        make_recipient(RecipientType::cc, "Юлия", "yulia@example.org"),
                        make_recipient(RecipientType::bcc, "", "carla@example.org")};
  return content;
}

std::string both_ways(const MessageContent& content) {
  MemoryLargeValues large;
  return outline_of(parse_text(write_text(content, large), large).content, large);
}

std::string as_it_is(const MessageContent& content) {
  MemoryLargeValues large;
  return outline_of(content, large);
}

TEST(WriteMail, makes_seven_bit_lines_of_CRLF) {
  MemoryLargeValues large;
  const std::string mail = write_text(sample(), large);
  char before = 0;
  for (const char c : mail) {
    EXPECT_LT(static_cast<unsigned char>(c), 128);
    EXPECT_FALSE(c == '\n' && before != '\r');
    before = c;
  }
  EXPECT_THAT(mail, HasSubstr("\r\nMIME-Version: 1.0\r\n"));
}

TEST(WriteMail, keeps_subject_people_and_text) { EXPECT_EQ(both_ways(sample()), as_it_is(sample())); }

TEST(WriteMail, writes_the_same_message_always_alike) {
  MemoryLargeValues large;
  MessageContent content = sample();
  content.attachments = {file(0, "a.bin", "application/octet-stream", "data")};
  EXPECT_EQ(write_text(content, large), write_text(content, large));
}

TEST(WriteMail, keeps_both_bodies_pictures_and_files) {
  MessageContent content = sample();
  content.properties.set(tag::html, to_bytes("<p>Gr\xFC\xDF"
                                             "e <img src='cid:pic@x'></p>"));
  content.properties.set(tag::internet_cpid, std::int32_t{1252});
  Attachment picture = file(0, "bild ä.png", "image/png", std::string_view("\x89PNG\r\n\0", 7));
  picture.properties.set(tag::attach_content_id, std::string("pic@x"));
  picture.properties.set(tag::attach_flags, kAttachedInHtml);
  content.attachments = {
      picture, file(1, "a very long file name, so long that it must be cut in two pieces €.txt", "text/plain",
                    "line\nline\r\n--=_x\n")};
  EXPECT_EQ(both_ways(content), as_it_is(content));
  MemoryLargeValues large;
  const std::string mail = write_text(content, large);
  EXPECT_THAT(mail, HasSubstr("multipart/mixed"));
  EXPECT_THAT(mail, HasSubstr("multipart/alternative"));
  EXPECT_THAT(mail, HasSubstr("multipart/related"));
}

TEST(WriteMail, keeps_embedded_messages) {
  MessageContent inner = sample();
  inner.attachments = {file(0, "in.txt", "text/plain", "inner")};
  MessageContent content = sample();
  content.attachments.resize(1);
  content.attachments[0].properties.set(tag::attach_method, attach_method::embedded_message);
  content.attachments[0].properties.set(tag::attach_mime_tag, std::string("message/rfc822"));
  content.attachments[0].embedded = std::make_shared<MessageContent>(inner);
  EXPECT_EQ(both_ways(content), as_it_is(content));
}

TEST(WriteMail, refuses_what_is_embedded_past_the_limit) {
  auto content = std::make_shared<MessageContent>();
  for (int i = 0; i < kMaxEmbeddingDepth + 1; ++i) {
    auto outer = std::make_shared<MessageContent>();
    outer->attachments.resize(1);
    outer->attachments[0].embedded = content;
    content = outer;
  }
  MemoryLargeValues large;
  MemorySink sink;
  EXPECT_TRUE(write_mail(*content->attachments[0].embedded, {}, large, sink).ok());
  const Status written = write_mail(*content, {}, large, sink);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, Code::too_big);
}

TEST(WriteMail, keeps_the_rest_of_the_envelope) {
  MemoryLargeValues large;
  const ParsedMail mail = parse_text(
      "From: a@example.org\nSender: b@example.org\nReply-To: Ana <ana@example.org>\nImportance: high\n"
      "Sensitivity: Private\nPriority: urgent\nThread-Topic: plans\nThread-Index: AQID\nKeywords: red, blue\n"
      "Disposition-Notification-To: a@example.org\nIn-Reply-To: <z@x>\nReferences: <y@x> <z@x>\n\nx",
      large);
  const ParsedMail again = parse_text(write_text(mail.content, large, mail.named), large);
  PropertySet before = mail.content.properties, after = again.content.properties;
  before.remove(tag::transport_message_headers);
  after.remove(tag::transport_message_headers);
  EXPECT_EQ(before, after);
  EXPECT_EQ(mail.named, again.named);
}

TEST(WriteMail, keeps_headers_that_no_property_stands_for) {
  MemoryLargeValues large;
  ParsedMail mail = parse_text(
      "Received: from x\n\tby y; Tue, 3 Mar 2026 09:31:00 +0000\nSubject: old\nX-Note: caf\xC3\xA9\n\nx",
      large);
  mail.content.properties.set(tag::subject, std::string("new"));
  const std::string written = write_text(mail.content, large);
  EXPECT_THAT(written, HasSubstr("Received: from x\r\n\tby y; Tue, 3 Mar 2026 09:31:00 +0000\r\n"));
  EXPECT_THAT(written, HasSubstr("Subject: new\r\n"));
  EXPECT_THAT(written, Not(HasSubstr("old")));
  EXPECT_EQ(parse_text(written, large).delivered, mail.delivered);
}

TEST(WriteMail, lets_no_property_add_a_header_or_a_recipient) {
  MessageContent content;
  content.properties.set(tag::subject, std::string("x\r\nBcc: eve@example.org"));
  content.properties.set(tag::sent_representing_email_address, std::string("a@b>\r\nBcc: eve@example.org"));
  content.recipients = {make_recipient(RecipientType::to, "a\nBcc: eve@example.org", "a@b, eve@example.org")};
  content.attachments = {file(0, "a\r\nBcc: eve@example.org", "text/plain\r\nBcc: eve@example.org", "x")};
  MemoryLargeValues large;
  const std::string mail = write_text(content, large);
  EXPECT_THAT(mail, Not(HasSubstr("\nBcc:")));
  EXPECT_EQ(parse_text(mail, large).content.recipients.size(), 1u);
}

TEST(WriteMail, keeps_awkward_texts) {
  for (const std::string& body :
       {std::string("no line end"), std::string("trailing blank \nnext\t\n"), std::string(3000, 'x'),
        std::string("--=_0000\n--\n"), std::string("lone\rreturn"), std::string("日本語のテキスト\n"),
        std::string("=41=\n"), std::string("From here\n>From there\n.\n")}) {
    for (const bool with_file : {false, true}) {
      MessageContent content = sample();
      content.properties.set(tag::body, body);
      if (with_file) content.attachments = {file(0, "a", "application/x-a", "x")};
      EXPECT_EQ(both_ways(content), as_it_is(content)) << body;
    }
  }
}

TEST(WriteMail, keeps_a_signed_entity_as_it_is) {
  MemoryLargeValues large;
  const std::string entity =
      "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=s\r\n\r\n"
      "--s\r\n\r\nsigned\r\n--s\r\nContent-Type: application/pkcs7-signature\r\n\r\nSIG\r\n--s--\r\n";
  ParsedMail mail = parse_text("Subject: x\r\n" + entity, large);
  mail.content.properties.set(tag::subject, std::string("changed"));
  EXPECT_THAT(write_text(mail.content, large), testing::EndsWith(entity));
}

TEST(WriteMail, passes_on_the_failure_of_a_sink) {
  class Full final : public Sink {
    Status write(ByteView) override { return Error{Code::disk_full, "No room.", {}}; }
  } sink;
  MemoryLargeValues large;
  const Status written = write_mail(sample(), {}, large, sink);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, Code::disk_full);
}

}  // namespace
}  // namespace postroom
