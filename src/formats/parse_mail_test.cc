#include <gmock/gmock.h>

#include "formats/mail_tags.h"
#include "formats/one_off.h"
#include "formats/testing/mail_text.h"

namespace postroom {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr std::string_view kSimple =
    "Received: from a.example by b.example; Tue, 3 Mar 2026 09:31:00 +0000\n"
    "From: =?UTF-8?Q?Ana_Ru=C3=ADz?= <ana@example.org>\n"
    "To: Ben <ben@example.org>, carla@example.org\n"
    "Cc: friends: Dan <dan@example.org>, Eva <eva@example.org>;\n"
    "Subject: =?ISO-8859-1?Q?caf=E9?= at ten\n"
    "Date: Tue, 3 Mar 2026 10:30:00 +0100\n"
    "Message-ID: <one@example.org>\n"
    "In-Reply-To: <zero@example.org>\n"
    "References: <minus@example.org>\n <zero@example.org>\n"
    "X-Unknown: kept\n"
    "\n"
    "Hello\nBen\n";

TEST(ParseMail, maps_the_envelope_to_properties) {
  const ParsedMail mail = parse_text(kSimple);
  const PropertySet& p = mail.content.properties;
  EXPECT_EQ(text_of(p, tag::subject), "café at ten");
  EXPECT_EQ(text_of(p, tag::message_class), "IPM.Note");
  EXPECT_EQ(text_of(p, tag::sent_representing_name), "Ana Ruíz");
  EXPECT_EQ(text_of(p, tag::sent_representing_email_address), "ana@example.org");
  EXPECT_EQ(text_of(p, tag::sent_representing_addrtype), "SMTP");
  EXPECT_EQ(text_of(p, tag::internet_message_id), "<one@example.org>");
  EXPECT_EQ(text_of(p, tag::in_reply_to_id), "<zero@example.org>");
  EXPECT_EQ(text_of(p, tag::internet_references), "<minus@example.org> <zero@example.org>");
  EXPECT_EQ(text_of(p, tag::body), "Hello\nBen\n");
  EXPECT_EQ(*p.get<FileTime>(tag::client_submit_time), *parse_iso8601("2026-03-03T09:30:00Z"));
  EXPECT_TRUE(mail.warnings.empty());
}

TEST(ParseMail, takes_groups_of_recipients_apart) {
  const ParsedMail mail = parse_text(kSimple);
  ASSERT_EQ(mail.content.recipients.size(), 4u);
  EXPECT_EQ(display_list(mail.content, RecipientType::to), "Ben; carla@example.org");
  EXPECT_EQ(display_list(mail.content, RecipientType::cc), "Dan; Eva");
  EXPECT_EQ(recipient_address(mail.content.recipients[3]), "eva@example.org");
  EXPECT_EQ(mail.content.recipients[3].row, 3u);
}

TEST(ParseMail, keeps_all_headers_verbatim_in_one_property) {
  const ParsedMail mail = parse_text(kSimple);
  const std::string headers = text_of(mail.content.properties, tag::transport_message_headers);
  EXPECT_EQ(headers, kSimple.substr(0, kSimple.find("\n\n") + 1));
  EXPECT_TRUE(mail.named.empty());
}

TEST(ParseMail, takes_the_sender_from_From_unless_there_is_a_Sender) {
  EXPECT_EQ(text_of(parse_text(kSimple).content.properties, tag::sender_email_address), "ana@example.org");
  const ParsedMail mail = parse_text("From: a@example.org\nSender: b@example.org\n\nx");
  EXPECT_EQ(text_of(mail.content.properties, tag::sender_email_address), "b@example.org");
  EXPECT_EQ(text_of(mail.content.properties, tag::sent_representing_email_address), "a@example.org");
}

TEST(ParseMail, takes_the_delivery_time_from_Received_then_From_line_then_Date) {
  const std::string dated = "Date: Tue, 3 Mar 2026 10:30:00 +0100\n\nx";
  MemoryLargeValues large;
  EXPECT_EQ(parse_text(kSimple, large, "From a@b Sun Jan  4 00:00:00 2026\n").delivered,
            parse_iso8601("2026-03-03T09:31:00Z"));
  EXPECT_EQ(parse_text(dated, large, "From a@b Sun Jan  4 05:06:07 2026\n").delivered,
            parse_iso8601("2026-01-04T05:06:07Z"));
  EXPECT_EQ(parse_text(dated).delivered, parse_iso8601("2026-03-03T09:30:00Z"));
  EXPECT_EQ(parse_text("Subject: x\n\nx").delivered, std::nullopt);
}

TEST(ParseMail, skips_a_From_line_at_the_start_and_takes_its_date) {
  const ParsedMail mail = parse_text("From a@b Sun Jan  4 05:06:07 2026\nSubject: x\n\ny");
  EXPECT_EQ(mail.delivered, parse_iso8601("2026-01-04T05:06:07Z"));
  EXPECT_EQ(text_of(mail.content.properties, tag::transport_message_headers), "Subject: x\n");
  EXPECT_TRUE(mail.warnings.empty());
}

TEST(ParseMail, maps_importance_priority_sensitivity_and_receipts) {
  const ParsedMail mail = parse_text(
      "Importance: High\nPriority: non-urgent\nSensitivity: Private\n"
      "Disposition-Notification-To: a@example.org\nThread-Topic: plans\nThread-Index: AQID\n\nx");
  const PropertySet& p = mail.content.properties;
  EXPECT_EQ(p.get_or<std::int32_t>(tag::importance, -9), 2);
  EXPECT_EQ(p.get_or<std::int32_t>(tag::priority, -9), -1);
  EXPECT_EQ(p.get_or<std::int32_t>(tag::sensitivity, -9), 2);
  EXPECT_TRUE(p.get_or<bool>(tag::read_receipt_requested, false));
  EXPECT_EQ(text_of(p, tag::conversation_topic), "plans");
  EXPECT_EQ(p.get_or<Bytes>(tag::conversation_index, {}), (Bytes{1, 2, 3}));
  EXPECT_EQ(
      parse_text("X-Priority: 5 (Lowest)\n\nx").content.properties.get_or<std::int32_t>(tag::importance, -9),
      0);
}

TEST(ParseMail, makes_one_named_property_of_keywords) {
  const ParsedMail mail = parse_text("Keywords: red, deep blue\nKeywords: green\n\nx");
  ASSERT_EQ(mail.named.size(), 1u);
  EXPECT_EQ(mail.named[0].name, (PropertyName{kPsPublicStrings, "Keywords"}));
  EXPECT_EQ(mail.named[0].type.value, 0x101Fu);
  EXPECT_EQ(std::get<std::vector<std::string>>(mail.named[0].value),
            (std::vector<std::string>{"red", "deep blue", "green"}));
}

TEST(ParseMail, gives_reply_addresses_as_names_and_as_entries) {
  const ParsedMail mail = parse_text("Reply-To: Ana <ana@example.org>, list@example.org\n\nx");
  const PropertySet& p = mail.content.properties;
  EXPECT_EQ(text_of(p, tag::reply_recipient_names), "Ana; list@example.org");
  const auto addresses = decode_address_list(p.get_or<Bytes>(tag::reply_recipient_entries, {}));
  ASSERT_EQ(addresses.size(), 2u);
  EXPECT_EQ(addresses[0], (MailAddress{"Ana", "ana@example.org"}));
}

TEST(ParseMail, reads_the_marks_that_mail_programs_leave_in_headers) {
  const MailMarks unread = parse_text("Status: O\nX-Status: AF\n\nx").marks;
  EXPECT_EQ(unread.read, false);
  EXPECT_TRUE(unread.answered && unread.flagged && !unread.draft);
  EXPECT_EQ(parse_text("Status: RO\n\nx").marks.read, true);
  EXPECT_EQ(parse_text("X-Mozilla-Status: 0005\n\nx").marks.read, true);
  EXPECT_TRUE(parse_text("X-Mozilla-Status: 0005\n\nx").marks.flagged);
  EXPECT_EQ(parse_text("Subject: x\n\nx").marks.read, std::nullopt);
}

TEST(ParseMail, decodes_neighbouring_padded_encoded_words) {
  const ParsedMail mail = parse_text(
      "Subject: =?UTF-8?B?YWI=?=\r\n =?UTF-8?B?Y2Q=?= =?UTF-8?B?ZWY=?=\r\n"
      "To: =?utf-8?B?QW5h?= =?utf-8?B?IFI=?= =?utf-8?B?dcOtPw==?= <ana@example.org>\r\n\r\nx");
  EXPECT_EQ(text_of(mail.content.properties, tag::subject), "abcdef");
  EXPECT_EQ(recipient_name(mail.content.recipients.at(0)), "Ana Ruí?");
}

TEST(ParseMail, cuts_a_header_too_long_for_a_property_and_says_so) {
  const std::string fits(kInlineLimit, 's');
  EXPECT_EQ(text_of(parse_text("Subject: " + fits + "\n\nx").content.properties, tag::subject), fits);
  const ParsedMail mail = parse_text("Subject: " + fits + "s\n\nx");
  EXPECT_EQ(text_of(mail.content.properties, tag::subject), fits);
  EXPECT_THAT(mail.warnings, Contains(HasSubstr("Subject is very long")));
}

TEST(ParseMail, keeps_a_message_without_headers_as_text) {
  const ParsedMail mail = parse_text("just some words\nwithout any header\n");
  EXPECT_EQ(text_of(mail.content.properties, tag::body), "just some words\nwithout any header\n");
  EXPECT_THAT(mail.warnings, Contains(HasSubstr("no headers")));
}

TEST(ParseMail, reads_the_headers_after_a_first_line_that_is_none) {
  const ParsedMail mail = parse_text("Mail content\nSubject: found\n\nx");
  EXPECT_EQ(text_of(mail.content.properties, tag::subject), "found");
  EXPECT_EQ(text_of(mail.content.properties, tag::transport_message_headers),
            "Mail content\nSubject: found\n");
  EXPECT_THAT(mail.warnings, Contains(HasSubstr("first line")));
}

TEST(ParseMail, reads_headers_that_end_with_the_file) {
  EXPECT_EQ(text_of(parse_text("Subject: only").content.properties, tag::subject), "only");
  EXPECT_EQ(text_of(parse_text("Subject: only\nFr").content.properties, tag::subject), "only");
}

TEST(ParseMail, takes_an_empty_file_for_an_empty_message) {
  const ParsedMail mail = parse_text("");
  EXPECT_EQ(text_of(mail.content.properties, tag::message_class), "IPM.Note");
  EXPECT_THAT(mail.warnings, Contains(HasSubstr("empty")));
}

TEST(ParseMail, reads_8_bit_headers_as_UTF_8_or_windows_1252_and_says_so) {
  EXPECT_EQ(text_of(parse_text("Subject: caf\xC3\xA9\n\nx").content.properties, tag::subject), "café");
  const ParsedMail mail = parse_text("Subject: caf\xE9 \x80\n\nx");
  EXPECT_EQ(text_of(mail.content.properties, tag::subject), "café €");
  EXPECT_EQ(text_of(mail.content.properties, tag::transport_message_headers), "Subject: café €\n");
  EXPECT_THAT(mail.warnings, Contains(HasSubstr("8-bit")));
}

TEST(ParseMail, warns_of_headers_that_stand_twice_and_of_lines_that_are_none) {
  EXPECT_THAT(parse_text("Subject: a\nSubject: b\n\nx").warnings,
              Contains(HasSubstr("subject stands more than once")));
  EXPECT_THAT(parse_text("Subject: a\nno header here\nTo: b@c\n\nx").warnings,
              Contains(HasSubstr("are no headers")));
}

class FailingAccess final : public RandomAccess {
 public:
  std::uint64_t size() const override { return 100; }
  Result<std::size_t> read_at(std::uint64_t, std::span<std::uint8_t>) override {
    return Error{Code::io_error, "The disk failed.", {}};
  }
};

TEST(ParseMail, passes_on_a_failure_to_read) {
  FailingAccess bytes;
  MemoryLargeValues large;
  const auto mail = parse_mail(bytes, large);
  ASSERT_FALSE(mail.ok());
  EXPECT_EQ(mail.error().code, Code::io_error);
}

}  // namespace
}  // namespace postroom
