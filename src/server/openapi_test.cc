// The OpenAPI document against the routes that there are. Every answer that any test of a route gets is held
// to the document as well: testing/api_contract.h.
#include <boost/json/parse.hpp>

#include <set>

#include "server/testing/api_contract.h"
#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

using http::Method;
namespace json = boost::json;

class OpenApi : public ApiTest {
 protected:
  static std::string name(const http::Route& route) {
    return std::string(to_text(route.method)) + " " + route.pattern;
  }
  static void check_references(const json::value& document, const json::value& in) {
    if (const auto* array = in.if_array()) {
      for (const json::value& item : *array) check_references(document, item);
    }
    const auto* const object = in.if_object();
    if (!object) return;
    for (const auto& [key, member] : *object) {
      check_references(document, member);
      if (key != "$ref") continue;
      json::error_code error;
      document.find_pointer(std::string_view(member.as_string()).substr(1), error);
      EXPECT_FALSE(error) << member;
    }
  }
  template <class Visit>
  static void for_each_operation(const Visit& visit) {
    for (const auto& [path, item] : contract().document().at("paths").as_object()) {
      for (const auto& [method, operation] : item.as_object()) visit(path, method, operation.as_object());
    }
  }
};

TEST_F(OpenApi, has_every_route_and_no_other) {
  std::set<std::string> routes, documented;
  for (const http::Route& route : router.routes()) routes.insert(name(route));
  for_each_operation([&](std::string_view path, std::string_view method, const json::object&) {
    std::string upper(method);
    for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
    documented.insert(upper + " /api/v1" + std::string(path));
  });
  EXPECT_EQ(routes, documented);
}

TEST_F(OpenApi, has_a_body_where_a_route_takes_one) {
  for (const http::Route& route : router.routes()) {
    const json::object* const operation = contract().operation(route.method, route.pattern);
    ASSERT_TRUE(operation) << name(route);
    EXPECT_EQ(operation->contains("requestBody"), route.max_body > 0) << name(route);
  }
}

TEST_F(OpenApi, names_each_operation_once_and_refers_to_what_is_there) {
  std::set<std::string> ids;
  for_each_operation([&](std::string_view path, std::string_view, const json::object& operation) {
    EXPECT_TRUE(ids.emplace(operation.at("operationId").as_string()).second) << path;
  });
  const json::value document(contract().document());
  check_references(document, document);
}

TEST_F(OpenApi, has_examples_that_fit_their_schemas) {
  for_each_operation([&](std::string_view path, std::string_view, const json::object& operation) {
    const auto* const body = operation.if_contains("requestBody");
    if (!body) return;
    for (const auto& [type, content] : body->at("content").as_object()) {
      const auto* const example = content.as_object().if_contains("example");
      EXPECT_EQ(type == "application/json", example != nullptr) << path;
      if (!example) continue;
      for (const std::string& fault : contract().schemas().faults(content.at("schema"), *example))
        ADD_FAILURE() << path << fault;
    }
  });
}

TEST_F(OpenApi, says_of_every_refusal_of_the_server_which_problems_it_can_be) {
  for_each_operation([&](std::string_view path, std::string_view, const json::object& operation) {
    const json::object& responses = operation.at("responses").as_object();
    for (const char* everywhere : {"400", "408", "413", "414", "431", "500", "503"})
      EXPECT_TRUE(responses.contains(everywhere)) << path << everywhere;
    EXPECT_EQ(responses.contains("401"), operation.at("x-needs") != "nothing" || path == "/sign-in") << path;
  });
}

TEST_F(OpenApi, is_handed_out_to_everybody_and_once) {
  const Reply document = get(nobody, "/openapi.json");
  ASSERT_EQ(document.status, 200u);
  EXPECT_EQ(document.json, json::value(contract().document()));
  EXPECT_EQ(document.string("/openapi"), "3.1.0");
  EXPECT_FALSE(document.at("/info/version").is_null());
  const Reply again = get(nobody, "/openapi.json", fields({{"If-None-Match", document.etag()}}));
  EXPECT_EQ(again.status, 304u);
  EXPECT_EQ(again.text, "");
}

}  // namespace
}  // namespace postroom::server::testing
