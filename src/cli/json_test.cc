#include "cli/json.h"

#include <gtest/gtest.h>

namespace postroom::cli {

TEST(Json, puts_commas_where_they_belong) {
  Json json;
  json.begin_object().member("id", std::int64_t{7}).member("ok", true).key("list").begin_array();
  json.value("a").value("b").begin_object().end_object().end_array().key("none").null().end_object();
  EXPECT_EQ(json.line(), "{\"id\":7,\"ok\":true,\"list\":[\"a\",\"b\",{}],\"none\":null}\n");
}

TEST(Json, puts_a_comma_after_a_string_that_ends_like_a_bracket) {
  Json json;
  json.begin_array().value("{").value("[").value(":").value("x").end_array();
  EXPECT_EQ(json.line(), "[\"{\",\"[\",\":\",\"x\"]\n");
}

TEST(Json, escapes_what_a_terminal_would_act_on) {
  Json json;
  json.value("\"\\\n\t\x1B\x7F\u009B\u202E\xFF");
  EXPECT_EQ(json.line(), "\"\\\"\\\\\\n\\t\\u001b\\u007f\\u009b\\u202e\uFFFD\"\n");
}

TEST(Json, writes_times_as_iso_8601_and_no_time_as_null) {
  Json json;
  json.begin_array().value(FileTime{}).value(*parse_iso8601("2026-03-01T09:30:00Z")).end_array();
  EXPECT_EQ(json.line(), "[null,\"2026-03-01T09:30:00Z\"]\n");
}

}  // namespace postroom::cli
