// The small pieces that mail formats are made of.
#include <gmock/gmock.h>
#include <postroom/mail.h>

#include "formats/charset_decoder.h"
#include "formats/code_pages.h"
#include "formats/encoded_words.h"
#include "formats/from_quotes.h"
#include "formats/kept_headers.h"
#include "formats/mail_date.h"
#include "formats/one_off.h"
#include "formats/outline.h"
#include "formats/transfer_decoder.h"
#include "formats/transfer_encoder.h"

namespace postroom {
namespace {

TEST(FromQuotes, give_the_same_however_the_bytes_are_cut) {
  const std::string text = "From a\n>From b\n>>>From c\nFrom\n>Fro\nxFrom d\n>>\nFFrom e\n>";
  for (const auto way : {FromQuotes::Way::add, FromQuotes::Way::remove}) {
    std::string whole;
    FromQuotes quotes(way);
    quotes.feed(text, whole);
    quotes.finish(whole);
    EXPECT_TRUE(quotes.changed());
    EXPECT_EQ(whole, way == FromQuotes::Way::add
                         ? ">From a\n>>From b\n>>>>From c\nFrom\n>Fro\nxFrom d\n>>\nFFrom e\n>"
                         : "From a\nFrom b\n>>From c\nFrom\n>Fro\nxFrom d\n>>\nFFrom e\n>");
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      std::string result;
      FromQuotes parts(way);
      parts.feed(text.substr(0, cut), result);
      FromQuotes copy = parts;
      copy.feed(text.substr(cut), result);
      copy.finish(result);
      EXPECT_EQ(result, whole);
    }
  }
}

TEST(CharsetDecoder, gives_the_same_however_the_bytes_are_cut) {
  const auto decode = [](const std::string& charset, std::string_view a, std::string_view b) {
    auto decoder = CharsetDecoder::open(charset);
    std::string text;
    decoder->feed(a, text);
    decoder->feed(b, text);
    decoder->finish(text);
    return text;
  };
  const std::string utf8 = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xFFz\xE2\x82";
  const std::string sjis = "\x93\xFA\x96\x7B z\x93";
  for (std::size_t cut = 0; cut <= utf8.size(); ++cut) {
    EXPECT_EQ(decode("utf-8", utf8.substr(0, cut), utf8.substr(cut)).substr(0, 14), "aé€😀\uFFFDz");
  }
  for (std::size_t cut = 0; cut <= sjis.size(); ++cut) {
    EXPECT_EQ(decode("shift_jis", sjis.substr(0, cut), sjis.substr(cut)), "日本 z\uFFFD");
  }
  EXPECT_FALSE(CharsetDecoder::open("martian"));
}

TEST(CodePages, know_charsets_by_name_and_number) {
  EXPECT_EQ(code_page_of("UTF-8"), 65001);
  EXPECT_EQ(code_page_of("ISO-8859-1"), 28591);
  EXPECT_EQ(code_page_of("martian"), std::nullopt);
  EXPECT_EQ(charset_of(1251), "windows-1251");
  EXPECT_EQ(charset_of(7), "");
}

TEST(EncodedWords, are_parted_only_after_padding) {
  EXPECT_EQ(part_padded_words("=?x?B?YQ==?= =?x?B?YQ==?="),
            "=?x?B?YQ==?= =?UTF-8?Q?"
            "?= =?x?B?YQ==?=");
  EXPECT_EQ(part_padded_words("=?x?B?YWFh?= =?x?B?YQ==?="), std::nullopt);
  EXPECT_EQ(part_padded_words("=?x?B?YQ==?= and more"), std::nullopt);
}

TEST(MailDate, reads_what_mail_programs_write) {
  EXPECT_EQ(parse_mail_date("Tue, 3 Mar 2026 10:30:00 +0100"), parse_iso8601("2026-03-03T09:30:00Z"));
  EXPECT_EQ(parse_mail_date("3 Mar 2026 09:30 GMT"), parse_iso8601("2026-03-03T09:30:00Z"));
  EXPECT_EQ(parse_mail_date("yesterday"), std::nullopt);
  EXPECT_EQ(parse_received_date("from a; by b;\n\tTue, 3 Mar 2026 09:30:00 +0000"),
            parse_iso8601("2026-03-03T09:30:00Z"));
  EXPECT_EQ(parse_received_date("no date"), std::nullopt);
}

TEST(MailDate, reads_From_lines) {
  const auto expected = parse_iso8601("2026-03-03T09:30:00Z");
  EXPECT_EQ(parse_from_line_date("From a@b Tue Mar  3 09:30:00 2026\n"), expected);
  EXPECT_EQ(parse_from_line_date("From - Tue Mar 03 09:30:00 2026\r\n"), expected);
  EXPECT_EQ(parse_from_line_date("From a at b Tue Mar  3 10:30:00 +0100 2026"), expected);
  EXPECT_EQ(parse_from_line_date("From a Tue Mar 3 09:30 2026"), expected);
  EXPECT_EQ(parse_from_line_date("From here in Mar 2026"), std::nullopt);
  EXPECT_EQ(parse_from_line_date("From a Tue Feb 30 09:30:00 2026"), std::nullopt);
}

TEST(AddressList, keeps_addresses_and_leaves_out_what_is_damaged) {
  const std::vector<MailAddress> addresses = {{"Ana Ruíz 😀", "ana@example.org"}, {"b@c", "b@c"}};
  const Bytes bytes = encode_address_list(addresses);
  EXPECT_EQ(decode_address_list(bytes), addresses);
  constexpr std::size_t kPadding = 3;  // at most, after the last entry
  for (std::size_t size = 0; size + kPadding < bytes.size(); ++size) {
    EXPECT_LT(decode_address_list(ByteView(bytes).first(size)).size(), 2u);
  }
  Bytes other = bytes;
  other[20] ^= 1;  // the provider
  EXPECT_EQ(decode_address_list(other).size(), 1u);
}

TEST(KeptHeaders, are_those_that_no_property_stands_for) {
  const auto kept = kept_from(
      "Received: a\n b\nSubject: s\n more\nno header\nX-A: 1\r\nContent-Type: t\nMIME-Version: 1.0\n");
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].line, "Received: a\n b\n");
  EXPECT_EQ(kept[1].name, "X-A");
}

