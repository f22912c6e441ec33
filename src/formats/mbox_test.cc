#include <gmock/gmock.h>
#include <postroom/mail.h>
#include <postroom/mbox.h>

#include "base/try.h"

namespace postroom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kFrom = "From ana@example.org Tue Mar  3 09:30:00 2026\n";

std::string read_text(RandomAccess& bytes) {
  RangeSource source(bytes);
  auto all = read_all(source, 1 << 30);
  return all.ok() ? std::string(as_text(*all)) : describe(all.error());
}

struct Mailbox {
  std::vector<std::string> messages;
  std::vector<MboxFrame> frames;
  std::string written;  // read and written again
};

Mailbox read_mbox(std::string_view text) {
  Mailbox mailbox;
  MemoryAccess file(as_bytes(text));
  auto reader = MboxReader::open(file);
  EXPECT_TRUE(reader.ok());
  if (!reader.ok()) return mailbox;
  MemorySink sink;
  EXPECT_TRUE(sink.write(as_bytes(reader->preamble())).ok());
  MboxWriter writer(sink);
  for (;;) {
    auto entry = reader->next();
    EXPECT_TRUE(entry.ok());
    if (!entry.ok() || !*entry) break;
    auto message = open_message(file, **entry);
    EXPECT_TRUE(message.ok());
    if (!message.ok()) break;
    mailbox.messages.push_back(read_text(**message));
    mailbox.frames.push_back((*entry)->frame);
    RangeSource source(**message);
    EXPECT_TRUE(writer.write((*entry)->frame, source).ok());
  }
  mailbox.written = as_text(sink.bytes());
  return mailbox;
}

TEST(Mbox, gives_each_message_without_its_frame) {
  const std::string text = kFrom + "Subject: a\n\none\n\n" + kFrom + "Subject: b\n\ntwo\n\n";
  const Mailbox mailbox = read_mbox(text);
  EXPECT_THAT(mailbox.messages, ElementsAre("Subject: a\n\none\n", "Subject: b\n\ntwo\n"));
  EXPECT_EQ(mailbox.frames.at(0), (MboxFrame{kFrom, FromQuoting::mboxrd, "\n"}));
  EXPECT_EQ(mailbox.written, text);
}

TEST(Mbox, has_no_messages_when_empty) {
  EXPECT_THAT(read_mbox("").messages, IsEmpty());
  EXPECT_THAT(read_mbox("\n\n").messages, IsEmpty());
}

TEST(Mbox, is_refused_without_a_From_line_at_its_start) {
  MemoryAccess file(as_bytes("Subject: a\n\nFrom here\n"));
  const auto reader = MboxReader::open(file);
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().code, Code::invalid_argument);
  EXPECT_THAT(reader.error().message, HasSubstr("does not begin with \"From \""));
}

TEST(Mbox, takes_one_quote_off_From_lines_and_puts_it_back) {
  const std::string text = kFrom + "Subject: a\n\n>From one\n>>From two\n>from\n> From\n>Fromage\n\n";
  const Mailbox mailbox = read_mbox(text);
  EXPECT_THAT(mailbox.messages, ElementsAre("Subject: a\n\nFrom one\n>From two\n>from\n> From\n>Fromage\n"));
  EXPECT_EQ(mailbox.written, text);
}

TEST(Mbox, tells_unquoted_text_from_separators) {
  const std::string text = kFrom +
                           "Subject: a\n\ntext\nFrom here on\n\nFrom there on it goes.\n>From quoted\n\n" +
                           kFrom + "Subject: b\n\nx\n";
  const Mailbox mailbox = read_mbox(text);
  EXPECT_THAT(mailbox.messages,
              ElementsAre("Subject: a\n\ntext\nFrom here on\n\nFrom there on it goes.\n>From quoted\n",
                          "Subject: b\n\nx\n"));
  EXPECT_EQ(mailbox.frames.at(0).quoting, FromQuoting::none);
  EXPECT_EQ(mailbox.frames.at(1).quoting, FromQuoting::mboxrd);
  EXPECT_EQ(mailbox.written, text);
}

