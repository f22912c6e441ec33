#include <gmock/gmock.h>

#include "formats/mail_tags.h"
#include "formats/testing/mail_text.h"

namespace postroom {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kMixed = "Content-Type: multipart/mixed; boundary=m\n\n";
const std::string kPlain = "Content-Type: text/plain\n\n";

std::string html_of(const ParsedMail& mail) {
  return std::string(as_text(mail.content.properties.get_or<Bytes>(tag::html, to_bytes("(none)"))));
}

std::string data_of(const Attachment& attachment) {
  return std::string(as_text(attachment.properties.get_or<Bytes>(tag::attach_data_bin, to_bytes("(none)"))));
}

TEST(MailParts, give_plain_text_and_html_of_an_alternative_as_two_bodies) {
  const ParsedMail mail =
      parse_text("Content-Type: multipart/alternative; boundary=a\n\n--a\n" + kPlain +
                 "plain\n--a\nContent-Type: text/html; charset=iso-8859-15\n\n<b>caf\xE9</b>\n--a--\n");
  EXPECT_EQ(text_of(mail.content.properties, tag::body), "plain");
  EXPECT_EQ(html_of(mail), "<b>caf\xE9</b>");
  EXPECT_EQ(mail.content.properties.get_or<std::int32_t>(tag::internet_cpid, 0), 28605);
  EXPECT_THAT(mail.content.attachments, IsEmpty());
}

TEST(MailParts, make_an_attachment_of_text_after_the_body) {
  const ParsedMail mail = parse_text(kMixed + "--m\n" + kPlain + "body\n--m\n" + kPlain +
                                     "footer\n--m\nContent-Type: text/html\n\nx\n--m--\n");
  EXPECT_EQ(text_of(mail.content.properties, tag::body), "body");
  EXPECT_EQ(html_of(mail), "(none)");
  ASSERT_EQ(mail.content.attachments.size(), 2u);
  EXPECT_EQ(data_of(mail.content.attachments[0]), "footer");
  EXPECT_EQ(text_of(mail.content.attachments[1].properties, tag::attach_mime_tag), "text/html");
}

TEST(MailParts, describe_an_attachment_by_its_headers) {
  const ParsedMail mail = parse_text(
      kMixed + "--m\n" + kPlain + "body\n--m\n" +
      "Content-Type: Application/PDF\nContent-Transfer-Encoding: base64\nContent-Location: http://x/y\n"
      "Content-Disposition: attachment; filename*0*=UTF-8''%E2%82%AC; filename*1=uro.pdf\n\nAAEC\n--m--\n");
  ASSERT_EQ(mail.content.attachments.size(), 1u);
  const Attachment& attachment = mail.content.attachments[0];
  const PropertySet& p = attachment.properties;
  EXPECT_EQ(text_of(p, tag::attach_long_filename), "€uro.pdf");
  EXPECT_EQ(text_of(p, tag::attach_extension), ".pdf");
  EXPECT_EQ(text_of(p, tag::attach_mime_tag), "application/pdf");
  EXPECT_EQ(text_of(p, tag::attach_content_location), "http://x/y");
  EXPECT_EQ(p.get_or<std::int32_t>(tag::attach_method, -1), attach_method::by_value);
  EXPECT_EQ(p.get_or<std::int32_t>(tag::attach_size, -1), 3);
  EXPECT_EQ(p.get_or<std::int32_t>(tag::rendering_position, 0), -1);
  EXPECT_EQ(data_of(attachment), std::string("\0\1\2", 3));
  EXPECT_TRUE(attachment.record_key.is_null());
}

TEST(MailParts, mark_what_the_html_shows) {
  const ParsedMail mail = parse_text(
      "Content-Type: multipart/related; boundary=r; start=\"<top>\"\n\n"
      "--r\nContent-Type: image/png\nContent-ID: <pic@x>\n\nPNG\n"
      "--r\nContent-Type: text/html\nContent-ID: <top>\n\n<img src=cid:pic@x>\n--r--\n");
  EXPECT_EQ(html_of(mail), "<img src=cid:pic@x>");
  ASSERT_EQ(mail.content.attachments.size(), 1u);
  const PropertySet& p = mail.content.attachments[0].properties;
  EXPECT_EQ(text_of(p, tag::attach_content_id), "pic@x");
  EXPECT_EQ(p.get_or<std::int32_t>(tag::attach_flags, 0), kAttachedInHtml);
  EXPECT_TRUE(p.get_or<bool>(tag::attachment_hidden, false));
}

TEST(MailParts, open_an_attached_message) {
  const ParsedMail mail =
      parse_text(kMixed + "--m\n" + kPlain + "see\n--m\nContent-Type: message/rfc822\n\n" +
                 "Subject: inner\nTo: ben@example.org\n\ninside\n--m--\n");
  ASSERT_EQ(mail.content.attachments.size(), 1u);
  const Attachment& attachment = mail.content.attachments[0];
  EXPECT_EQ(attachment.properties.get_or<std::int32_t>(tag::attach_method, -1),
            attach_method::embedded_message);
  ASSERT_TRUE(attachment.embedded);
  EXPECT_EQ(text_of(attachment.embedded->properties, tag::subject), "inner");
  EXPECT_EQ(text_of(attachment.embedded->properties, tag::body), "inside");
  EXPECT_EQ(text_of(attachment.embedded->properties, tag::transport_message_headers),
            "Subject: inner\nTo: ben@example.org\n");
  EXPECT_EQ(attachment.embedded->recipients.size(), 1u);
}

TEST(MailParts, open_an_attached_message_in_base64) {
  const ParsedMail mail = parse_text(
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: "
      "base64\n\nU3ViamVjdDogaW5uZXIKCmluc2lkZQo=\n");
  ASSERT_EQ(mail.content.attachments.size(), 1u);
  ASSERT_TRUE(mail.content.attachments[0].embedded);
  EXPECT_EQ(text_of(mail.content.attachments[0].embedded->properties, tag::subject), "inner");
}

std::string nested(int levels) {
  std::string mail = "Subject: deepest\n\nx\n";
  for (int i = 0; i < levels; ++i) mail = "Content-Type: message/rfc822\n\n" + mail;
  return mail;
}

TEST(MailParts, embed_to_the_limit_and_keep_what_is_deeper_as_a_plain_attachment) {
  const ParsedMail at_limit = parse_text(nested(kMaxEmbeddingDepth));
  EXPECT_EQ(embedding_depth(at_limit.content), kMaxEmbeddingDepth);
  EXPECT_THAT(at_limit.warnings, IsEmpty());
  const ParsedMail past = parse_text(nested(kMaxEmbeddingDepth + 1));
  EXPECT_EQ(embedding_depth(past.content), kMaxEmbeddingDepth);
  EXPECT_THAT(past.warnings, Contains(HasSubstr("embedded too deeply")));
  const MessageContent* content = &past.content;
  while (content->attachments.at(0).embedded) content = content->attachments[0].embedded.get();
  EXPECT_THAT(data_of(content->attachments[0]), HasSubstr("Subject: deepest"));
}

TEST(MailParts, name_the_class_of_reports_and_secured_mail) {
  const auto class_of = [](const std::string& text) {
    return text_of(parse_text(text).content.properties, tag::message_class);
  };
  const auto report = [](const std::string& type, const std::string& fields) {
    return "Content-Type: multipart/report; report-type=" + type +
           "; boundary=r\n\n--r\n\ntext\n--r\nContent-Type: " + "message/" + type + "\n\n" + fields +
           "\n--r--\n";
  };
  EXPECT_EQ(class_of(report("delivery-status", "Action: failed")), "REPORT.IPM.Note.NDR");
  EXPECT_EQ(class_of(report("delivery-status", "Action: delivered")), "REPORT.IPM.Note.DR");
  EXPECT_EQ(class_of(report("disposition-notification", "Disposition: manual; displayed")),
            "REPORT.IPM.Note.IPNRN");
  EXPECT_EQ(class_of(report("disposition-notification", "Disposition: manual; deleted")),
            "REPORT.IPM.Note.IPNNRN");
  EXPECT_EQ(class_of("Content-Type: application/pkcs7-mime; name=smime.p7m\n\nx"), "IPM.Note.SMIME");
}

TEST(MailParts, keep_a_signed_mail_in_one_piece_and_show_its_text) {
  const std::string type =
      "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=s\n";
  const std::string body =
      "\n--s\n\nsigned text\n--s\nContent-Type: application/pkcs7-signature\n\nSIG\n--s--\n";
  const ParsedMail mail = parse_text("Subject: x\n" + type + body);
  EXPECT_EQ(text_of(mail.content.properties, tag::message_class), "IPM.Note.SMIME.MultipartSigned");
  EXPECT_EQ(text_of(mail.content.properties, tag::body), "signed text");
  ASSERT_EQ(mail.content.attachments.size(), 1u);
  EXPECT_EQ(data_of(mail.content.attachments[0]), type + body);
}

TEST(MailParts, read_text_in_any_charset) {
  const auto body_of = [](const std::string& charset, const std::string& bytes) {
    const ParsedMail mail = parse_text("Content-Type: text/plain; charset=" + charset + "\n\n" + bytes);
    return text_of(mail.content.properties, tag::body);
  };
  EXPECT_EQ(body_of("koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4"), "Привет");
  EXPECT_EQ(body_of("Shift_JIS", "\x93\xFA\x96\x7B"), "日本");
  EXPECT_EQ(body_of("iso-2022-jp", "\x1B$BF|K\\\x1B(B"), "日本");
  EXPECT_EQ(body_of("utf-8", "caf\xC3\xA9"), "café");
}

TEST(MailParts, guess_a_charset_that_is_missing_or_unknown_and_say_so) {
  const ParsedMail missing = parse_text("Subject: x\n\ncaf\xE9");
  EXPECT_EQ(text_of(missing.content.properties, tag::body), "café");
  EXPECT_THAT(missing.warnings, Contains(HasSubstr("names no charset")));
  const ParsedMail unknown = parse_text("Content-Type: text/plain; charset=martian\n\ncaf\xC3\xA9");
  EXPECT_EQ(text_of(unknown.content.properties, tag::body), "café");
  EXPECT_THAT(unknown.warnings, Contains(HasSubstr("martian is not known")));
}

TEST(MailParts, replace_what_is_not_text_and_say_so) {
  const ParsedMail invalid = parse_text(
      "Content-Type: text/plain; charset=utf-8\n\na\xFF\xFE"
      "b");
  EXPECT_EQ(text_of(invalid.content.properties, tag::body), "a\uFFFD\uFFFDb");
  EXPECT_THAT(invalid.warnings, Contains(HasSubstr("not utf-8")));
  using namespace std::string_literals;
  const ParsedMail with_nul = parse_text("Subject: x\n\na\0b"s);
  EXPECT_EQ(text_of(with_nul.content.properties, tag::body), "a\uFFFDb");
}

TEST(MailParts, skip_damage_in_base64_and_say_so) {
  const ParsedMail mail = parse_text("Content-Transfer-Encoding: base64\n\naGVs!!bG8=\n");
  EXPECT_EQ(text_of(mail.content.properties, tag::body), "hello");
  EXPECT_THAT(mail.warnings, Contains(HasSubstr("base64")));
}

TEST(MailParts, take_a_multipart_without_boundary_for_text) {
  const ParsedMail mail = parse_text("Content-Type: multipart/mixed\n\nthe text\n");
  EXPECT_EQ(text_of(mail.content.properties, tag::body), "the text\n");
  EXPECT_THAT(mail.warnings, Contains(HasSubstr("no parts")));
}

TEST(MailParts, warn_of_a_missing_end_and_of_text_after_it) {
  EXPECT_THAT(parse_text(kMixed + "--m\n\nbody\n").warnings, Contains(HasSubstr("closing boundary")));
  EXPECT_THAT(parse_text(kMixed + "--m\n\nbody\n--m--\nfooter\n").warnings,
              Contains(HasSubstr("after the last part")));
}

TEST(MailParts, put_long_values_where_large_values_go) {
  MemoryLargeValues large;
  const std::string fits(kInlineLimit, 'x');
  EXPECT_EQ(text_of(parse_text("Subject: x\n\n" + fits, large).content.properties, tag::body), fits);
  const ParsedMail mail = parse_text("Subject: x\n\n" + fits + "x", large);
  ASSERT_NE(mail.content.properties.get<LargeValue>(tag::body), nullptr);
  EXPECT_EQ(bytes_of(mail.content.properties, tag::body, large), fits + "x");
}

TEST(MailParts, keep_the_text_of_a_long_body_whole_across_pieces) {
  MemoryLargeValues large;
  std::string cyrillic, koi8;
  for (int i = 0; i < 60'000; ++i) {
    cyrillic += i % 7 == 0 ? "ы\n" : "я";
    koi8 += i % 7 == 0 ? "\xD9\n" : "\xD1";
  }
  const ParsedMail utf8 = parse_text("Subject: no charset\n\n" + cyrillic, large);
  EXPECT_EQ(bytes_of(utf8.content.properties, tag::body, large), cyrillic);
  const ParsedMail other = parse_text("Content-Type: text/plain; charset=koi8-r\n\n" + koi8, large);
  EXPECT_EQ(bytes_of(other.content.properties, tag::body, large), cyrillic);
}

}  // namespace
}  // namespace postroom
