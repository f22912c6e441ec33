#include "server/json_values.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>
#include <limits>

#include "server/json_parsing.h"
#include "support/must.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

constexpr std::uint16_t kId = 0x6601;

PropertyTag tagged(PropertyType type) { return {kId, type}; }
PropertyTag several(PropertyType type) { return multi_valued(tagged(type)); }

std::string shown(PropertyTag tag, const Value& value) {
  return boost::json::serialize(must(to_json(tag, value, nullptr)));
}
Result<Value> read(PropertyTag tag, std::string_view json) {
  const boost::json::value value = must(parse_json(json));
  return from_json(tag, JsonPlace(value, "/set/X"));
}
bool is_refused(PropertyTag tag, std::string_view json) {
  return code_of(read(tag, json)) == Code::invalid_argument;
}

void expect_same(PropertyTag tag, const Value& value, const std::string& json) {
  ASSERT_TRUE(fits(tag, value)) << json;
  const boost::json::value made = must(to_json(tag, value, nullptr));
  EXPECT_EQ(made, boost::json::parse(json)) << boost::json::serialize(made);
  EXPECT_TRUE(identical(must(read(tag, boost::json::serialize(made))), value)) << json;
}

TEST(JsonValues, every_single_type_reads_back_as_it_is_shown) {
  expect_same(tagged(PropertyType::unicode), std::string("Gr\u00fc\u00dfe \"x\""),
              "\"Gr\u00fc\u00dfe \\\"x\\\"\"");
  expect_same(tagged(PropertyType::string8), String8{"a\xFF"}, R"({"ansi": "Yf8="})");
  expect_same(tagged(PropertyType::integer16), std::int16_t{-32768}, "-32768");
  expect_same(tagged(PropertyType::integer32), std::int32_t{2147483647}, "2147483647");
  expect_same(tagged(PropertyType::integer64), std::int64_t{1} << 53, "9007199254740992");
  expect_same(tagged(PropertyType::float32), 0.5F, "0.5");
  expect_same(tagged(PropertyType::float64), 0.1, "0.1");
  expect_same(tagged(PropertyType::app_time), AppTime{2.25}, "2.25");
  expect_same(tagged(PropertyType::boolean), true, "true");
  expect_same(tagged(PropertyType::currency), Currency{125000}, "\"12.5\"");
  expect_same(tagged(PropertyType::system_time), FileTime{133'500'000'000'000'001},
              "\"2024-01-17T21:20:00.0000001Z\"");
  expect_same(tagged(PropertyType::class_id), kPsCommon, "\"00062008-0000-0000-c000-000000000046\"");
  expect_same(tagged(PropertyType::binary), Bytes{0, 255}, "\"AP8=\"");
  expect_same(tagged(PropertyType::server_id), Bytes{1}, "\"AQ==\"");
  expect_same(tagged(PropertyType::restriction), Bytes{1}, "\"AQ==\"");
  expect_same(tagged(PropertyType::rule_action), Bytes{}, "\"\"");
  expect_same(tagged(PropertyType::null), Null{}, "null");
}

TEST(JsonValues, several_values_are_an_array) {
  expect_same(several(PropertyType::unicode), std::vector<std::string>{"a", ""}, R"(["a", ""])");
  expect_same(several(PropertyType::string8), std::vector<String8>{{"a"}}, R"([{"ansi": "YQ=="}])");
  expect_same(several(PropertyType::integer16), std::vector<std::int16_t>{1, -1}, "[1, -1]");
  expect_same(several(PropertyType::integer32), std::vector<std::int32_t>{}, "[]");
  expect_same(several(PropertyType::integer64), std::vector{INT64_MAX, std::int64_t{0}},
              R"(["9223372036854775807", 0])");
  expect_same(several(PropertyType::float32), std::vector{1.5F}, "[1.5]");
  expect_same(several(PropertyType::float64), std::vector{-1.5}, "[-1.5]");
  expect_same(several(PropertyType::app_time), std::vector{AppTime{1.5}}, "[1.5]");
  expect_same(several(PropertyType::currency), std::vector{Currency{-1}}, R"(["-0.0001"])");
  expect_same(several(PropertyType::system_time), std::vector{FileTime{0}}, R"(["1601-01-01T00:00:00Z"])");
  expect_same(several(PropertyType::class_id), std::vector{kPsMapi},
              R"(["00020328-0000-0000-c000-000000000046"])");
  expect_same(several(PropertyType::binary), std::vector{Bytes{1}, Bytes{}}, R"(["AQ==", ""])");
}

TEST(JsonValues, integers_past_two_to_the_53_are_strings_of_digits) {
  expect_same(tagged(PropertyType::integer64), (std::int64_t{1} << 53) + 1, "\"9007199254740993\"");
  expect_same(tagged(PropertyType::integer64), INT64_MIN, "\"-9223372036854775808\"");
  EXPECT_EQ(std::get<std::int64_t>(must(read(tagged(PropertyType::integer64), "\"7\""))), 7);
}

TEST(JsonValues, floats_that_are_no_number_have_names) {
  expect_same(tagged(PropertyType::float64), std::numeric_limits<double>::quiet_NaN(), "\"NaN\"");
  expect_same(tagged(PropertyType::float64), std::numeric_limits<double>::infinity(), "\"Infinity\"");
  expect_same(tagged(PropertyType::float32), -std::numeric_limits<float>::infinity(), "\"-Infinity\"");
  EXPECT_TRUE(is_refused(tagged(PropertyType::float64), "\"nan\""));
}

TEST(JsonValues, a_float_keeps_its_sign_and_its_last_digit) {
  for (const double value : {-0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2}) {
    const Value back = must(read(tagged(PropertyType::float64), shown(tagged(PropertyType::float64), value)));
    EXPECT_TRUE(identical(back, Value(value))) << value;
  }
  for (const float value : {-0.0F, 1e-45F, 3.4028235e38F, 0.1F}) {
    const Value back = must(read(tagged(PropertyType::float32), shown(tagged(PropertyType::float32), value)));
    EXPECT_TRUE(identical(back, Value(value))) << value;
  }
}

TEST(JsonValues, an_error_is_null) {
  EXPECT_EQ(shown(tagged(PropertyType::error), ErrorValue{0x8004010F}), "null");
}

TEST(JsonValues, a_whole_number_may_be_written_as_a_fraction_or_in_digits) {
  EXPECT_EQ(std::get<std::int32_t>(must(read(tagged(PropertyType::integer32), "2.0"))), 2);
  EXPECT_EQ(std::get<std::int32_t>(must(read(tagged(PropertyType::integer32), "1e3"))), 1000);
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer32), "2.5"));
}

