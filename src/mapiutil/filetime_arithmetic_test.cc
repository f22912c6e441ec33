#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

namespace postroom::mapiutil {
namespace {

std::uint64_t number(FILETIME time) { return std::uint64_t{time.dwHighDateTime} << 32 | time.dwLowDateTime; }

constexpr FILETIME kMost = {0xFFFFFFFF, 0xFFFFFFFF};

TEST(FiletimeArithmetic, carries_between_the_halves) {
  EXPECT_EQ(number(FtAddFt({0xFFFFFFFF, 1}, {1, 2})), 0x400000000u);
  EXPECT_EQ(number(FtSubFt({0, 1}, {1, 0})), 0xFFFFFFFFu);
  EXPECT_EQ(number(FtMulDw(0x10, {0xF0000000, 1})), 0x1F00000000u);
}

TEST(FiletimeArithmetic, multiplies_to_64_bits) {
  EXPECT_EQ(number(FtMulDwDw(0xFFFFFFFF, 0xFFFFFFFF)), 0xFFFFFFFE00000001u);
  EXPECT_EQ(number(FtMulDwDw(0, 5)), 0u);
}

TEST(FiletimeArithmetic, wraps_around) {
  EXPECT_EQ(number(FtAddFt(kMost, {1, 0})), 0u);
  EXPECT_EQ(number(FtSubFt({0, 0}, {1, 0})), number(kMost));
  EXPECT_EQ(number(FtMulDw(2, kMost)), 0xFFFFFFFFFFFFFFFEu);
}

TEST(FiletimeArithmetic, negates_to_what_adds_up_to_nothing) {
  EXPECT_EQ(number(FtNegFt({0, 0})), 0u);
  EXPECT_EQ(number(FtNegFt({1, 0})), number(kMost));
  EXPECT_EQ(number(FtAddFt({5, 7}, FtNegFt({5, 7}))), 0u);
}

}  // namespace
}  // namespace postroom::mapiutil
