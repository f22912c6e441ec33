#include "http/router.h"

#include <gtest/gtest.h>

#include <new>

#include "http/spool.h"

namespace postroom::http {
namespace {

Route route(Method method, std::string pattern, std::string answer = {}) {
  Route made;
  made.method = method;
  made.pattern = pattern;
  made.handle = [text = answer.empty() ? pattern : answer](const Request& request) {
    std::string body = text;
    for (const auto& [name, value] : request.parameters) body += " " + name + "=" + value;
    return text_response(200, "text/plain", body);
  };
  return made;
}

Request ask(Method method, std::string target) {
  Request request;
  request.method = method;
  request.target = std::move(target);
  request.id = "r1";
  return request;
}

std::string text_of(const Response& response) { return std::get<std::string>(response.body); }

std::string get(const Router& router, std::string target) {
  const Response response = router.handle(ask(Method::get, std::move(target)));
  return response.status == 200 ? text_of(response) : std::to_string(response.status);
}

TEST(Router, finds_the_route_and_what_stands_in_its_places) {
  Router router;
  router.add(route(Method::get, "/"));
  router.add(route(Method::get, "/stores/{store}/folders"));
  router.add(route(Method::get, "/stores/{name}"));
  EXPECT_EQ(get(router, "/"), "/");
  EXPECT_EQ(get(router, "/stores/shop/folders?x=1"), "/stores/{store}/folders store=shop");
  EXPECT_EQ(get(router, "/stores/a%2Fb"), "/stores/{name} name=a/b");
}

TEST(Router, does_not_find_what_is_longer_shorter_or_spelt_otherwise) {
  Router router;
  router.add(route(Method::get, "/stores/{store}"));
  for (const char* target :
       {"/", "/stores", "/stores/", "/stores/a/", "/stores/a/b", "/Stores/a", "//stores/a"}) {
    EXPECT_EQ(get(router, target), "404") << target;
  }
}

TEST(Router, prefers_a_literal_to_a_place_and_a_place_to_the_rest) {
  Router router;
  router.add(route(Method::get, "/{rest...}"));
  router.add(route(Method::get, "/a/{x}"));
  router.add(route(Method::get, "/a/b"));
  router.add(route(Method::get, "/a/b/c"));
  EXPECT_EQ(get(router, "/a/b"), "/a/b");
  EXPECT_EQ(get(router, "/a/z"), "/a/{x} x=z");
  EXPECT_EQ(get(router, "/a/b/c"), "/a/b/c");
  EXPECT_EQ(get(router, "/a/b/d"), "/{rest...} rest=a/b/d");
  EXPECT_EQ(get(router, "/"), "/{rest...} rest=");
}

TEST(Router, goes_back_to_a_place_where_the_literal_leads_nowhere) {
  Router router;
  router.add(route(Method::get, "/a/b/c"));
  router.add(route(Method::get, "/a/{x}/d"));
  router.add(route(Method::post, "/m/here"));
  router.add(route(Method::get, "/m/{x}"));
  EXPECT_EQ(get(router, "/a/b/d"), "/a/{x}/d x=b");
  EXPECT_EQ(get(router, "/m/here"), "/m/{x} x=here");
}

TEST(Router, gives_a_rest_that_is_safe_as_a_path) {
  Router router;
  router.add(route(Method::get, "/files/{path...}"));
  EXPECT_EQ(get(router, "/files/a/b.js"), "/files/{path...} path=a/b.js");
  EXPECT_EQ(get(router, "/files"), "404");
  EXPECT_EQ(get(router, "/files/..%2f..%2fetc%2fpasswd"), "404");
  EXPECT_EQ(get(router, "/files/../etc"), "400");
}

TEST(Router, does_not_find_what_only_a_rest_fits_with_another_method) {
  Router router;
  router.add(route(Method::get, "/{rest...}"));
  router.add(route(Method::get, "/a"));
  EXPECT_EQ(router.handle(ask(Method::patch, "/b/c")).status, 404u);
  EXPECT_EQ(router.handle(ask(Method::patch, "/a")).status, 405u);
  EXPECT_EQ(router.handle(ask(Method::head, "/b/c")).status, 200u);
}

TEST(Router, answers_head_by_the_route_of_get) {
  Router router;
  router.add(route(Method::get, "/a"));
  router.add(route(Method::get, "/b"));
  router.add(route(Method::head, "/b", "its own"));
  EXPECT_EQ(text_of(router.handle(ask(Method::head, "/a"))), "/a");
  EXPECT_EQ(text_of(router.handle(ask(Method::head, "/b"))), "its own");
}

TEST(Router, says_which_methods_an_address_takes) {
  Router router;
  router.add(route(Method::get, "/a"));
  router.add(route(Method::patch, "/a"));
  const Response refused = router.handle(ask(Method::delete_, "/a"));
  EXPECT_EQ(refused.status, 405u);
  EXPECT_EQ(refused.fields.find("Allow"), "OPTIONS, GET, HEAD, PATCH");
  EXPECT_NE(text_of(refused).find("\"request\":\"r1\""), std::string::npos);
  const Response options = router.handle(ask(Method::options, "/a"));
  EXPECT_EQ(options.status, 204u);
  EXPECT_EQ(options.fields.find("Allow"), "OPTIONS, GET, HEAD, PATCH");
  EXPECT_EQ(router.handle(ask(Method::options, "/b")).status, 404u);
}

TEST(Router, takes_a_body_of_the_routes_limit_and_none_longer) {
  Router router;
  Route small = route(Method::post, "/a");
  small.max_body = 3;
  router.add(small);
  Request request = ask(Method::post, "/a");
  request.body = body_in_memory("123");
  EXPECT_EQ(router.handle(request).status, 200u);
  request.body = body_in_memory("1234");
  EXPECT_EQ(router.handle(request).status, 413u);
}

TEST(Router, asks_whether_a_large_body_is_admitted) {
  Router router;
  Route large = route(Method::post, "/a");
  large.max_body = 1 << 20;
  large.admit = [](const Request& request) -> std::optional<Response> {
    return request.body ? text_response(500, "text/plain", "has a body")
                        : text_response(403, "text/plain", "no");
  };
  router.add(large);
  Request request = ask(Method::post, "/a");
  request.body = body_in_memory(std::string(kMaxBodyInMemory, 'x'));
  EXPECT_EQ(router.handle(request).status, 200u);
  request.body = body_in_memory(std::string(kMaxBodyInMemory + 1, 'x'));
  EXPECT_EQ(router.handle(request).status, 403u);
}

TEST(Router, answers_what_a_handler_throws_with_a_failure_that_the_log_explains) {
  Router router;
  Route throwing = route(Method::get, "/a");
  throwing.handle = [](const Request&) -> Response { throw std::bad_alloc(); };
  router.add(throwing);
  throwing.pattern = "/b";
  throwing.handle = [](const Request&) -> Response { throw 7; };
  router.add(throwing);
  const Response response = router.handle(ask(Method::get, "/a"));
  EXPECT_EQ(response.status, 500u);
  EXPECT_EQ(response.note, "The handler threw: std::bad_alloc");
  EXPECT_NE(text_of(response).find("\"request\":\"r1\""), std::string::npos);
  EXPECT_EQ(router.handle(ask(Method::get, "/b")).status, 500u);
}

TEST(Router, refuses_targets_that_make_no_sense) {
  const Router router;
  EXPECT_EQ(get(router, "/%"), "400");
  EXPECT_EQ(get(router, "/" + std::string(kMaxTarget, 'a')), "414");
}

}  // namespace
}  // namespace postroom::http
