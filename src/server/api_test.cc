// What holds for every route, whoever wrote it.
#include "server/api.h"

#include "server/testing/api_fixture.h"
#include "support/seeded_random.h"

namespace postroom::server::testing {
namespace {

using http::Method;

class Api : public ApiTest {
 protected:
  // The route's path behind /api/v1, with something in the place of each parameter.
  std::string path_of(const http::Route& route, const std::function<std::string(const std::string&)>& value) {
    std::string path = route.pattern.substr(std::string("/api/v1").size());
    for (std::size_t open = path.find('{'); open != path.npos; open = path.find('{', open)) {
      const std::size_t end = path.find('}', open);
      const std::string filled = value(path.substr(open + 1, end - open - 1));
      path.replace(open, end - open + 1, filled);
      open += filled.size();
    }
    return path;
  }
  std::string sensible(const std::string& parameter) {
    if (parameter == "store") return "shop";
    if (parameter == "folder") return std::to_string(folder(SpecialFolder::inbox).value);
    if (parameter == "message") return std::to_string(message);
    if (parameter == "property") return "PR_SUBJECT";
    return "1";
  }
  bool is_public(const http::Route& route) {
    return route.pattern == "/api/v1/sign-in" || route.pattern.find("/problems/") != route.pattern.npos ||
           route.pattern.find("openapi") != route.pattern.npos;
  }
  void expect_refusal(const Reply& reply, const std::string& what) {
    EXPECT_EQ(reply.field("Content-Type"), "application/problem+json") << what;
    EXPECT_FALSE(reply.problem().empty()) << what;
    EXPECT_EQ(reply.number("/status"), reply.status) << what;
    EXPECT_FALSE(reply.string("/detail").empty()) << what;
  }

