// What people try against postroomd who mean no good: it refuses them, and goes on answering the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <postroom/tags.h>

#include <boost/json/parse.hpp>

#include <climits>
#include <filesystem>
#include <fstream>

#include "http/raw_client.h"
#include "server/served.h"
#include "support/must.h"

namespace postroom::server_tests {
namespace {

using http::testing::RawClient;
using ::testing::HasSubstr;
using testing::must;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kSecret = "nobody is to read this";

class Hostile : public ::testing::Test {
 protected:
  Hostile() {
    std::filesystem::create_directories(served_.path("web/assets"));
    write("web/index.html", "<!doctype html>the page");
    write("web/assets/page.js", "1");
    write("secret", kSecret);
    write("web/../secret.js", kSecret);
    program_.emplace(served_.start({"--web", served_.path("web"), "--limits-header-time", "1",
                                    "--limits-body-time", "1", "--limits-write-time", "1"}));
    message_ = made("one");
    ana_.emplace(served_.client("ana"));
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(served_.path(name), std::ios::binary) << text;
  }
  std::uint16_t port() const {
    return static_cast<std::uint16_t>(std::stoi(served_.address().substr(served_.address().rfind(':') + 1)));
  }
  std::string bearer() const { return "Authorization: " + served_.bearer("ana").front().second + "\r\n"; }
  // As it goes over the wire, with Ana's token and no body yet.
  std::string head(const std::string& method, const std::string& target,
                   const std::string& fields = {}) const {
    return method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + bearer() + fields + "\r\n";
  }
  std::string made(const std::string& subject) const {
    return "/api/v1/stores/shop/messages/" + std::to_string(served_.add_message(subject).value);
  }
  int open_connections() const {
    const std::string metrics = must(Client(served_.address()).get("/metrics")).body,
                      name = "\npostroom_connections ";
    const std::size_t at = metrics.find(name);
    return at == metrics.npos ? INT_MAX : std::stoi(metrics.substr(at + name.size()));
  }
  // Whatever has been tried, others are answered.
  void expect_answers() {
    const Answer answer = must(ana_->get(message_));
    EXPECT_EQ(answer.status, 200u);
    EXPECT_EQ(answer.field("ETag"), "\"1\"") << "nothing of all that was saved";
    EXPECT_EQ(must(Client(served_.address()).get("/healthz")).status, 200u);
  }
  static std::string problem(const Answer& answer) {
    boost::json::error_code error;
    const auto body = boost::json::parse(answer.body, error);
    const auto* const type = body.is_object() ? body.get_object().if_contains("type") : nullptr;
    const std::string name = type ? std::string(type->as_string()) : "none";
    return name.substr(name.rfind('/') + 1);
  }

