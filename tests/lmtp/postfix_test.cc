// Mail on its way from a real mail server into stores.
#include "lmtp/postfix.h"

#include <gtest/gtest.h>
#include <postroom/open.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <map>

#include "server/served.h"
#include "support/must.h"
#include "support/server_process.h"

namespace postroom::lmtp_tests {
namespace {

using server_tests::plain_environment;
using testing::must;
using tests::Program;
using namespace std::chrono_literals;

class FromPostfix : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string obstacle = postfix_obstacle(); !obstacle.empty()) GTEST_SKIP() << obstacle;
    ::chmod(ground_.path().c_str(), 0755);  // Postfix's programs are not root
    std::ofstream(ground_.path("config.toml"))
        << "listen = [\"127.0.0.1:0\"]\nstate = \"" << ground_.path("state") << "\"\nserve_page = false\n"
        << "skip_broken_stores = true\n[log]\nfile = \"" << ground_.path("log")
        << "\"\n[lmtp]\nlisten = \"unix:" << ground_.path("lmtp")
        << "\"\n[[store]]\nname = \"shop\"\naddress = \"" << ground_.path("shop.postroom")
        << "\"\nmail = [\"shop@example.com\", \"ana@example.com\"]\n[[store]]\nname = \"late\"\naddress = \""
        << ground_.path("late.postroom") << "\"\nmail = [\"late@example.com\"]\n";
    postfix_.emplace(ground_.path("postfix"), "lmtp:unix:" + ground_.path("lmtp"));
  }
  Program start() {
    Program program = Program::start({"--config", ground_.path("config.toml")}, plain_environment());
    if (!program.wait_for("postroomd takes mail at lmtp:unix:")) throw std::runtime_error(program.wait().err);
    return program;
  }
  static std::string mail(const std::string& subject) {
    return "From: Ana <ana@example.com>\nTo: The shop <shop@example.com>\nSubject: " + subject +
           "\n\n.\n..\nText\n";
  }
  // How often each subject is in the Inbox.
  std::map<std::string, int> subjects(Store& store) {
    std::map<std::string, int> found;
    for (const MessageSummary& row : must(store.list(session_, store.special(SpecialFolder::inbox))))
      ++found[row.subject];
    return found;
  }
  ::testing::AssertionResult comes(Store& store, const std::string& subject) {
    const bool came = testing::wait_until(30s, [&] { return subjects(store).contains(subject); });
    if (came) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << postfix_->log();
  }

  testing::TemporaryFolder ground_{testing::Place::memory};
  const Session session_ = make_session("Ana Ruiz", "the tests");
  Store shop_ = must(create_store(ground_.path("shop.postroom"), session_));
  std::optional<Postfix> postfix_;
};

TEST_F(FromPostfix, mail_arrives_as_it_was_sent) {
  const Program program = start();
  postfix_->send("ben@example.org", "shop+orders@example.com", mail("Order 1"));
  ASSERT_TRUE(comes(shop_, "Order 1"));
  const auto rows = must(shop_.list(session_, shop_.special(SpecialFolder::inbox)));
  const Message message = must(shop_.open_message(session_, rows.at(0).id, Access::read_only));
  const auto original = must(message.original());
  Bytes bytes(original->size());
  must(original->read_at(0, bytes));
  const std::string text(as_text(bytes));
  EXPECT_TRUE(text.starts_with("Return-Path: <ben@example.org>\r\nDelivered-To: shop+orders@example.com\r\n"))
      << text;
  EXPECT_TRUE(text.ends_with("\r\n\r\n.\r\n..\r\nText\r\n")) << text;
}

TEST_F(FromPostfix, mail_to_nobody_bounces_and_the_bounce_arrives) {
  const Program program = start();
  postfix_->send("ana@example.com", "nobody@example.com", mail("To nobody"));
  EXPECT_TRUE(comes(shop_, "Undelivered Mail Returned to Sender"));
}

TEST_F(FromPostfix, mail_waits_for_a_store_that_is_not_there_yet_and_for_the_server) {
  postfix_->send("ben@example.org", "late@example.com", mail("Early"));
  postfix_->send("ben@example.org", "shop@example.com", mail("Earlier"));
  ASSERT_TRUE(
      testing::wait_until(30s, [&] { return postfix_->log().find("status=deferred") != std::string::npos; }));
  const Program program = start();
  ASSERT_TRUE(comes(shop_, "Earlier"));
  ASSERT_TRUE(testing::wait_until(30s, [&] {
    return postfix_->log().find("451 4.3.0") != std::string::npos;
  })) << postfix_->log();
  Store late = must(create_store(ground_.path("late.postroom"), session_));
  EXPECT_TRUE(comes(late, "Early"));
}

TEST_F(FromPostfix, nothing_that_was_acknowledged_is_missing_after_kills) {
  constexpr int kKills = 4, kMails = 15;  // between two of them
  int sent = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    Program program = start();
    for (int i = 0; i < kMails; ++i)
      postfix_->send("ben@example.org", "shop@example.com", mail("Mail " + std::to_string(sent++)));
    program.signal(SIGKILL);
    program.wait();
  }
  // What Postfix has struck off its queue by now was acknowledged.
  const auto delivered_before = [&] {
    std::size_t count = 0;
    const std::string log = postfix_->log();
    for (std::size_t at = log.find("status=sent"); at != log.npos; at = log.find("status=sent", at + 1))
      ++count;
    return count;
  };
  std::size_t kept = 0;
  for (const auto& [subject, times] : subjects(shop_)) kept += static_cast<std::size_t>(times);
  EXPECT_GE(kept, delivered_before());
  const Program program = start();
  ASSERT_TRUE(
      testing::wait_until(60s, [&] { return subjects(shop_).size() == static_cast<std::size_t>(sent); }))
      << subjects(shop_).size() << " of " << sent << "\n"
      << postfix_->log();
  EXPECT_EQ(must(shop_.check(session_)), std::vector<std::string>{});
}

}  // namespace
}  // namespace postroom::lmtp_tests