  std::int64_t message = add("one");
};

TEST_F(Api, nobody_gets_anything_but_the_way_in) {
  for (const http::Route& route : router.routes()) {
    if (is_public(route)) continue;
    const Reply reply =
        send(nobody, route.method, path_of(route, [&](const std::string& name) { return sensible(name); }));
    EXPECT_EQ(reply.status, 401u) << route.pattern << reply.text;
    EXPECT_EQ(reply.problem(), "signed_out") << route.pattern;
  }
}

TEST_F(Api, without_a_grant_no_route_knows_the_store) {
  for (const http::Route& route : router.routes()) {
    if (route.pattern.find("{store}") == route.pattern.npos) continue;
    const Reply reply =
        send(dan, route.method, path_of(route, [&](const std::string& name) { return sensible(name); }));
    EXPECT_EQ(reply.status, 404u) << route.pattern << reply.text;
    EXPECT_EQ(reply.problem(), "not_found") << route.pattern;
  }
}

TEST_F(Api, with_a_cookie_nothing_is_changed_without_the_csrf_token) {
  Caller without = ana;
  without.csrf.clear();
  for (const http::Route& route : router.routes()) {
    if (is_public(route) || route.method == Method::get || route.method == Method::head) continue;
    const Reply reply =
        send(without, route.method, path_of(route, [&](const std::string& name) { return sensible(name); }));
    EXPECT_EQ(reply.problem(), "csrf") << route.pattern << reply.text;
  }
}

TEST_F(Api, whatever_stands_in_an_address_is_answered_or_refused) {
  const std::vector<std::string> odd{"0",
                                     "-1",
                                     "99999999999999999999",
                                     "x",
                                     "..%2F..%2Fetc",
                                     "%00",
                                     "%C3%A9",
                                     "%ff",
                                     "a%2Fb",
                                     "{x}",
                                     "%22%27%3C%3E",
                                     "PR_SUBJECT%2C",
                                     "1%0d%0aX:%20y",
                                     std::string(2000, 'a')};
  for (const http::Route& route : router.routes()) {
    if (route.pattern.ends_with("/sign-out") || route.pattern.ends_with("/events")) continue;
    for (const std::string& value : odd) {
      const std::string path =
          path_of(route, [&](const std::string& name) { return name == "store" ? "shop" : value; });
      const Reply reply = send(ana, route.method, path, route.max_body > 0 ? "{}" : "");
      EXPECT_LT(reply.status, 500u) << route.pattern << " " << value << " " << reply.text;
      if (reply.status >= 400) expect_refusal(reply, route.pattern + " " + value);
    }
  }
}

TEST_F(Api, whatever_is_sent_as_a_body_is_answered_or_refused) {
  const std::vector<std::string> odd{
      "{}",
      "[]",
      "null",
      "0",
      "\"x\"",
      "{",
      "\xFF",
      std::string(1000, '['),
      "{\"\":null}",
      R"({"set":{"PR_SUBJECT":{}},"remove":[[]],"recipients":[null],"attachments":{"add":[0]}})",
      R"({"action":{},"messages":[[]],"requests":[{"method":1}],"version":1e400})",
      R"({"name":[],"password":{},"label":0,"parent":"x","search":[],"where":{}})",
      R"({"choices":[{}],"seen":-1,"folder":[],"keep":0,"winner":"1","copy":null})"};
  for (const http::Route& route : router.routes()) {
    if (route.max_body == 0 || route.pattern.ends_with("/sign-out") || route.pattern.ends_with("/password"))
      continue;
    for (const std::string& body : odd) {
      const Reply reply = send(ana, route.method,
                               path_of(route, [&](const std::string& name) { return sensible(name); }), body);
      EXPECT_LT(reply.status, 500u) << route.pattern << " " << body << " " << reply.text;
      if (reply.status >= 400) expect_refusal(reply, route.pattern + " " + body);
    }
  }
}

TEST_F(Api, random_changes_to_good_requests_are_answered_or_refused) {
  postroom::testing::SeededRandom random(5);
  const std::string good =
      R"({"set":{"PR_SUBJECT":"two","PR_IMPORTANCE":2,"0x66010040":"2026-11-28T10:00:00Z",)"
      R"("PS_PUBLIC_STRINGS:Keywords":["a","b"],"0x6602001E":{"ansi":"YQ=="}},"remove":["PR_BODY"],)"
      R"("recipients":[{"type":"to","name":"Ben","address":"b@x","properties":{"PR_COMMENT":"c"}}],)"
      R"("attachments":{"add":[],"remove":["00000000-0000-0000-0000-000000000001"]}})";
  ASSERT_EQ(send(ana, Method::patch, message_path(message), good).status, 200u);
  for (int i = 0; i < 1500; ++i) {
    std::string body = good;
    for (std::size_t change = random.below(3) + 1; change > 0; --change) {
      const std::size_t at = random.below(body.size());
      switch (random.below(4)) {
        case 0:
          body[at] = static_cast<char>(random.below(256));
          break;
        case 1:
          body.erase(at, random.below(20));
          break;
        case 2:
          body.insert(at, body.substr(random.below(body.size()), random.below(30)));
          break;
        default:
          body[at] = "{}[]\",:0"[random.below(8)];
      }
      if (body.empty()) body = " ";
    }
    const Reply reply = send(ana, Method::patch, message_path(message), body);
    ASSERT_LT(reply.status, 500u) << body << reply.text;
    if (reply.status >= 400) expect_refusal(reply, body);
  }
  EXPECT_EQ(must(shop().check(session("Ana Ruiz"))).size(), 0u);
}

TEST_F(Api, no_header_field_makes_the_server_fail) {
  const std::vector<std::string> odd{"",      "\"",           "\xFF", "*", ",", "W/", std::string(5000, 'a'),
                                     "\"1\"", "bytes=0-0,2-", "a=\"b"};
  for (const char* name : {"If-Match", "If-None-Match", "Prefer", "Cookie", "Authorization", "Range",
                           "If-Range", "Origin", "Host", "Sec-Fetch-Site", "X-CSRF-Token", "User-Agent",
                           "Content-Type", "Last-Event-ID", "Upload-Offset"}) {
    for (const std::string& value : odd) {
      for (const Method method : {Method::get, Method::patch}) {
        const Reply reply = send(ana, method, message_path(message), method == Method::patch ? "{}" : "",
                                 fields({{name, value}}));
        EXPECT_LT(reply.status, 500u) << name << ": " << value << reply.text;
      }
    }
  }
}

}  // namespace
}  // namespace postroom::server::testing