std::string decode(std::string_view text, GMimeContentEncoding encoding) {
  MemoryAccess access(as_bytes(text));
  TransferDecoder decoder(access, {0, text.size()}, encoding);
  auto bytes = read_all(decoder, 1 << 20);
  return bytes.ok() ? std::string(as_text(*bytes)) : describe(bytes.error());
}

TEST(TransferEncoding, goes_both_ways) {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += i % 70 == 0 ? '\n' : static_cast<char>(i * 7 | 0x10);  // no CR
  MemoryAccess access(as_bytes(text));
  for (const auto encoding : {GMIME_CONTENT_ENCODING_BASE64, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE}) {
    MemorySink sink;
    CrlfSink lines(sink);
    ASSERT_TRUE(write_encoded(access, encoding, lines).ok());
    std::string decoded = decode(as_text(sink.bytes()), encoding);
    if (encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE) {
      for (std::size_t at = 0; (at = decoded.find("\r\n", at)) != std::string::npos;) decoded.erase(at, 1);
    }
    EXPECT_TRUE(decoded == text) << encoding;
  }
}

TEST(TransferEncoding, is_the_plainest_that_does_no_harm) {
  const auto chosen = [](std::string_view text) {
    MemoryAccess access(as_bytes(text));
    return *choose_text_encoding(access);
  };
  EXPECT_EQ(chosen("plain\r\ntext\n"), GMIME_CONTENT_ENCODING_7BIT);
  EXPECT_EQ(chosen(std::string(900, 'x')), GMIME_CONTENT_ENCODING_7BIT);
  EXPECT_EQ(chosen(std::string(901, 'x')), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  EXPECT_EQ(chosen("mostly plain, a bit of caf\xC3\xA9"), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  EXPECT_EQ(chosen("x\n--boundary"), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  EXPECT_EQ(chosen("lone\rreturn"), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  EXPECT_EQ(chosen("\xE6\x97\xA5"), GMIME_CONTENT_ENCODING_BASE64);
}

TEST(Outline, shows_small_stretches_whole_and_of_large_ones_the_ends) {
  const std::string head = "Subject: x\n\n--m\nA: b\n\n", tail = "--m\nC: d\n\nlast\n";
  const std::string large(3 << 20, 'x');
  const std::string text = head + large + "\n" + tail;
  MemoryAccess mail(as_bytes(text));
  auto outline = Outline::scan(mail);
  ASSERT_TRUE(outline.ok());
  EXPECT_FALSE(outline->is_whole());
  EXPECT_LT(outline->visible_size(), 1u << 20);
  OutlineAccess visible(mail, *outline);
  RangeSource source(visible);
  auto seen = read_all(source, 1 << 20);
  ASSERT_TRUE(seen.ok());
  EXPECT_TRUE(as_text(*seen).starts_with(head));
  EXPECT_TRUE(as_text(*seen).ends_with("\n" + tail));
  EXPECT_EQ(outline->raw_offset(outline->visible_size()), text.size());
  EXPECT_EQ(outline->raw_offset(outline->visible_size() - tail.size()), text.size() - tail.size());
  EXPECT_EQ(outline->raw_offset(head.size()), head.size());
}

TEST(Outline, finds_boundaries_wherever_its_pieces_end) {
  std::string text = "Subject: x\n\n";
  std::size_t boundaries = 0;
  while (text.size() < 3u << 20) {
    text += "--m\n\n" + std::string(100'003, 'x') + "\n";
    ++boundaries;
  }
  MemoryAccess mail(as_bytes(text));
  auto outline = Outline::scan(mail);
  ASSERT_TRUE(outline.ok());
  EXPECT_EQ(outline->raw_size(), text.size());
  OutlineAccess visible(mail, *outline);
  RangeSource source(visible);
  auto seen = read_all(source, 8 << 20);
  ASSERT_TRUE(seen.ok());
  std::size_t found = 0;
  for (std::size_t at = 0; (at = as_text(*seen).find("\n--m\n", at)) != std::string_view::npos; ++at) ++found;
  EXPECT_EQ(found, boundaries);
}

TEST(Outline, refuses_more_boundary_lines_than_the_limit) {
  std::string text = "A: b\n\n";
  for (std::size_t i = 0; i < kMaxBoundaryLines; ++i) text += "--m\n\n";
  MemoryAccess fits(as_bytes(text));
  EXPECT_TRUE(Outline::scan(fits).ok());
  text += "--m\n";
  MemoryAccess past(as_bytes(text));
  EXPECT_FALSE(Outline::scan(past).ok());
}

}  // namespace
}  // namespace postroom
