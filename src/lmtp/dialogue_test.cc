#include "lmtp/dialogue.h"

#include <gtest/gtest.h>

#include "support/must.h"
#include "support/seeded_random.h"

namespace postroom::lmtp {
namespace {

using postroom::testing::must;

class Dialogues : public ::testing::Test {
 protected:
  // What the server says to these lines, all sent at once.
  std::string say(const std::string& lines) {
    taken_ = dialogue.take(lines);
    return dialogue.take_replies();
  }
  std::string code(const std::string& line) { return say(line + "\r\n").substr(0, 9); }
  void begin(const std::string& to = "shop@example.com") {
    say("LHLO here\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<" + to + ">\r\n");
  }
  std::string mail_text() {
    const Bytes bytes = must(read_all(dialogue.mail(), 1 << 20));
    return std::string(as_text(bytes));
  }
  static Result<Bytes> read_all(RandomAccess& access, std::size_t limit) {
    RangeSource source(access);
    return postroom::read_all(source, limit);
  }

  Addressees addressees{
      {{"shop@example.com", "shop"}, {"Ana@Example.com", "ana"}, {"ö@example.com", "shop"}}};
  DialogueLimits limits{.command_line = 100, .recipients = 3, .bad_commands = 5, .mail = 1000};
  Dialogue dialogue{"mail.example.com", addressees, limits};
  std::size_t taken_ = 0;
};

TEST_F(Dialogues, begin_with_a_greeting_and_what_the_server_can) {
  EXPECT_EQ(dialogue.take_replies(), "220 mail.example.com Postroom LMTP\r\n");
  EXPECT_EQ(say("lhlo here\r\n"),
            "250-mail.example.com\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
            "250 ENHANCEDSTATUSCODES\r\n");
}

TEST_F(Dialogues, answer_each_recipient_after_the_mail) {
  dialogue.take_replies();
  const std::string replies =
      say("LHLO here\r\nMAIL FROM:<a@example.org> SIZE=10 BODY=8BITMIME SMTPUTF8\r\nRCPT "
          "TO:<shop@example.com>\r\n"
          "RCPT TO:<nobody@example.com>\r\nRCPT TO:<ana@EXAMPLE.com>\r\nDATA\r\nSubject: "
          "x\r\n\r\n..dot\r\n.\r\nNOOP\r\n");
  EXPECT_TRUE(replies.ends_with(
      "250 2.1.0 The sender is noted\r\n250 2.1.5 The recipient is noted\r\n"
      "550 5.1.1 Nobody here has the address <nobody@example.com>\r\n"
      "250 2.1.5 The recipient is noted\r\n354 Send the mail, and a line with a dot alone\r\n"))
      << replies;
  ASSERT_TRUE(dialogue.has_mail());
  EXPECT_FALSE(dialogue.obstacle());
  EXPECT_EQ(dialogue.envelope().sender, "a@example.org");
  EXPECT_EQ(dialogue.envelope().client, "here");
  ASSERT_EQ(dialogue.envelope().recipients.size(), 2u);
  EXPECT_EQ(dialogue.envelope().recipients[1].store, "ana");
  EXPECT_EQ(mail_text(), "Subject: x\r\n\r\n.dot\r\n");
  dialogue.answer({{250, "2.0.0", "Kept"}, {451, "4.3.0", "Not now"}});
  EXPECT_EQ(dialogue.take_replies(), "250 2.0.0 Kept\r\n451 4.3.0 Not now\r\n");
  EXPECT_EQ(say("NOOP\r\n"), "250 2.0.0 Nothing done\r\n");
  EXPECT_EQ(code("DATA"), "503 5.5.1");  // the next mail begins anew
}

TEST_F(Dialogues, leave_what_follows_a_mail_until_it_is_answered) {
  begin();
  const std::string text = "DATA\r\nx\r\n.\r\nQUIT\r\n";
  say(text);
  EXPECT_EQ(taken_, text.size() - 6);
  dialogue.answer({{250, "2.0.0", "Kept"}});
  EXPECT_EQ(say("QUIT\r\n"), "250 2.0.0 Kept\r\n221 2.0.0 Goodbye\r\n");
  EXPECT_TRUE(dialogue.is_over());
  EXPECT_EQ(say("NOOP\r\n"), "");
}

TEST_F(Dialogues, refuse_what_comes_out_of_order) {
  dialogue.take_replies();
  EXPECT_EQ(code("MAIL FROM:<>"), "503 5.5.1");
  EXPECT_EQ(code("EHLO here"), "500 5.5.1");
  say("LHLO here\r\n");
  EXPECT_EQ(code("RCPT TO:<shop@example.com>"), "503 5.5.1");
  EXPECT_EQ(code("MAIL FROM:<>"), "250 2.1.0");
  EXPECT_EQ(code("MAIL FROM:<>"), "503 5.5.1");
  EXPECT_EQ(code("RSET"), "250 2.0.0");
  EXPECT_EQ(code("MAIL FROM:<>"), "250 2.1.0");
  EXPECT_EQ(code("DATA"), "503 5.5.1");
  EXPECT_TRUE(dialogue.is_over()) << "the fifth command that makes no sense is the last";
}

TEST_F(Dialogues, refuse_paths_and_parameters_that_make_no_sense) {
  Dialogue patient("mail", addressees);
  patient.take("LHLO here\r\n");
  patient.take_replies();
  const auto reply = [&](const std::string& line) {
    patient.take(line + "\r\n");
    return patient.take_replies().substr(0, 9);
  };
  for (const char* line : {"MAIL", "MAIL FROM", "MAIL FROM:a@b", "MAIL FROM:<a@b", "MAIL FROM:<a@b>x",
                           "MAIL TO:<a@b>", "MAIL FROM:<\"a>", "MAIL FROM:<@x>", "MAIL FROM:<a@b> SIZE=x",
                           "MAIL FROM:<a@b> BODY=9BIT", "MAIL FROM:<a@b> SIZE=", "DATA now", "LHLO"}) {
    EXPECT_EQ(reply(line).substr(0, 7), "501 5.5") << line;
  }
  EXPECT_EQ(reply("MAIL FROM:<a@b> NOSUCH"), "555 5.5.4");
  EXPECT_EQ(reply("MAIL FROM:<ö@example.org>"), "550 5.6.7");
  EXPECT_EQ(reply("MAIL FROM:<\"a>b\"@example.org> SMTPUTF8"), "250 2.1.0");
  EXPECT_EQ(reply("RCPT TO:<@relay,@two:shop@example.com>"), "250 2.1.5");
  EXPECT_EQ(reply("RCPT TO:<ö@example.com>"), "250 2.1.5");
  EXPECT_EQ(reply("RCPT TO:<shop@example.com> NOTIFY=NEVER"), "555 5.5.4");
  EXPECT_EQ(reply("NO\tOP"), "501 5.5.2");
}

TEST_F(Dialogues, hold_their_limits) {
  dialogue.take_replies();
  say("LHLO here\r\n");
  EXPECT_EQ(code("MAIL FROM:<a@b> SIZE=1001"), "552 5.3.4");
  EXPECT_EQ(code("MAIL FROM:<a@b> SIZE=99999999999999999999999"), "552 5.3.4");
  EXPECT_EQ(code("MAIL FROM:<a@b> SIZE=1000"), "250 2.1.0");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(code("RCPT TO:<shop@example.com>"), "250 2.1.5");
  EXPECT_EQ(code("RCPT TO:<shop@example.com>"), "452 4.5.3");
  EXPECT_EQ(code("NOOP " + std::string(93, 'x')), "250 2.0.0");
  EXPECT_EQ(code("NOOP " + std::string(94, 'x')), "500 5.5.6");
  EXPECT_EQ(code("NOOP " + std::string(94'000, 'x')), "500 5.5.6");
}

TEST_F(Dialogues, take_a_mail_up_to_the_limit_and_refuse_one_past_it_for_all) {
  for (const std::size_t size : {1000u, 1001u}) {
    begin();
    say("DATA\r\n" + std::string(size - 2, 'x') + "\r\n.\r\n");
    ASSERT_TRUE(dialogue.has_mail());
    EXPECT_EQ(dialogue.obstacle().has_value(), size > 1000);
    EXPECT_LE(dialogue.mail().size(), 1000u);
    EXPECT_EQ(dialogue.obstacle().value_or(Reply{}).code, size > 1000 ? 552 : 250);
    dialogue.answer({{250, "2.0.0", "Kept"}});
  }
}

TEST_F(Dialogues, end_a_mail_at_nothing_but_a_dot_alone_between_cr_lf) {
  begin();
  const std::string text = "a\n.\nb\r.\rc\n.\r\n.\rd\r\r\n..\r\n.x\r\n";
  say("DATA\r\n" + text + ".\r\n");
  ASSERT_TRUE(dialogue.has_mail());
  EXPECT_EQ(mail_text(), "a\n.\nb\r.\rc\n.\r\n\rd\r\r\n.\r\nx\r\n");
}

TEST_F(Dialogues, do_not_depend_on_how_the_bytes_are_cut) {
  const std::string text =
      "LHLO here\r\nMAIL FROM:<a@b>\r\nRCPT "
      "TO:<shop@example.com>\r\nDATA\r\n..a\r\n.b\r\n\r\n.\rx\r\n..\r\n.\r\n";
  std::string replies, mail;
  postroom::testing::SeededRandom random(3);
  for (int run = 0; run < 50; ++run) {
    Dialogue cut("mail", addressees);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = run == 0 ? text.size() : 1 + random.below(5);
      at += cut.take(std::string_view(text).substr(at, size));
    }
    ASSERT_TRUE(cut.has_mail());
    const Bytes bytes = must(read_all(cut.mail(), 1000));
    if (run == 0) replies = cut.take_replies(), mail = as_text(bytes);
    EXPECT_EQ(run == 0 ? replies : cut.take_replies(), replies);
    EXPECT_EQ(as_text(bytes), mail);
  }
}

TEST(AddresseesTest, find_a_mailbox_in_any_case_and_with_a_detail) {
  const Addressees addressees({{"Shop@Example.com", "shop"}, {"shop+vip@example.com", "vip"}});
  const auto store = [&](std::string_view address) {
    const std::string* found = addressees.find(address);
    return found ? *found : std::string();
  };
  EXPECT_EQ(store("shop@example.COM"), "shop");
  EXPECT_EQ(store("shop+orders+more@example.com"), "shop");
  EXPECT_EQ(store("shop+VIP@example.com"), "vip");
  for (const char* nobody : {"", "shop", "@example.com", "+shop@example.com", "shop@example.com.org",
                             "shop+x", "shop@sub+example.com"}) {
    EXPECT_EQ(store(nobody), "") << nobody;
  }
}

}  // namespace
}  // namespace postroom::lmtp
