#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <cstring>
#include <string>
#include <vector>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

std::string hex(std::vector<BYTE> bytes) {
  std::vector<char> text(bytes.size() * 2 + 1, '?');
  HexFromBin(bytes.data(), static_cast<int>(bytes.size()), text.data());
  EXPECT_EQ(text.back(), '\0');
  return text.data();
}

BOOL read(std::string text, std::vector<BYTE>& bytes) { return FBinFromHex(text.data(), bytes.data()); }

TEST(Hex, writes_two_upper_case_digits_for_a_byte) {
  EXPECT_EQ(hex({0x0A, 0x00, 0xFF, 0x5C}), "0A00FF5C");
  EXPECT_EQ(hex({}), "");
}

TEST(Hex, writes_no_digits_of_no_bytes) {
  BYTE byte = 1;
  char text[3] = "??";
  HexFromBin(&byte, -1, text);
  EXPECT_STREQ(text, "");
  std::strcpy(text, "??");
  HexFromBin(nullptr, 1, text);
  EXPECT_STREQ(text, "");
  HexFromBin(&byte, 1, nullptr);
}

TEST(Hex, reads_digits_of_either_case) {
  std::vector<BYTE> bytes(3);
  EXPECT_TRUE(read("0aFf5C", bytes));
  EXPECT_EQ(bytes, (std::vector<BYTE>{0x0A, 0xFF, 0x5C}));
  EXPECT_TRUE(read("", bytes));
}

TEST(Hex, writes_nothing_for_what_it_cannot_read) {
  for (const char* text : {"0aF", "0x", "0a ", "0g", "\xEF\xBC\x91\x31", "0aF/", "0a:0", "0@", "0`", " 0a"}) {
    std::vector<BYTE> bytes(3, 0x77);
    EXPECT_FALSE(read(text, bytes)) << text;
    EXPECT_EQ(bytes, std::vector<BYTE>(3, 0x77)) << text;
  }
  BYTE byte = 0;
  char text[] = "00";
  EXPECT_FALSE(FBinFromHex(nullptr, &byte));
  EXPECT_FALSE(FBinFromHex(text, nullptr));
}

TEST(Hex, numbers_end_at_the_first_character_that_is_no_digit) {
  EXPECT_EQ(UlFromSzHex("5a"), 90u);
  EXPECT_EQ(UlFromSzHex("5g5h"), 5u);
  EXPECT_EQ(UlFromSzHex("g5h5"), 0u);
  EXPECT_EQ(UlFromSzHex("FfFfFfFf"), 0xFFFFFFFFu);
  EXPECT_EQ(UFromSz("55"), 55u);
  EXPECT_EQ(UFromSz("5a5b"), 5u);
  EXPECT_EQ(UFromSz("a5b5"), 0u);
  EXPECT_EQ(UFromSz("4294967295"), 0xFFFFFFFFu);
}

TEST(Hex, numbers_of_no_digits_are_zero) {
  for (const char* text : {"", " 1", "-1", "+1"}) {
    EXPECT_EQ(UlFromSzHex(text), 0u);
    EXPECT_EQ(UFromSz(text), 0u);
  }
  EXPECT_EQ(UlFromSzHex(nullptr), 0u);
  EXPECT_EQ(UFromSz(nullptr), 0u);
}

TEST(Hex, numbers_past_32_bits_are_the_largest) {
  EXPECT_EQ(UFromSz("4294967296"), 0xFFFFFFFFu);
  EXPECT_EQ(UFromSz("99999999999999999999999999999999999"), 0xFFFFFFFFu);
  EXPECT_EQ(UlFromSzHex("100000000"), 0xFFFFFFFFu);
}

TEST(Hex, numbers_are_read_no_further_than_a_text_may_be_long) {
  std::vector<char> endless(kMaxTextChars, '0');  // no terminator: the address sanitizer guards its end
  EXPECT_EQ(UlFromSzHex(endless.data()), 0u);
  EXPECT_EQ(UFromSz(endless.data()), 0u);
  endless.back() = '7';
  EXPECT_EQ(UFromSz(endless.data()), 7u);
}

}  // namespace
}  // namespace postroom::mapiutil
