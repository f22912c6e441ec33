// The program over TLS: with the certificate that it makes itself, and with files that are replaced.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "postroomd/self_made.h"
#include "server/served.h"
#include "support/must.h"
#include "support/server_process.h"

namespace postroom::server_tests {
namespace {

using ::testing::HasSubstr;
using testing::must;

class Tls : public ::testing::Test {
 protected:
  // Of another certificate than before, in these files.
  std::string make_files(const std::string& folder) {
    std::filesystem::create_directories(folder);
    std::filesystem::remove(folder + "/certificate.pem");
    return must(daemon::self_made_certificate(folder, {"localhost"}, served_.session().clock->now()))
        .fingerprint;
  }
  std::string fingerprint() {
    Client client = served_.client("ana");
    EXPECT_EQ(must(client.get("/healthz")).status, 200u);
    return client.fingerprint();
  }

  Served served_;
};

TEST_F(Tls, with_a_self_made_certificate_is_what_the_server_says_it_is) {
  Program program = served_.start({"--tls-mode", "self-made"});
  EXPECT_THAT(served_.address(), HasSubstr("https://127.0.0.1:"));
  const std::string first = fingerprint();
  program.signal(SIGTERM);
  const Ended ended = program.wait();
  EXPECT_THAT(ended.out, HasSubstr("SHA-256 fingerprint: " + first + "\n"));
  const Program again = served_.start({"--tls-mode", "self-made"});
  EXPECT_EQ(fingerprint(), first);  // whoever trusts it goes on trusting it
}

TEST_F(Tls, signs_browsers_in_with_a_cookie_for_tls_alone) {
  const Program program = served_.start({"--tls-mode", "self-made"});
  Client client(served_.address());
  const Answer answer =
      must(client.send("POST", "/api/v1/sign-in", "{\"name\": \"ana\", \"password\": \"" + kPassword + "\"}",
                       {{"Content-Type", "application/json"}}));
  EXPECT_EQ(answer.status, 200u) << answer.body;
  EXPECT_THAT(answer.field("Set-Cookie"), HasSubstr("; Secure"));
}

TEST_F(Tls, uses_a_new_certificate_after_sighup) {
  const std::string folder = served_.path("certificate");
  const std::string first = make_files(folder);
  const Program program =
      served_.start({"--tls-mode", "files", "--tls-certificate", folder + "/certificate.pem", "--tls-key",
                     folder + "/certificate.key"});
  EXPECT_EQ(fingerprint(), first);
  const std::string second = make_files(folder);
  EXPECT_EQ(fingerprint(), first);
  program.signal(SIGHUP);
  EXPECT_TRUE(testing::wait_until(kPatience, [&] { return fingerprint() == second; }));
}

TEST_F(Tls, keeps_the_old_certificate_where_the_new_one_is_no_good) {
  const std::string folder = served_.path("certificate");
  const std::string first = make_files(folder);
  const Program program =
      served_.start({"--tls-mode", "files", "--tls-certificate", folder + "/certificate.pem", "--tls-key",
                     folder + "/certificate.key"});
  std::filesystem::resize_file(folder + "/certificate.pem", 10);
  program.signal(SIGHUP);
  EXPECT_TRUE(testing::wait_until(kPatience,
                                  [&] { return served_.log().find("reload_failed") != std::string::npos; }));
  EXPECT_EQ(fingerprint(), first);
}

}  // namespace
}  // namespace postroom::server_tests
