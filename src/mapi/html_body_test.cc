#include "mapi/html_body.h"

#include <gtest/gtest.h>

namespace postroom::mapi {
namespace {

std::string decoded(std::string_view bytes, std::optional<std::int32_t> page) {
  return decode_html(as_bytes(bytes), page).value_or("(none)");
}
std::string encoded(std::string_view text, std::optional<std::int32_t> page) {
  return std::string(as_text(encode_html(text, page)));
}

const std::string kEuro = "<b>\xE2\x82\xAC</b>";

TEST(HtmlBody, is_text_in_the_code_page_of_the_message) {
  EXPECT_EQ(decoded(kEuro, 65001), kEuro);
  EXPECT_EQ(decoded("<b>\x80</b>", 1252), kEuro);
  EXPECT_EQ(decoded("<b>\x80</b>", 28591), kEuro);
  EXPECT_EQ(decoded("<b>x</b>", 20127), "<b>x</b>");
}

TEST(HtmlBody, is_utf8_or_windows_1252_without_a_code_page) {
  EXPECT_EQ(decoded(kEuro, std::nullopt), kEuro);
  EXPECT_EQ(decoded("<b>\x80</b>", std::nullopt), kEuro);
}

TEST(HtmlBody, is_always_valid_text) { EXPECT_EQ(decoded("a\x80z", 65001), "a\xEF\xBF\xBDz"); }

TEST(HtmlBody, has_no_text_in_a_code_page_that_is_not_known) {
  EXPECT_EQ(decode_html(as_bytes(kEuro), 932), std::nullopt);
  EXPECT_EQ(decode_html(as_bytes(kEuro), -1), std::nullopt);
}

TEST(HtmlBody, becomes_bytes_in_any_code_page_without_loss) {
  const std::string text =
      "\xC3\xA4\xE2\x82\xAC\xE6\xBC\xA2";  // ä, the euro sign, and a character of Chinese
  EXPECT_EQ(encoded(text, std::nullopt), text);
  EXPECT_EQ(encoded(text, 65001), text);
  EXPECT_EQ(encoded(text, 1252), "\xE4\x80&#28450;");
  EXPECT_EQ(encoded(text, 28591), "\xE4&#8364;&#28450;");
  EXPECT_EQ(encoded(text, 20127), "&#228;&#8364;&#28450;");
  EXPECT_EQ(encoded(text, 932), "&#228;&#8364;&#28450;");
}

TEST(HtmlBody, is_known_by_its_id) {
  EXPECT_TRUE(is_html(kHtmlText));
  EXPECT_TRUE(is_html(PropertyTag(0x10130102)));
  EXPECT_FALSE(is_html(PropertyTag(0x1000001F)));
}

}  // namespace
}  // namespace postroom::mapi
