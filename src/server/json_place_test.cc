#include "server/json_place.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "server/refusals.h"
#include "support/must.h"

namespace postroom::server {
namespace {

using postroom::testing::must;

std::string where(const Error& error) {
  const std::string more = Refusal(error).problem.more;
  return more;
}

TEST(JsonPlace, points_at_what_is_wrong) {
  const boost::json::value sent = boost::json::parse(R"({"a/b": {"c~d": [1, "x"]}})");
  const JsonPlace inside = must(must(JsonPlace(sent).need("a/b")).need("c~d"));
  const auto items = must(inside.items());
  const auto wrong = items[1].whole(0, 9);
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(where(wrong.error()), R"("where":"/a~1b/c~0d/1")");
}

TEST(JsonPlace, a_misspelt_member_is_refused_with_those_that_there_are) {
  const boost::json::value sent = boost::json::parse(R"({"sett": {}})");
  const Status wrong = JsonPlace(sent).only({"set", "remove"});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().message, "/sett: There is no member of this name here; there are set, remove.");
}

TEST(JsonPlace, null_is_as_good_as_nothing_for_what_may_be_left_out) {
  const boost::json::value sent = boost::json::parse(R"({"a": null})");
  EXPECT_FALSE(JsonPlace(sent).find("a"));
  EXPECT_FALSE(must(JsonPlace(sent).find_text("a")));
  EXPECT_FALSE(JsonPlace(sent).need("a").ok());
}

TEST(JsonPlace, limits_hold_at_them_and_one_past_them) {
  const boost::json::value sent = boost::json::parse(R"({"text": "abc", "list": [1, 2], "number": 5})");
  const JsonPlace place(sent);
  EXPECT_TRUE(must(place.need("text")).text(3).ok());
  EXPECT_FALSE(must(place.need("text")).text(2).ok());
  EXPECT_TRUE(must(place.need("list")).items(2).ok());
  EXPECT_FALSE(must(place.need("list")).items(1).ok());
  EXPECT_TRUE(must(place.need("number")).whole(5, 5).ok());
  EXPECT_FALSE(must(place.need("number")).whole(6, 9).ok());
  EXPECT_FALSE(must(place.need("number")).whole(0, 4).ok());
}

TEST(JsonPlace, anything_but_an_object_has_no_members) {
  for (const char* text : {"1", "[]", "\"set\"", "null"}) {
    const boost::json::value sent = boost::json::parse(text);
    EXPECT_FALSE(JsonPlace(sent).only({"set"}).ok()) << text;
    EXPECT_FALSE(JsonPlace(sent).need("set").ok()) << text;
  }
}

TEST(WholeNumbers, are_read_in_their_shortest_form_alone) {
  EXPECT_EQ(parse_whole("57"), 57);
  EXPECT_EQ(parse_whole("-9223372036854775808"), INT64_MIN);
  for (const char* text : {"", "057", "+5", "5 ", "5.0", "-0", "9223372036854775808", "0x5", "five"}) {
    EXPECT_FALSE(parse_whole(text)) << text;
  }
}

}  // namespace
}  // namespace postroom::server
