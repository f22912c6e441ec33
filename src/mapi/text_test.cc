#include "mapi/text.h"

#include <gtest/gtest.h>
#include <postroom/text.h>

#include <array>
#include <random>

#include "mapi/testing/one_store.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

const std::string kPiano = "A \xC3\xA4 \xE2\x82\xAC \xF0\x9F\x8E\xB9";  // of one, two, three and four bytes
const std::wstring kWidePiano = {L'A', L' ', 0xE4, L' ', 0x20AC, L' ', 0x1F3B9};

class TextTest : public ::testing::Test {
 protected:
  Block block_{testing::kMemory, 1};
};

TEST_F(TextTest, is_wide_with_a_code_point_each) {
  EXPECT_EQ(to_wide(kPiano, block_), kWidePiano);
  EXPECT_EQ(must(from_wide(kWidePiano.c_str())), kPiano);
  EXPECT_EQ(must(from_wide(L"")), "");
  EXPECT_EQ(to_wide("", block_), std::wstring());
}

TEST_F(TextTest, may_have_a_character_beyond_ascii_at_every_place) {
  for (std::size_t length = 1; length < 40; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      std::string text(length, 'x');
      std::wstring wide(length, L'x');
      text.replace(at, 1, "\xC3\xA4");
      wide[at] = 0xE4;
      EXPECT_EQ(to_wide(text, block_), wide) << length << ' ' << at;
      EXPECT_EQ(to_utf16(text), std::u16string(wide.begin(), wide.end())) << length << ' ' << at;
    }
  }
}

TEST_F(TextTest, takes_surrogate_pairs_in_wide_text_for_one_character) {
  const wchar_t pair[] = {L'a', 0xD83C, 0xDFB9, L'z', 0};
  EXPECT_EQ(must(from_wide(pair)), "a\xF0\x9F\x8E\xB9z");
}

TEST_F(TextTest, refuses_wide_text_that_is_no_unicode) {
  const std::array<std::array<wchar_t, 4>, 5> wrong{{{0xD83C, 0, 0, 0},
                                                     {0xDFB9, 0xD83C, 0, 0},
                                                     {L'a', 0xD83C, L'b', 0},
                                                     {0x110000, 0, 0, 0},
                                                     {static_cast<wchar_t>(-2), 0, 0, 0}}};
  for (const auto& text : wrong) EXPECT_EQ(code_of(from_wide(text.data())), Code::invalid_argument);
}

TEST_F(TextTest, is_needed) {
  EXPECT_EQ(code_of(from_wide(nullptr)), Code::invalid_argument);
  EXPECT_EQ(code_of(from_narrow(nullptr)), Code::invalid_argument);
  EXPECT_EQ(code_of(from_text(nullptr, Width::wide)), Code::invalid_argument);
  EXPECT_EQ(code_of(from_text(nullptr, Width::narrow)), Code::invalid_argument);
}

TEST_F(TextTest, is_utf8_when_it_is_narrow) {
  EXPECT_EQ(must(from_narrow(kPiano.c_str())), kPiano);
  EXPECT_EQ(to_narrow(kPiano, block_), kPiano);
}

TEST_F(TextTest, is_windows_1252_when_it_is_narrow_and_not_utf8) {
  EXPECT_EQ(must(from_narrow("K\xF6nig \x80 5\x97\x81")), "K\xC3\xB6nig \xE2\x82\xAC 5\xE2\x80\x94\xC2\x81");
}

TEST_F(TextTest, has_the_width_that_the_flags_ask_for) {
  EXPECT_EQ(width_of(MAPI_UNICODE | 1), Width::wide);
  EXPECT_EQ(width_of(1), Width::narrow);
  EXPECT_EQ(must(from_text(to_text(kPiano, Width::wide, block_), Width::wide)), kPiano);
  EXPECT_EQ(must(from_text(to_text(kPiano, Width::narrow, block_), Width::narrow)), kPiano);
  EXPECT_EQ(reinterpret_cast<const wchar_t*>(to_text(kPiano, Width::wide, block_)), kWidePiano);
}

TEST_F(TextTest, may_be_as_long_as_the_limit_and_no_longer) {
  std::string longest(kMaxText, 'x');
  EXPECT_EQ(must(from_narrow(longest.c_str())).size(), kMaxText);
  longest += 'x';
  EXPECT_EQ(code_of(from_narrow(longest.c_str())), Code::too_big);
}

TEST_F(TextTest, shows_what_is_no_text_in_the_store_as_such) {
  EXPECT_EQ(to_wide("a\xFFz\xE2\x82", block_), (std::wstring{L'a', 0xFFFD, L'z', 0xFFFD, 0xFFFD}));
  EXPECT_EQ(to_utf16("\xED\xA0\x80"), u"\xFFFD\xFFFD\xFFFD");
}

TEST_F(TextTest, is_utf16_in_streams) {
  EXPECT_EQ(to_utf16(kPiano), u"A \u00E4 \u20AC \U0001F3B9");
  EXPECT_EQ(must(from_utf16(u"A \u00E4 \u20AC \U0001F3B9")), kPiano);
  EXPECT_EQ(code_of(from_utf16(std::u16string{u'a', 0xD83C})), Code::corrupt);
  EXPECT_EQ(code_of(from_utf16(std::u16string{0xDFB9, 0xD83C})), Code::corrupt);
}

std::string random_text(std::mt19937& random) {
  static constexpr std::array<const char*, 6> kPieces{
      "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF"};
  std::string text;
  for (auto count = random() % 9; count > 0; --count) text += kPieces[random() % kPieces.size()];
  return text;
}

TEST_F(TextTest, comes_back_as_it_went_out) {
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    const std::string text = random_text(random);
    ASSERT_TRUE(is_valid_utf8(text));
    EXPECT_EQ(must(from_wide(to_wide(text, block_))), text);
    EXPECT_EQ(must(from_narrow(to_narrow(text, block_))), text);
    EXPECT_EQ(must(from_utf16(to_utf16(text))), text);
  }
}

}  // namespace
}  // namespace postroom::mapi
