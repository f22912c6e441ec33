#include "http/request.h"

#include <gtest/gtest.h>

#include "http/spool.h"

namespace postroom::http {
namespace {

// Says that it is longer than it is.
class ShortBody final : public RandomAccess {
 public:
  std::uint64_t size() const override { return 10; }
  Result<std::size_t> read_at(std::uint64_t, std::span<std::uint8_t>) override { return std::size_t{0}; }
};

Request with_body(std::string text) {
  Request request;
  request.body = body_in_memory(std::move(text));
  return request;
}

TEST(Method, has_the_name_that_it_is_read_from) {
  for (const Method method : {Method::get, Method::head, Method::post, Method::put, Method::patch,
                              Method::delete_, Method::options}) {
    EXPECT_EQ(parse_method(to_text(method)), method);
  }
  for (const char* text : {"", "get", "GETS", "GE", "TRACE", "CONNECT"})
    EXPECT_FALSE(parse_method(text)) << text;
}

TEST(Request, has_an_empty_body_text_where_there_is_no_body) {
  EXPECT_EQ(*Request().body_text(0), "");
  EXPECT_EQ(Request().body_size(), 0u);
}

TEST(Request, gives_a_body_of_the_limit_and_none_longer) {
  EXPECT_EQ(*with_body("12345").body_text(5), "12345");
  EXPECT_EQ(with_body("123456").body_text(5).error().code, Code::too_big);
}

TEST(Request, tells_when_its_body_is_shorter_than_it_should_be) {
  Request request;
  request.body = std::make_shared<ShortBody>();
  EXPECT_EQ(request.body_text(100).error().code, Code::io_error);
}

TEST(Request, has_a_content_type_without_its_parameters) {
  const auto type_of = [](std::string value) {
    Request request;
    request.fields.add("content-type", std::move(value));
    return request.content_type();
  };
  EXPECT_EQ(Request().content_type(), "");
  EXPECT_EQ(type_of("Application/JSON; charset=utf-8"), "application/json");
  EXPECT_EQ(type_of("text/plain \t;x"), "text/plain");
  EXPECT_EQ(type_of(";"), "");
}

TEST(Fields, are_found_in_any_case_and_keep_their_order) {
  Fields fields;
  fields.add("Accept", "a");
  fields.add("X", "1");
  fields.add("ACCEPT", "b");
  EXPECT_EQ(fields.find("accept"), "a");
  EXPECT_EQ(fields.all("Accept"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_FALSE(fields.has("Accep"));
  fields.set("accept", "c");
  EXPECT_EQ(fields.all("Accept"), (std::vector<std::string_view>{"c"}));
  fields.remove("x");
  EXPECT_EQ(fields.size(), 1u);
}

}  // namespace
}  // namespace postroom::http
