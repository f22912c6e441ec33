#include "server/json_parsing.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <bit>
#include <cmath>

#include "server/refusals.h"
#include "support/must.h"
#include "support/seeded_random.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

std::string name_of_refusal(std::string_view text) {
  const auto parsed = parse_json(text);
  return parsed.ok() ? "" : std::string(problem_name(parsed.error()));
}

TEST(JsonParsing, keeps_what_was_written) {
  const std::string text = R"({"a":[1,-1,18446744073709551615,true,false,null,"x\u00e9\n"],"b":{},"c":[]})";
  EXPECT_EQ(boost::json::serialize(must(parse_json(text))),
            "{\"a\":[1,-1,18446744073709551615,true,false,null,\"x\u00e9\\n\"],\"b\":{},\"c\":[]}");
  EXPECT_EQ(must(parse_json(" 7 ")), 7);
  EXPECT_EQ(must(parse_json("0.1")), 0.1);
  EXPECT_EQ(must(parse_json("\"a\"")), "a");
}

TEST(JsonParsing, every_double_that_is_written_reads_back) {
  testing::SeededRandom random(11);
  for (int i = 0; i < 20'000; ++i) {
    const double number = std::bit_cast<double>(random.number());
    if (!std::isfinite(number)) continue;
    const auto back = must(parse_json(boost::json::serialize(boost::json::value(number))));
    ASSERT_EQ(std::bit_cast<std::uint64_t>(back.to_number<double>()), std::bit_cast<std::uint64_t>(number))
        << number;
  }
}

TEST(JsonParsing, a_number_past_every_double_is_infinite_and_one_below_is_nothing) {
  EXPECT_EQ(must(parse_json("[1e400]")).at(0).as_double(), INFINITY);
  EXPECT_EQ(must(parse_json("[-1e400]")).at(0).as_double(), -INFINITY);
  EXPECT_EQ(must(parse_json("[1e-400]")).at(0).as_double(), 0.0);
}

TEST(JsonParsing, what_is_no_json_is_refused) {
  for (const char* text : {"",         " ",       "x",        "{",           "[",
                           "[1,]",     "{\"a\"}", "{\"a\":}", "{a:1}",       "'a'",
                           "nul",      "NaN",     "01",       "+1",          ".5",
                           "1.",       "\"",      "\"\\x\"",  "\"\\ud800\"", "\"a\xFF\"",
                           "\"\x01\"", "// x\n1", "1 2",      "[1]]",        "\xEF\xBB\xBF{}"}) {
    EXPECT_EQ(name_of_refusal(text), "malformed") << text;
  }
  EXPECT_EQ(name_of_refusal(std::string_view("1\0", 2)), "malformed");
}

TEST(JsonParsing, depth_is_allowed_up_to_its_limit) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(name_of_refusal(nested(kMaxJsonDepth)), "");
  EXPECT_EQ(name_of_refusal(nested(kMaxJsonDepth + 1)), "malformed");
  EXPECT_EQ(name_of_refusal(std::string(1'000'000, '[')), "malformed");
}

TEST(JsonParsing, values_are_allowed_up_to_their_limit) {
  const auto zeros = [](std::size_t count) {
    std::string text = "[0";
    for (std::size_t i = 1; i < count; ++i) text += ",0";
    return text + "]";
  };
  EXPECT_EQ(name_of_refusal(zeros(kMaxJsonValues - 1)), "");  // and the array
  EXPECT_EQ(name_of_refusal(zeros(kMaxJsonValues)), "too_big");
}

}  // namespace
}  // namespace postroom::server
