#include <gtest/gtest.h>

#include "http/request.h"

namespace postroom::http {
namespace {

using Segments = std::vector<std::string>;

Code refused(std::string_view text) {
  const Result<Target> target = parse_target(text);
  EXPECT_FALSE(target.ok()) << text;
  return target.ok() ? Code::cancelled : target.error().code;
}

TEST(ParseTarget, takes_the_path_apart_at_its_slashes) {
  EXPECT_EQ(parse_target("/")->segments, Segments({""}));
  EXPECT_EQ(parse_target("/api/v1/")->segments, Segments({"api", "v1", ""}));
  EXPECT_EQ(parse_target("/a//b")->segments, Segments({"a", "", "b"}));
}

TEST(ParseTarget, decodes_segments_after_taking_the_path_apart) {
  EXPECT_EQ(parse_target("/a%2Fb/%7Bguid%7D:rating%2fint32")->segments,
            Segments({"a/b", "{guid}:rating/int32"}));
  EXPECT_EQ(parse_target("/n+m/%C3%BC")->segments, Segments({"n+m", "ü"}));
  EXPECT_EQ(parse_target("/a%3Fb?c")->segments, Segments({"a?b"}));
}

TEST(ParseTarget, decodes_the_query_where_a_plus_is_a_space) {
  const Result<Target> target = parse_target("/s?q=a+b%2Bc&q=second&flag&=x&&empty=&eq=a=b");
  ASSERT_TRUE(target.ok());
  const Query& query = target->query;
  EXPECT_EQ(query.find("q"), "a b+c");
  EXPECT_EQ(query.all("q"), (std::vector<std::string_view>{"a b+c", "second"}));
  EXPECT_EQ(query.find("flag"), "");
  EXPECT_EQ(query.find(""), "x");
  EXPECT_EQ(query.find("empty"), "");
  EXPECT_EQ(query.find("eq"), "a=b");
  EXPECT_FALSE(query.find("none"));
  EXPECT_EQ(query.pairs().size(), 6u);
}

TEST(ParseTarget, refuses_what_is_no_origin_form) {
  for (const char* text : {"", "*", "a", "example.com:80", "http://example.com/", "?a=b"}) {
    EXPECT_EQ(refused(text), Code::invalid_argument);
  }
}

TEST(ParseTarget, refuses_a_percent_sign_without_two_digits) {
  for (const char* text : {"/%", "/%1", "/%1/", "/%zz", "/%0g", "/a?b=%", "/a?%4=b", "/a?b=%4"}) {
    EXPECT_EQ(refused(text), Code::invalid_argument);
  }
}

TEST(ParseTarget, refuses_bytes_that_are_no_text) {
  for (const char* text : {"/%00", "/a?b=%00", "/%FF", "/%C3", "/%ED%A0%80", "/a?b=%C0%AF", "/\xFF"}) {
    EXPECT_EQ(refused(text), Code::invalid_argument);
  }
  EXPECT_EQ(refused(std::string_view("/a\0b", 4)), Code::invalid_argument);
}

TEST(ParseTarget, refuses_dot_segments_however_they_are_spelt) {
  for (const char* text : {"/.", "/..", "/a/../b", "/a/./b", "/%2e%2E/etc", "/a/%2e", "/a/.%2e/"}) {
    EXPECT_EQ(refused(text), Code::invalid_argument);
  }
  EXPECT_EQ(parse_target("/...")->segments, Segments({"..."}));
  EXPECT_EQ(parse_target("/.well-known")->segments, Segments({".well-known"}));
}

TEST(ParseTarget, refuses_spaces_controls_and_fragments) {
  for (const char* text : {"/a b", "/a\tb", "/a\r\nb", "/a#b", "/a\x7F", "/a?b c"}) {
    EXPECT_EQ(refused(text), Code::invalid_argument);
  }
}

TEST(ParseTarget, takes_an_address_of_the_longest_size_and_none_longer) {
  EXPECT_TRUE(parse_target("/" + std::string(kMaxTarget - 1, 'a')).ok());
  EXPECT_EQ(refused("/" + std::string(kMaxTarget, 'a')), Code::too_big);
}

TEST(ParseTarget, takes_as_many_parameters_as_are_allowed_and_no_more) {
  std::string text = "/?";
  for (std::size_t i = 0; i < kMaxQueryPairs; ++i) text += "a=1&";
  EXPECT_EQ(parse_target(text)->query.pairs().size(), kMaxQueryPairs);
  EXPECT_EQ(refused(text + "a"), Code::too_big);
}

}  // namespace
}  // namespace postroom::http
