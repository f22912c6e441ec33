#include "mapi/narrow_stream.h"

#include <gtest/gtest.h>

#include "mapi/testing/slow_source.h"
#include "support/must.h"

namespace postroom::mapi {
namespace {

using postroom::testing::must;
using testing::SlowSource;

constexpr std::size_t kPiece = 64 * 1024;  // bytes that are read at once

bool is_utf8_in_pieces(std::string_view text, std::size_t most) {
  SlowSource source(as_bytes(text), most);
  return must(is_utf8(source));
}

std::string from_1252_in_pieces(std::string_view text, std::size_t most) {
  SlowSource source(as_bytes(text), most);
  Windows1252Source utf8(source);
  return std::string(as_text(must(read_all(utf8, std::uint64_t{1} << 30))));
}

TEST(NarrowStream, knows_utf8_wherever_pieces_meet) {
  for (const std::string_view character : {"a", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    for (std::size_t before = kPiece - 8; before < kPiece + 2; ++before) {
      const std::string text = std::string(before, 'x') + std::string(character) + "and more";
      EXPECT_TRUE(is_utf8_in_pieces(text, kPiece)) << character << " at " << before;
    }
    for (std::size_t most = 1; most < 6; ++most) {
      EXPECT_TRUE(is_utf8_in_pieces(std::string("x") + std::string(character) + "y", most));
    }
  }
  EXPECT_TRUE(is_utf8_in_pieces("", kPiece));
}

TEST(NarrowStream, knows_what_is_no_utf8_wherever_it_stands) {
  for (const std::string_view wrong :
       {"\xE4", "\x80", "\xC0\x80", "\xED\xA0\x80", "\xE2\x82", "\xF0\x9F\x98"}) {
    for (const std::size_t before : {std::size_t{0}, std::size_t{1}, kPiece - 2, kPiece, 2 * kPiece}) {
      const std::string text = std::string(before, 'x') + std::string(wrong);
      EXPECT_FALSE(is_utf8_in_pieces(text, kPiece)) << "at the end, after " << before;
      EXPECT_FALSE(is_utf8_in_pieces(text + std::string(kPiece, 'y'), kPiece)) << "after " << before;
      EXPECT_FALSE(is_utf8_in_pieces(text + "y", 5)) << "after " << before;
    }
  }
  EXPECT_FALSE(is_utf8_in_pieces(std::string(3 * kPiece, '\x80'), kPiece)) << "no character ever begins";
}

TEST(NarrowStream, windows_1252_becomes_utf8) {
  EXPECT_EQ(from_1252_in_pieces("", kPiece), "");
  EXPECT_EQ(from_1252_in_pieces("gr\xFCn 5 \x80", 3), "gr\xC3\xBCn 5 \xE2\x82\xAC");
  std::string expected;
  for (std::size_t i = 0; i < kPiece + 1; ++i) expected += "\xC3\xA4";
  EXPECT_TRUE(from_1252_in_pieces(std::string(kPiece + 1, '\xE4'), kPiece) == expected);
}

}  // namespace
}  // namespace postroom::mapi
