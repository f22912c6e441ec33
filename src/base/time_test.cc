#include <postroom/time.h>

#include <gtest/gtest.h>

#include <limits>

namespace postroom {
namespace {

constexpr std::int64_t kFurthest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kEarliest = std::numeric_limits<std::int64_t>::min();

TEST(FileTime, counts_from_1601) {
  EXPECT_EQ(to_iso8601(FileTime{0}), "1601-01-01T00:00:00Z");
  EXPECT_EQ(from_unix_seconds(0).ticks, 116'444'736'000'000'000);
}

TEST(FileTime, becomes_unix_seconds_rounded_towards_the_past) {
  EXPECT_EQ(to_unix_seconds(from_unix_seconds(-7)), -7);
  EXPECT_EQ(to_unix_seconds(FileTime{from_unix_seconds(5).ticks + 9'999'999}), 5);
  EXPECT_EQ(to_unix_seconds(FileTime{-1}), -11'644'473'601);
}

TEST(FileTime, takes_the_furthest_time_for_seconds_that_ticks_cannot_count) {
  EXPECT_GT(from_unix_seconds(kFurthest).ticks, kFurthest - 10'000'000);
  EXPECT_LT(from_unix_seconds(kEarliest).ticks, kEarliest + 10'000'000);
}

TEST(ToIso8601, drops_the_fraction_of_a_second) {
  EXPECT_EQ(to_iso8601(from_unix_seconds(1'772'357'400) + Ticks(9'999'999)), "2026-03-01T09:30:00Z");
}

TEST(ToIso8601, writes_times_outside_of_four_digit_years_as_ticks) {
  EXPECT_EQ(to_iso8601(FileTime{-1}), "tick -1");
  EXPECT_EQ(to_iso8601(FileTime{kFurthest}), "tick 9223372036854775807");
  EXPECT_EQ(to_iso8601(FileTime{kEarliest}), "tick -9223372036854775808");
}

TEST(ParseIso8601, reads_dates_times_and_zones) {
  const FileTime time = from_unix_seconds(1'772'357'400);
  for (const char* text : {"2026-03-01T09:30:00Z", "2026-03-01T09:30Z", "2026-03-01 09:30:00",
                           "2026-03-01T09:30:00z", "2026-03-01T11:30:00+02:00", "2026-03-01T04:00:00-0530"}) {
    EXPECT_EQ(parse_iso8601(text), time) << text;
  }
  EXPECT_EQ(parse_iso8601("2026-03-01"), from_unix_seconds(1'772'323'200));
}

TEST(ParseIso8601, reads_fractions_down_to_a_tick) {
  const FileTime time = from_unix_seconds(1'772'357'400);
  EXPECT_EQ(parse_iso8601("2026-03-01T09:30:00.5Z"), time + Ticks(5'000'000));
  EXPECT_EQ(parse_iso8601("2026-03-01T09:30:00,0000001"), time + Ticks(1));
  EXPECT_EQ(parse_iso8601("2026-03-01T09:30:00.00000019+00:00"), time + Ticks(1));
}

TEST(ParseIso8601, refuses_what_is_no_time) {
  for (const char* text :
       {"", "2026", "2026-3-1", "2026-02-30", "2026-13-01", "1600-12-31", "2026-03-01T", "2026-03-01T24:00",
        "2026-03-01T09:60", "2026-03-01T09:30:60Z", "2026-03-01T09:30:00.Z", "2026-03-01T09:30:00Zx",
        "2026-03-01T09:30:00+2", "2026-03-01T09:30:00+24:00", "2026-03-01x"}) {
    EXPECT_FALSE(parse_iso8601(text)) << text;
  }
}

TEST(ParseIso8601, reads_what_to_iso8601_wrote) {
  for (const std::int64_t seconds : {-11'644'473'600LL, -1LL, 0LL, 951'782'400LL, 253'402'300'799LL}) {
    const FileTime time = from_unix_seconds(seconds);
    EXPECT_EQ(parse_iso8601(to_iso8601(time)), time) << seconds;
  }
}

}  // namespace
}  // namespace postroom