TEST(JsonValues, what_does_not_fit_the_type_is_refused) {
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer16), "32768"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer16), "-32769"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer32), "2147483648"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer32), "true"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer64), "18446744073709551615"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer64), "\"9223372036854775808\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer64), "\"+1\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::integer64), "1e300"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::float32), "1e39"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::float64), "\"1\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::boolean), "1"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::boolean), "\"true\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::unicode), "1"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::unicode), "null"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::unicode), R"({"ansi": "YQ=="})"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::string8), "\"text\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::string8), R"({"ansi": "YQ==", "more": 1})"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::currency), "12.5"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::currency), "\"12.50001\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::system_time), "\"yesterday\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::system_time), "0"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::class_id), "\"{\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::binary), "\"A\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::binary), "\"A P8\""));
  EXPECT_TRUE(is_refused(tagged(PropertyType::binary), "[1]"));
  EXPECT_TRUE(is_refused(tagged(PropertyType::null), "0"));
  EXPECT_TRUE(is_refused(several(PropertyType::unicode), "\"a\""));
  EXPECT_TRUE(is_refused(several(PropertyType::unicode), "[1]"));
  EXPECT_TRUE(is_refused(several(PropertyType::boolean), "[]"));
  EXPECT_TRUE(is_refused(several(PropertyType::null), "[]"));
}

TEST(JsonValues, types_that_no_value_has_cannot_be_set) {
  for (const PropertyType type : {PropertyType::unspecified, PropertyType::error, PropertyType::object}) {
    EXPECT_TRUE(is_refused(tagged(type), "null"));
    EXPECT_TRUE(is_refused(tagged(type), "1"));
  }
}

TEST(JsonValues, what_stands_for_a_long_value_is_not_taken_back) {
  EXPECT_TRUE(is_refused(tagged(PropertyType::unicode), R"({"large": 70000, "href": "/x"})"));
}

TEST(JsonValues, the_place_of_a_wrong_value_is_told) {
  const auto wrong = read(several(PropertyType::integer32), "[1, \"x\"]");
  ASSERT_FALSE(wrong.ok());
  EXPECT_TRUE(wrong.error().message.starts_with("/set/X/1: ")) << wrong.error().message;
}

class OneLargeValue final : public LargeValues {
 public:
  explicit OneLargeValue(Bytes bytes) : bytes_(std::move(bytes)) {}
  Result<LargeValue> put(Source&) override { return Error{Code::not_supported, "Only for reading.", {}}; }
  Result<std::unique_ptr<RandomAccess>> get(const LargeValue&) override {
    return std::unique_ptr<RandomAccess>(std::make_unique<MemoryAccess>(bytes_));
  }

 private:
  Bytes bytes_;
};

TEST(JsonValues, a_value_that_is_kept_apart_is_shown_up_to_the_limit) {
  OneLargeValue text(Bytes(kMaxShownValue, 'a'));
  const Value value(LargeValue{{}, kMaxShownValue});
  EXPECT_EQ(must(to_json(tagged(PropertyType::unicode), value, &text)).as_string().size(), kMaxShownValue);
  EXPECT_EQ(boost::json::serialize(must(to_json(tagged(PropertyType::binary), value, &text))).substr(0, 5),
            "\"YWFh");
  EXPECT_TRUE(must(to_json(tagged(PropertyType::string8), value, &text)).as_object().contains("ansi"));
}

TEST(JsonValues, a_value_past_the_limit_is_told_by_its_size_and_address) {
  OneLargeValue text(Bytes(kMaxShownValue + 1, 'a'));
  const Value value(LargeValue{{}, kMaxShownValue + 1});
  EXPECT_EQ(must(to_json(tagged(PropertyType::unicode), value, &text, "/there")),
            boost::json::parse(R"({"large": 65537, "href": "/there"})"));
  EXPECT_EQ(must(to_json(tagged(PropertyType::unicode), value, &text)),
            boost::json::parse(R"({"large": 65537})"));
}

TEST(JsonValues, stored_bytes_that_are_no_text_become_text) {
  OneLargeValue text(Bytes(9000, 0xFF));
  const auto made = must(to_json(tagged(PropertyType::unicode), Value(LargeValue{{}, 9000}), &text));
  EXPECT_EQ(std::string(made.as_string()).substr(0, 3), "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace postroom::server
