#include <gtest/gtest.h>
#include <postroom/property_names.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <limits>

#include "model/testing/random_content.h"

namespace postroom {
namespace {

constexpr PropertyTag tag_of(std::uint16_t type) { return PropertyTag(0x6000u << 16 | type); }

constexpr PropertyTag kInteger16 = tag_of(0x0002);
constexpr PropertyTag kInteger32 = tag_of(0x0003);
constexpr PropertyTag kDouble = tag_of(0x0005);
constexpr PropertyTag kCurrency = tag_of(0x0006);
constexpr PropertyTag kAppTime = tag_of(0x0007);
constexpr PropertyTag kBoolean = tag_of(0x000B);
constexpr PropertyTag kInteger64 = tag_of(0x0014);
constexpr PropertyTag kUnicode = tag_of(0x001F);
constexpr PropertyTag kTime = tag_of(0x0040);
constexpr PropertyTag kBinary = tag_of(0x0102);
constexpr PropertyTag kTexts = tag_of(0x101F);

TEST(ToText, writes_each_type_for_a_person) {
  EXPECT_EQ(to_text(kInteger16, std::int16_t{-5}), "-5");
  EXPECT_EQ(to_text(kDouble, 0.1), "0.1");
  EXPECT_EQ(to_text(kBoolean, true), "true");
  EXPECT_EQ(to_text(kCurrency, Currency{-125'000}), "-12.5");
  EXPECT_EQ(to_text(kCurrency, Currency{-1}), "-0.0001");
  EXPECT_EQ(to_text(kTime, from_unix_seconds(0)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_text(kTime, from_unix_seconds(0) + Ticks(1'230'000)), "1970-01-01T00:00:00.123Z");
  EXPECT_EQ(to_text(kBinary, Bytes{0x0A, 0xFF}), "0aff");
  EXPECT_EQ(to_text(kUnicode, std::string("a; b\\c")), "a; b\\c");
  EXPECT_EQ(to_text(kTexts, std::vector<std::string>{"a;b", "c\\d", "e"}), "a\\;b; c\\\\d; e");
  EXPECT_EQ(to_text(kUnicode, LargeValue{{}, 9000}), "(9000 bytes)");
  EXPECT_EQ(to_text(tag_of(0x000A), ErrorValue{0x8004010F}), "0x8004010f");
  EXPECT_EQ(to_text(tag_of(0x0001), Null{}), "");
}

TEST(ToText, cuts_at_the_limit_between_characters_and_shows_that_it_did) {
  EXPECT_EQ(to_text(kUnicode, std::string("abcdef"), 6), "abcdef");
  EXPECT_EQ(to_text(kUnicode, std::string("abcdefg"), 6), "abc\xE2\x80\xA6");
  EXPECT_EQ(to_text(kUnicode, std::string("ab\xC3\xA4z\xC3\xA4"), 6), "ab\xE2\x80\xA6");
  EXPECT_EQ(to_text(kUnicode, std::string("abc"), 2), "ab");
  EXPECT_EQ(to_text(kBinary, Bytes(3, 0xAB), 6), "ababab");
  EXPECT_EQ(to_text(kBinary, Bytes(1000, 0xAB), 6), "aba\xE2\x80\xA6");
  EXPECT_EQ(to_text(kTexts, std::vector<std::string>(1000, "abc"), 10), "abc; ab\xE2\x80\xA6");
}

TEST(ToText, is_valid_utf8_and_within_its_limit_whatever_the_bytes_are) {
  EXPECT_EQ(to_text(kUnicode, std::string("a\xFF")), "a\xEF\xBF\xBD");
  testing::RandomNumbers random(3);
  for (std::size_t limit = 0; limit < 40; ++limit) {
    for (int i = 0; i < 50; ++i) {
      std::string bytes(testing::random_below(random, 50), '\0');
      for (char& c : bytes) c = static_cast<char>(random());
      const std::string text = to_text(tag_of(0x001E), String8{bytes}, limit);
      EXPECT_TRUE(is_valid_utf8(text));
      EXPECT_LE(text.size(), limit);
    }
  }
}

TEST(ParseValue, reads_every_type_as_to_text_wrote_it) {
  testing::RandomNumbers random(7);
  for (int i = 0; i < 20'000; ++i) {
    const PropertyTag tag = testing::random_tag(random);
    const Value value = testing::random_value(random, tag);
    if (std::holds_alternative<LargeValue>(value)) continue;
    const std::string text = to_text(tag, value);
    const auto parsed = parse_value(tag, text);
    ASSERT_TRUE(parsed.ok()) << std::hex << tag.value << ": " << text << ": " << parsed.error().message;
    ASSERT_TRUE(identical(*parsed, value)) << std::hex << tag.value << ": " << text;
    ASSERT_TRUE(fits(tag, *parsed));
  }
}

TEST(ParseValue, tells_no_value_one_empty_value_and_empty_values_at_the_end_apart) {
  using Texts = std::vector<std::string>;
  for (const Texts& texts : {Texts{}, Texts{""}, Texts{"", ""}, Texts{"a", ""}, Texts{"", "a"}, Texts{" "},
                             Texts{"a", " "}, Texts{" a", " b "}, Texts{"\\"}, Texts{"\\;", ";"}}) {
    EXPECT_TRUE(identical(*parse_value(kTexts, to_text(kTexts, texts)), texts)) << to_text(kTexts, texts);
  }
}

TEST(ParseValue, reads_several_values_as_people_type_them) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(*parse_value(kTexts, "red;blue; green"), Value(Texts{"red", "blue", "green"}));
  EXPECT_EQ(*parse_value(kTexts, "red;"), Value(Texts{"red"}));
  EXPECT_EQ(*parse_value(kTexts, "C:\\new; a\\;b"), Value(Texts{"C:\\new", "a;b"}));
  EXPECT_EQ(*parse_value(multi_valued(kInteger32), " 1 ;0x10;-3"),
            Value(std::vector<std::int32_t>{1, 16, -3}));
}

TEST(ParseValue, reads_integers_to_the_ends_of_their_types_and_not_past_them) {
  EXPECT_EQ(*parse_value(kInteger16, "-32768"), Value(std::int16_t{-32768}));
  EXPECT_FALSE(parse_value(kInteger16, "32768").ok());
  EXPECT_EQ(*parse_value(kInteger16, "0xFFFF"), Value(std::int16_t{-1}));
  EXPECT_FALSE(parse_value(kInteger16, "0x10000").ok());
  EXPECT_EQ(*parse_value(kInteger32, "0x80000000"), Value(std::numeric_limits<std::int32_t>::min()));
  EXPECT_FALSE(parse_value(kInteger32, "2147483648").ok());
  EXPECT_EQ(*parse_value(kInteger64, "0xffffffffffffffff"), Value(std::int64_t{-1}));
  EXPECT_FALSE(parse_value(kInteger64, "9223372036854775808").ok());
}

TEST(ParseValue, reads_yes_and_no) {
  for (const char* text : {"true", "YES", " yes ", "1"})
    EXPECT_EQ(*parse_value(kBoolean, text), Value(true)) << text;
  for (const char* text : {"false", "No", "0"}) EXPECT_EQ(*parse_value(kBoolean, text), Value(false)) << text;
}

TEST(ParseValue, reads_amounts_of_money_exactly) {
  EXPECT_EQ(*parse_value(kCurrency, "12.5"), Value(Currency{125'000}));
  EXPECT_EQ(*parse_value(kCurrency, "-0.0001"), Value(Currency{-1}));
  EXPECT_EQ(*parse_value(kCurrency, "7"), Value(Currency{70'000}));
  for (const char* text : {"", "-", ".5", "1.", "1.23456", "1.-5", "1.5.5", "922337203685477.5808", "one"}) {
    EXPECT_FALSE(parse_value(kCurrency, text).ok()) << text;
  }
}

TEST(ParseValue, reads_application_times_as_days_or_as_a_date) {
  EXPECT_EQ(*parse_value(kAppTime, "2.5"), Value(AppTime{2.5}));
  EXPECT_EQ(*parse_value(kAppTime, "1900-01-01T12:00:00Z"), Value(AppTime{2.5}));
}

TEST(ParseValue, says_what_the_type_expects) {
  const auto message = [](PropertyTag tag, const char* text) {
    return parse_value(tag, text).error().message;
  };
  EXPECT_EQ(
      message(tag::importance, "high"),
      "PR_IMPORTANCE takes a whole number in decimal, or 0x and hexadecimal digits, that fits its type.");
  EXPECT_EQ(message(tag::hasattach, "maybe"), "PR_HASATTACH takes true, false, yes or no.");
  EXPECT_EQ(message(tag::start_date, "soon"), "PR_START_DATE takes a time such as 2026-03-01T09:30:00Z.");
  EXPECT_EQ(message(tag::html, "abc"), "PR_HTML takes hexadecimal digits, two for each byte.");
  EXPECT_EQ(parse_value(tag::importance, "high").error().code, Code::invalid_argument);
}

TEST(ParseValue, refuses_types_that_cannot_be_typed) {
  for (const std::uint16_t type : {0x0000, 0x000A, 0x000D, 0x100B, 0x10FB, 0x201F, 0x0099}) {
    EXPECT_EQ(parse_value(tag_of(type), "1").error().code, Code::invalid_argument) << type;
  }
}

TEST(ParseValue, refuses_text_that_is_not_utf8) {
  EXPECT_FALSE(parse_value(kUnicode, "a\xFF").ok());
  EXPECT_FALSE(parse_value(kTexts, "a; b\xFF").ok());
}

}  // namespace
}  // namespace postroom
