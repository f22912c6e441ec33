#include <postroom/guid.h>

#include <gtest/gtest.h>

namespace postroom {
namespace {

constexpr Guid kSample = make_guid(0x00062002, 0x1234, 0x5678, 0xC000000000000046);
constexpr char kSampleText[] = "00062002-1234-5678-c000-000000000046";

TEST(Guid, stands_in_memory_with_its_first_three_parts_little_endian) {
  const std::array<std::uint8_t, 16> expected{0x02, 0x20, 0x06, 0x00, 0x34, 0x12, 0x78, 0x56,
                                              0xC0, 0,    0,    0,    0,    0,    0,    0x46};
  EXPECT_EQ(kSample.bytes, expected);
}

TEST(Guid, is_written_and_read_in_the_usual_form) {
  EXPECT_EQ(to_text(kSample), kSampleText);
  EXPECT_EQ(parse_guid(kSampleText), kSample);
}

TEST(Guid, is_read_with_braces_and_in_any_case) {
  EXPECT_EQ(parse_guid("{00062002-1234-5678-C000-000000000046}"), kSample);
}

TEST(Guid, refuses_text_that_is_not_one) {
  for (const char* text :
       {"", "0006", "00062002-1234-5678-c000-00000000004", "00062002-1234-5678-c000-0000000000467",
        "00062002x1234-5678-c000-000000000046", "g0062002-1234-5678-c000-000000000046",
        "{00062002-1234-5678-c000-000000000046", "(00062002-1234-5678-c000-000000000046)"}) {
    EXPECT_FALSE(parse_guid(text)) << text;
  }
}

TEST(Guid, is_null_only_when_all_bytes_are_zero) {
  EXPECT_TRUE(Guid{}.is_null());
  EXPECT_FALSE(make_guid(0, 0, 0, 1).is_null());
}

}  // namespace
}  // namespace postroom
