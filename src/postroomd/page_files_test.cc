#include "postroomd/page_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/must.h"
#include "support/temporary_folder.h"

namespace postroom::daemon {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

class PageFiles : public ::testing::Test {
 protected:
  PageFiles() {
    write("index.html", "<!doctype html>");
    write("assets/main-4f3a9c21.js", "1;");
    write("assets/main-4f3a9c21.js.gz", "gzip");
    write("assets/main-4f3a9c21.js.br", "brotli");
    write("icon.svg", "<svg/>");
    must(add_page(router_, folder_.path()));
  }
  void write(const std::string& name, const std::string& content) {
    const auto path = std::filesystem::path(folder_.path()) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }
  http::Response get(const std::string& target, const http::Fields& fields = {}) {
    http::Request request;
    request.id = "r1";
    request.target = target;
    request.parsed = must(http::parse_target(target));
    request.fields = fields;
    return router_.handle(std::move(request));
  }
  static std::string body(const http::Response& response) {
    if (const auto* shared = std::get_if<http::Response::SharedText>(&response.body)) return **shared;
    return std::get<std::string>(response.body);
  }
  static std::string field(const http::Response& response, std::string_view name) {
    return std::string(response.fields.find(name).value_or(""));
  }
  static http::Fields with(std::string name, std::string value) {
    http::Fields fields;
    fields.add(std::move(name), std::move(value));
    return fields;
  }

  postroom::testing::TemporaryFolder folder_;
  http::Router router_;
};

TEST_F(PageFiles, are_answered_with_their_types) {
  EXPECT_EQ(body(get("/")), "<!doctype html>");
  EXPECT_EQ(field(get("/"), "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(field(get("/icon.svg"), "Content-Type"), "image/svg+xml");
  EXPECT_EQ(field(get("/assets/main-4f3a9c21.js"), "Content-Type"), "text/javascript; charset=utf-8");
}

TEST_F(PageFiles, are_kept_for_long_where_their_name_has_a_hash) {
  EXPECT_EQ(field(get("/assets/main-4f3a9c21.js"), "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(field(get("/"), "Cache-Control"), "no-cache");
  EXPECT_EQ(field(get("/icon.svg"), "Cache-Control"), "no-cache");
}

TEST_F(PageFiles, that_there_are_not_are_the_page_itself) {
  EXPECT_EQ(body(get("/shop/inbox/57")), "<!doctype html>");
  EXPECT_EQ(get("/assets/other-12345678.js").status, 404u);
  EXPECT_EQ(get("/api/v1/nothing").status, 404u);
  EXPECT_NE(body(get("/api/v1/nothing")).find("\"request\":\"r1\""), std::string::npos);
}

TEST_F(PageFiles, are_packed_for_those_who_take_it) {
  const auto brotli = get("/assets/main-4f3a9c21.js", with("Accept-Encoding", "gzip, deflate, br"));
  EXPECT_EQ(body(brotli), "brotli");
  EXPECT_EQ(field(brotli, "Content-Encoding"), "br");
  EXPECT_EQ(body(get("/assets/main-4f3a9c21.js", with("Accept-Encoding", "gzip"))), "gzip");
  EXPECT_EQ(body(get("/assets/main-4f3a9c21.js", with("Accept-Encoding", "br;q=0, identity"))), "1;");
  EXPECT_EQ(body(get("/assets/main-4f3a9c21.js")), "1;");
  EXPECT_EQ(get("/assets/main-4f3a9c21.js.gz").status, 404u);
}

TEST_F(PageFiles, are_not_sent_again_to_who_has_them) {
  const std::string etag = field(get("/"), "ETag");
  EXPECT_EQ(get("/", with("If-None-Match", etag)).status, 304u);
  EXPECT_EQ(get("/", with("If-None-Match", "\"other\"")).status, 200u);
}

TEST_F(PageFiles, say_what_the_page_may_do) {
  const std::string policy = field(get("/"), "Content-Security-Policy");
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe-"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(policy, page_policy());
}

TEST_F(PageFiles, let_the_page_frame_mail_that_has_no_origin) {
  write("mail_frame.html", "<!doctype html>");
  http::Router router;
  must(add_page(router, folder_.path()));
  http::Request request;
  request.target = "/mail_frame.html";
  const std::string policy = field(router.handle(std::move(request)), "Content-Security-Policy");
  EXPECT_EQ(policy, mail_frame_policy());
  EXPECT_NE(policy.find("frame-ancestors 'self'"), std::string::npos);
  EXPECT_NE(policy.find("sandbox allow-scripts"), std::string::npos);
  EXPECT_EQ(policy.find("allow-same-origin"), std::string::npos);
}

TEST_F(PageFiles, have_to_have_an_index) {
  std::filesystem::remove(folder_.path() + "/index.html");
  http::Router router;
  EXPECT_EQ(code_of(add_page(router, folder_.path())), Code::not_found);
  EXPECT_EQ(code_of(add_page(router, folder_.path() + "/nothing")), Code::not_found);
}

}  // namespace
}  // namespace postroom::daemon
