// postroomd itself, from its command line to what it answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include <csignal>
#include <fstream>

#include "server/served.h"
#include "support/must.h"
#include "support/server_process.h"

namespace postroom::server_tests {
namespace {

using ::testing::HasSubstr;
using testing::must;

class ServerProgram : public ::testing::Test {
 protected:
  static Ended ended(const Words& words) { return Program::start(words, plain_environment()).wait(); }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(served_.path(name), std::ios::binary) << text;
    return served_.path(name);
  }

  Served served_;
};

TEST_F(ServerProgram, signs_in_and_saves) {
  const MessageId message = served_.add_message("The printer is red");
  const Program program = served_.start();
  Client client(served_.address());
  const Answer signed_in =
      must(client.send("POST", "/api/v1/sign-in", "{\"name\": \"ana\", \"password\": \"" + kPassword + "\"}",
                       {{"Content-Type", "application/json"}}));
  ASSERT_EQ(signed_in.status, 200u) << signed_in.body;
  const std::string cookie = signed_in.field("Set-Cookie");
  const auto session = boost::json::parse(signed_in.body);
  const Answer saved =
      must(client.send("PATCH", "/api/v1/stores/shop/messages/" + std::to_string(message.value),
                       R"({"set": {"PR_SUBJECT": "The printer is blue"}})",
                       {{"Cookie", cookie.substr(0, cookie.find(';'))},
                        {"X-CSRF-Token", std::string(session.at("csrf").as_string())},
                        {"If-Match", "\"1\""}}));
  EXPECT_EQ(saved.status, 200u) << saved.body;
  EXPECT_EQ(saved.field("ETag"), "\"2\"");
  Store store = served_.open();
  EXPECT_EQ(must(store.summary(served_.session(), message)).subject, "The printer is blue");
}

TEST_F(ServerProgram, tells_how_it_is) {
  const Program program = served_.start();
  Client client(served_.address());
  EXPECT_EQ(must(client.get("/healthz")).status, 200u);
  EXPECT_EQ(must(client.get("/readyz")).body, "ready\n");
  Answer metrics = must(client.get("/metrics"));
  EXPECT_EQ(metrics.field("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(metrics.body, HasSubstr("postroom_stores_open 1\n"));
  const std::string counted = "postroom_requests_total{method=\"GET\",route=\"/readyz\",status=\"200\"} 1\n";
  EXPECT_TRUE(testing::wait_until(kPatience, [&] {  // it is counted after its answer
    metrics = must(client.get("/metrics"));
    return metrics.body.find(counted) != std::string::npos;
  })) << metrics.body;
}

TEST_F(ServerProgram, answers_metrics_elsewhere_alone_where_it_is_told_so) {
  const Program program = served_.start({"--metrics-listen", "127.0.0.1:0"});
  ASSERT_EQ(served_.addresses().size(), 2u);
  Client client(served_.address()), metrics(served_.addresses()[1]);
  EXPECT_EQ(must(client.get("/metrics")).status, 404u);
  EXPECT_EQ(must(metrics.get("/metrics")).status, 200u);
  EXPECT_EQ(must(metrics.get("/api/v1/session")).status, 404u);
}

TEST_F(ServerProgram, says_that_a_port_is_taken) {
  const Program program = served_.start();
  const std::string place = served_.address().substr(std::string("http://").size());
  const Ended second = ended({"--store", "shop=" + served_.store_address(), "--accounts", served_.accounts_address(),
                              "--state", served_.path("other"), "--serve-page=false", "--listen", place});
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.err, HasSubstr("postroomd: listen " + place + ": "));
  EXPECT_THAT(second.err, HasSubstr("Another program listens on "));
}

TEST_F(ServerProgram, says_that_another_server_uses_its_state_folder) {
  const Program program = served_.start();
  const Ended second = served_.run().wait();
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.err, HasSubstr("postroomd: state: another postroomd (process "));
  Client client = served_.client("ana");
  EXPECT_EQ(must(client.get("/api/v1/stores/shop")).status, 200u);
}

TEST_F(ServerProgram, says_that_there_are_no_accounts_yet) {
  Program program = Program::start({"--store", "shop=" + served_.store_address(), "--state", served_.path("state"),
                                    "--serve-page=false", "--listen", "127.0.0.1:0"},
                                   plain_environment());
  EXPECT_TRUE(program.wait_for("Nobody can sign in yet"));
}

TEST_F(ServerProgram, refuses_to_start_without_a_store_unless_it_may_skip_it) {
  const std::string missing = served_.path("missing.postroom");
  const Ended refused = served_.run({"--store", "old=" + missing}).wait();
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("store old: "));
  const Program program = served_.start({"--store", "old=" + missing, "--skip-broken-stores"});
  EXPECT_THAT(served_.log(), HasSubstr("warning store_not_open store=old"));
  Client client = served_.client("ana");
  EXPECT_EQ(must(client.get("/api/v1/stores/shop")).status, 200u);
}

TEST_F(ServerProgram, shows_good_settings_and_tells_all_that_is_wrong_with_bad_ones) {
  const std::string good = write(
      "good.toml", "state = \"/s\"\n[log]\nformat = \"json\"\n[[store]]\nname = \"a\"\naddress = \"/a\"\n");
  const Ended shown = ended({"--config", good, "--check-config", "--log-level", "debug"});
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("[log]\nformat = \"json\"\nlevel = \"debug\"\n"));
  EXPECT_THAT(shown.out, HasSubstr("These settings are good."));
  const Ended again = ended({"--config", write("shown.toml", shown.out), "--check-config"});
  EXPECT_EQ(again.out, shown.out);

  const std::string bad = write("bad.toml", "stat = \"/s\"\n[limits]\nconnections = 0\n");
  const Ended refused = ended({"--config", bad, "--check-config", "--stop-patience", "soon"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_EQ(refused.out, "");
  EXPECT_THAT(refused.err, HasSubstr(bad + ":1:8: stat is no setting; is state meant?\n"));
  EXPECT_THAT(refused.err,
              HasSubstr(bad + ":3:15: limits.connections has to be a whole number from 1 to 1000000.\n"));
  EXPECT_THAT(refused.err, HasSubstr("--stop-patience "));
}

TEST_F(ServerProgram, finds_its_example_settings_good) {
  const Ended shown = ended({"--config", POSTROOM_SOURCES "/deploy/postroomd.toml", "--check-config"});
  EXPECT_EQ(shown.status, 0) << shown.err;
}

TEST_F(ServerProgram, has_every_setting_in_its_manual_as_it_says_it_itself) {
  const std::string help = ended({"--help"}).out;
  EXPECT_THAT(help, HasSubstr("--limits-json-body"));
  EXPECT_THAT(text_of_file(POSTROOM_SOURCES "/docs/server.md"), HasSubstr("\n```text\n" + help + "```\n"))
      << "Put what postroomd --help prints into docs/server.md.";
}

}  // namespace
}  // namespace postroom::server_tests