  Served served_;
  std::optional<Program> program_;
  std::optional<Client> ana_;
  std::string message_;
};

TEST_F(Hostile, pages_of_other_sites_change_nothing) {
  Client browser(served_.address());
  const std::string sign_in = R"({"name": "ana", "password": ")" + kPassword + "\"}";
  const Answer session = must(browser.send("POST", "/api/v1/sign-in", sign_in));
  ASSERT_EQ(session.status, 200u) << session.body;
  const std::string cookie = session.field("Set-Cookie");
  EXPECT_THAT(cookie, HasSubstr("; HttpOnly; SameSite=Strict"));
  const Fields::value_type sent{"Cookie", cookie.substr(0, cookie.find(';'))};
  const Fields::value_type csrf{"X-CSRF-Token",
                                std::string(boost::json::parse(session.body).at("csrf").as_string())};
  const std::vector<Fields> tries{{sent},
                                  {sent, {"X-CSRF-Token", ""}},
                                  {sent, {"X-CSRF-Token", csrf.second + "x"}},
                                  {sent, csrf, {"Origin", "https://evil.example"}},
                                  {sent, csrf, {"Origin", "null"}},
                                  {sent, csrf, {"Sec-Fetch-Site", "cross-site"}},
                                  {sent, csrf, {"Sec-Fetch-Site", "same-site"}}};
  for (const Fields& fields : tries) {
    EXPECT_EQ(problem(must(browser.send("DELETE", message_, {}, fields))), "csrf");
    EXPECT_EQ(problem(must(browser.send("PATCH", message_, R"({"set": {"PR_SUBJECT": "two"}})", fields))),
              "csrf");
    EXPECT_EQ(problem(must(browser.send("POST", "/api/v1/sign-out", {}, fields))), "csrf");
  }
  EXPECT_EQ(
      problem(must(browser.send("POST", "/api/v1/sign-in", sign_in, {{"Origin", "https://evil.example"}}))),
      "csrf");
  const Answer read = must(browser.get("/api/v1/session", {sent, {"Origin", "https://evil.example"}}));
  EXPECT_EQ(read.field("Access-Control-Allow-Origin"), "") << "the other page cannot read the answer";
  expect_answers();
}

TEST_F(Hostile, no_path_leads_out_of_the_folders) {
  for (const std::string target :
       {"/../secret", "/assets/../../secret", "/%2e%2e/secret", "/..%2fsecret", "/assets/..%2f..%2fsecret.js",
        "/assets/%2e%2e/%2e%2e/secret.js", "//secret", "/assets//../../secret.js", "/..\\secret",
        "/assets/..%5c..%5csecret.js", "/..%252fsecret", "/%c0%ae%c0%ae/secret", "/assets/page.js%00.html",
        "/./secret", "/web/../secret", "/secret"}) {
    const auto answer = RawClient(port()).ask("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(answer.body, Not(HasSubstr(kSecret))) << target;
    EXPECT_TRUE(answer.status == 200 || answer.status == 400 || answer.status == 404)
        << target << answer.status;
  }
  for (const std::string id :
       {"..%2f..%2fsecret", "..%2faccounts.postroom", "%2e%2e%2f%2e%2e%2fsecret", "x%00", "*"}) {
    for (const std::string method : {"GET", "DELETE"}) {
      const Answer answer = must(ana_->send(method, "/api/v1/stores/shop/uploads/" + id));
      EXPECT_TRUE(answer.status == 404 || answer.status == 400) << id << answer.body;
    }
    const Answer part =
        must(ana_->send("PATCH", "/api/v1/stores/shop/uploads/" + id, "x", {{"Upload-Offset", "0"}}));
    EXPECT_TRUE(part.status == 404 || part.status == 400) << id << part.body;
    const Answer taken =
        must(ana_->send("PATCH", message_, R"({"attachments": {"add": [{"upload": "../../secret"}]}})"));
    EXPECT_EQ(problem(taken), "invalid");
  }
  EXPECT_EQ(must(ana_->get("/api/v1/stores/..%2Fshop")).status, 404u);
  EXPECT_EQ(text_of_file(served_.path("secret")), kSecret);
  expect_answers();
}

TEST_F(Hostile, no_name_becomes_a_header_field_of_an_answer) {
  const std::string name =
      "a%0d%0aX-Injected:%20yes%0d%0a%0d%0a%3Cscript%3E%22%3b%20filename=..%2f..%2fx.html";
  const Answer added = must(ana_->send("POST", message_ + "/attachments?name=" + name + "&content_id=" + name,
                                       "x", {{"Content-Type", "text/html"}}));
  ASSERT_EQ(added.status, 201u) << added.body;
  EXPECT_THAT(added.field("Location"), StartsWith(message_ + "/attachments/"));
  Store store = served_.open();
  Message mail = must(store.create_message(served_.session(), store.special(SpecialFolder::inbox)));
  must(mail.set(tag::subject, std::string("a\r\nX-Injected: yes\r\n\r\n<script>\"/../x.html")));
  const std::string made = "/api/v1/stores/shop/messages/" + std::to_string(must(mail.save()).message.value);
  const auto folder =
      must(store.create_folder(served_.session(), store.special(SpecialFolder::ipm_subtree), "a\"; x=\"b"));
  const std::string attached = added.field("Location");
  for (const std::string& target :
       {attached, made + "/raw", "/api/v1/stores/shop/folders/" + std::to_string(folder.value) + "/export"}) {
    RawClient client(port());
    const auto answer = client.ask(head("GET", target));
    EXPECT_EQ(answer.status, 200u) << target << answer.body;
    EXPECT_THAT(answer.head, Not(HasSubstr("\nX-Injected"))) << target;
    EXPECT_THAT(answer.field("Content-Disposition"), StartsWith("attachment; filename=\"")) << target;
    EXPECT_THAT(answer.field("Content-Disposition"), Not(HasSubstr("/"))) << target;
    EXPECT_THAT(answer.field("Content-Type"), Not(HasSubstr("html"))) << target;
    EXPECT_EQ(answer.field("X-Content-Type-Options"), "nosniff") << target;
  }
  const Answer missing = must(ana_->get("/api/v1/stores/x%0d%0aX-Injected:%20yes"));
  EXPECT_EQ(missing.status, 404u);
  EXPECT_EQ(missing.field("X-Injected"), "");
  EXPECT_EQ(must(Client(served_.address()).get("/healthz")).status, 200u);
}

TEST_F(Hostile, slow_clients_are_cut_off_and_hold_up_nobody) {
  std::vector<std::unique_ptr<RawClient>> slow;
  const std::string parts[] = {
      "", "GET /api/v1/session HTTP/1.1\r\nHo",
      head("PATCH", message_, "Content-Length: 100000\r\n") + "{\"set\":",
      head("POST", message_ + "/attachments", "Content-Length: 500000\r\n") + "x",
      head("PUT", message_ + "/properties/PR_BODY", "Transfer-Encoding: chunked\r\n") + "5\r\nab"};
  for (int i = 0; i < 100; ++i) {
    slow.push_back(std::make_unique<RawClient>(port()));
    ASSERT_TRUE(slow.back()->send(parts[static_cast<std::size_t>(i) % std::size(parts)]));
  }
  for (int i = 0; i < 20; ++i) expect_answers();
  for (std::size_t i = 0; i < slow.size(); ++i) {
    if (i % std::size(parts) == 0) continue;  // has said nothing yet, and may take its time
    EXPECT_EQ(slow[i]->answer().status, 408u) << i;
    EXPECT_EQ(slow[i]->rest(), "") << i;
  }
  expect_answers();
}

TEST_F(Hostile, clients_that_read_nothing_are_cut_off_and_hold_up_nobody) {
  const std::string file(16 << 20, 'x');  // more than the sockets take
  const Answer added = must(ana_->send("POST", message_ + "/attachments", file));
  ASSERT_EQ(added.status, 201u) << added.body;
  message_ = made("another");
  std::vector<std::unique_ptr<RawClient>> deaf;
  for (int i = 0; i < 80; ++i) {  // more than there are workers
    deaf.push_back(std::make_unique<RawClient>(port()));
    ASSERT_TRUE(deaf.back()->send(head("GET", added.field("Location"))));
  }
  for (int i = 0; i < 20; ++i) expect_answers();
  http::testing::wait_until([&] { return open_connections() <= 3; });  // Ana's, and those that ask here
  for (const auto& client : deaf) {
    EXPECT_LT(client->rest().size(), file.size());
  }
}

TEST_F(Hostile, bodies_that_are_too_long_or_end_too_soon_change_nothing) {
  const std::string patch = R"({"set": {"PR_SUBJECT": "two"}})";
  const auto ask = [&](const std::string& bytes) {
    RawClient client(port());
    return client.ask(bytes).status;
  };
  for (const std::string length : {"33554433", "99999999999999999999", "-1", "0x10", "1, 2", ""}) {
    const unsigned status = ask(head("PATCH", message_, "Content-Length: " + length + "\r\n"));
    EXPECT_TRUE(status == 413 || status == 400) << length << " " << status;
  }
  EXPECT_EQ(ask(head("PATCH", message_, "Content-Length: 3\r\nContent-Length: 40\r\n") + patch), 400u);
  EXPECT_EQ(
      ask(head("PATCH", message_, "Content-Length: 40\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"),
      400u);
  EXPECT_EQ(ask(head("PATCH", message_, "Transfer-Encoding: chunked\r\n") + "zz\r\n" + patch), 400u);
  EXPECT_EQ(ask(head("GET", "/api/v1/session", "Content-Length: 2\r\n") + "{}"), 413u);
  EXPECT_EQ(ask(head("POST", "/api/v1/sign-in", "Content-Length: 8193\r\n")), 413u);
  for (const std::string& target : {message_, message_ + "/attachments", message_ + "/properties/PR_BODY"}) {
    const std::string method = target == message_ ? "PATCH" : target.ends_with("PR_BODY") ? "PUT" : "POST";
    RawClient truncated(port());
    ASSERT_TRUE(truncated.send(head(method, target, "Content-Length: 1000\r\n") + patch));
    truncated.end_sending();
    truncated.rest();
  }
  expect_answers();
}

TEST_F(Hostile, a_part_that_is_broken_off_or_too_long_leaves_the_upload_as_it_was) {
  const Answer begun = must(ana_->send("POST", "/api/v1/stores/shop/uploads", R"({"size": 10})"));
  ASSERT_EQ(begun.status, 201u) << begun.body;
  const std::string upload = begun.field("Location");
  RawClient broken(port());
  ASSERT_TRUE(broken.send(head("PATCH", upload, "Upload-Offset: 0\r\nContent-Length: 10\r\n") + "12345"));
  broken.end_sending();
  broken.rest();
  EXPECT_EQ(problem(must(ana_->send("PATCH", upload, "12345678901", {{"Upload-Offset", "0"}}))), "too_big");
  EXPECT_EQ(problem(must(ana_->send("PATCH", upload, "1", {{"Upload-Offset", "9"}}))), "upload_offset");
  EXPECT_EQ(problem(must(ana_->send("PATCH", upload, "1", {{"Upload-Offset", "-1"}}))), "invalid");
  EXPECT_EQ(must(ana_->get(upload)).field("Upload-Offset"), "0");
  EXPECT_EQ(must(served_.client("ben").get(upload)).status, 404u) << "it is Ana's";
  EXPECT_EQ(
      problem(must(ana_->send("POST", "/api/v1/stores/shop/uploads", R"({"size": 9223372036854775807})"))),
      "too_big");
  expect_answers();
}

}  // namespace
}  // namespace postroom::server_tests