TEST(Mbox, is_written_again_as_it_was_whatever_its_line_ends) {
  std::string crlf;
  for (const char c : kFrom + "Subject: a\n\n>From x\n\n" + kFrom + "Subject: b\n\ny") {
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  for (const std::string& text :
       {crlf, crlf + "\r\n", kFrom + "Subject: a\n\nx\n" + kFrom + "Subject: b\n\nno blank line before\n",
        kFrom, kFrom + "\n", kFrom + "\n\n" + kFrom + "\n", "\n\n" + kFrom + "Subject: a\n\nx",
        std::string("From \nSubject: a\n\nx\n\nFrom \nSubject: b\n\ny\n"),
        kFrom + "Subject: a\n\nx\n\n\n\n" + kFrom + "Subject: b\n\n"}) {
    EXPECT_EQ(read_mbox(text).written, text);
  }
  EXPECT_EQ(read_mbox(crlf).messages.size(), 2u);
}

TEST(Mbox, finds_separators_wherever_its_pieces_end) {
  const std::string body(1021, 'x');
  std::string text;
  for (int i = 0; i < 3000; ++i)
    text += kFrom + "Subject: a\n\n" + body.substr(0, static_cast<std::size_t>(i % 1021)) + "\n\n";
  const Mailbox mailbox = read_mbox(text);
  EXPECT_EQ(mailbox.messages.size(), 3000u);
  EXPECT_EQ(mailbox.written, text);
}

TEST(Mbox, reads_large_messages_in_pieces_from_any_place) {
  std::string message = "Subject: a\n\n", quoted = message;
  for (int i = 0; i < 60'000; ++i) {
    message += i % 3 == 0 ? "From here\n" : i % 3 == 1 ? ">From there\n" : "text\n";
    quoted += i % 3 == 0 ? ">From here\n" : i % 3 == 1 ? ">>From there\n" : "text\n";
  }
  const std::string text = kFrom + quoted;
  MemoryAccess file(as_bytes(text));
  auto reader = MboxReader::open(file);
  ASSERT_TRUE(reader.ok());
  auto entry = reader->next();
  ASSERT_TRUE(entry.ok() && *entry);
  auto access = open_message(file, **entry);
  ASSERT_TRUE(access.ok());
  EXPECT_EQ((*access)->size(), message.size());
  EXPECT_EQ(read_text(**access), message);
  for (std::size_t offset = message.size(); offset > 10'007; offset -= 10'007) {
    std::array<std::uint8_t, 10> piece;
    auto count = (*access)->read_at(offset - 10, piece);
    ASSERT_TRUE(count.ok());
    EXPECT_EQ(as_text(ByteView(piece).first(*count)), message.substr(offset - 10, *count));
  }
}

TEST(Mbox, writes_a_message_that_came_from_elsewhere) {
  MemorySink sink;
  MboxWriter writer(sink);
  const MboxFrame frame = make_mbox_frame("ana@example.org", *parse_iso8601("2026-03-03T09:30:00Z"));
  EXPECT_EQ(frame.from_line, kFrom);
  MemorySource first("Subject: a\n\nFrom x"), second("Subject: b\n\ny\n");
  ASSERT_TRUE(writer.write(frame, first).ok());
  ASSERT_TRUE(writer.write(frame, second).ok());
  EXPECT_EQ(as_text(sink.bytes()), kFrom + "Subject: a\n\n>From x\n" + kFrom + "Subject: b\n\ny\n\n");
  EXPECT_EQ(read_mbox(as_text(sink.bytes())).messages.size(), 2u);
}

TEST(Mbox, writes_a_harmless_From_line_for_any_sender) {
  const FileTime time = *parse_iso8601("2026-03-03T09:30:00Z");
  EXPECT_EQ(make_mbox_frame("", time).from_line, "From MAILER-DAEMON Tue Mar  3 09:30:00 2026\n");
  EXPECT_EQ(make_mbox_frame("a b\nSubject: x", time).from_line,
            "From abSubject:x Tue Mar  3 09:30:00 2026\n");
}

TEST(MailFormat, is_told_by_the_first_line) {
  const auto format_of = [](std::string_view text) {
    MemoryAccess bytes(as_bytes(text));
    return *detect_format(bytes);
  };
  EXPECT_EQ(format_of("From a@b Tue Mar  3 09:30:00 2026\n"), MailFormat::mbox);
  EXPECT_EQ(format_of("\n\nFrom a\n"), MailFormat::mbox);
  EXPECT_EQ(format_of("From: a@b\n"), MailFormat::eml);
  EXPECT_EQ(format_of(""), MailFormat::eml);
}

}  // namespace
}  // namespace postroom
