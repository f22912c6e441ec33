#include "http/problem.h"

#include <gtest/gtest.h>

namespace postroom::http {
namespace {

std::string text_of(const Response& response) { return std::get<std::string>(response.body); }

TEST(Problem, is_a_document_that_is_never_kept) {
  const Response response =
      to_response({409, "collision", "The name is taken", "Choose \"another\".", "\"n\":1"});
  EXPECT_EQ(response.status, 409u);
  EXPECT_EQ(response.fields.find("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.fields.find("Cache-Control"), "no-store");
  EXPECT_EQ(text_of(response),
            R"({"type":"/api/v1/problems/collision","title":"The name is taken","status":409,)"
            R"("detail":"Choose \"another\".","n":1})");
}

TEST(Problem, names_the_request_beside_what_it_has) {
  EXPECT_EQ(naming({400, "a", "b", "c", {}}, "r1").more, R"("request":"r1")");
  EXPECT_EQ(naming({400, "a", "b", "c", "\"n\":1"}, "r1").more, R"("n":1,"request":"r1")");
  EXPECT_EQ(naming({400, "a", "b", "c", {}}, "").more, "");
  EXPECT_NE(text_of(to_response(problems::internal("r1"))).find(R"("request":"r1")"), std::string::npos);
}

TEST(Problem, that_passes_says_when_to_come_again) {
  EXPECT_EQ(to_response(problems::overloaded()).fields.find("Retry-After"), "1");
  EXPECT_EQ(to_response(problems::stopping()).fields.find("Retry-After"), "1");
  EXPECT_FALSE(to_response(problems::request_timeout()).fields.has("Retry-After"));
}

TEST(JsonEscaped, leaves_nothing_that_would_end_the_string) {
  EXPECT_EQ(json_escaped("a\"b\\c\n\r\t"), R"(a\"b\\c\n\r\t)");
  EXPECT_EQ(json_escaped(std::string_view("\0\x1f\x7f", 3)), "\\u0000\\u001f\x7f");
  EXPECT_EQ(json_escaped("ü€😀"), "ü€😀");
}

TEST(JsonEscaped, replaces_what_is_no_text) {
  EXPECT_EQ(json_escaped("a\xff"
                         "b\xc3"),
            "a\uFFFDb\uFFFD");
}

TEST(Problem, of_an_unknown_address_shows_the_start_of_a_long_one) {
  const std::string path = "/" + std::string(kMaxShownPath - 2, 'a') + "éand more";
  const std::string shown = path.substr(0, kMaxShownPath - 1);
  EXPECT_NE(problems::not_found(path).detail.find("'" + shown + "…'"), std::string::npos);
  const std::string at_the_limit = "/" + std::string(kMaxShownPath - 1, 'a');
  EXPECT_NE(problems::not_found(at_the_limit).detail.find("'" + at_the_limit + "'"), std::string::npos);
  EXPECT_NE(problems::not_found(at_the_limit + "a").detail.find("'" + at_the_limit + "…'"), std::string::npos);
}

TEST(Problem, of_an_unknown_address_survives_hostile_text) {
  EXPECT_NE(text_of(to_response(problems::not_found("/\"\xff\n"))).find(R"('/\"�\n')"), std::string::npos);
}

}  // namespace
}  // namespace postroom::http
