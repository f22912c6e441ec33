#include "cli/time_text.h"

#include <gtest/gtest.h>

namespace postroom::cli {

TEST(TimeText, says_how_long_ago) {
  const FileTime now = *parse_iso8601("2026-03-01T09:30:00Z");
  EXPECT_EQ(time_ago(*parse_iso8601("2026-03-01T09:29:30Z"), now), "just now");
  EXPECT_EQ(time_ago(*parse_iso8601("2026-03-01T09:29:00Z"), now), "1 minute ago");
  EXPECT_EQ(time_ago(*parse_iso8601("2026-03-01T09:18:00Z"), now), "12 minutes ago");
  EXPECT_EQ(time_ago(*parse_iso8601("2026-03-01T06:30:00Z"), now), "3 hours ago");
  EXPECT_EQ(time_ago(*parse_iso8601("2026-02-27T09:00:00Z"), now), "2 days ago");
  EXPECT_EQ(time_ago(*parse_iso8601("2026-03-01T09:31:00Z"), now), "");
}

TEST(TimeText, writes_sizes_in_two_or_three_digits) {
  EXPECT_EQ(size_text(1), "1 byte");
  EXPECT_EQ(size_text(999), "999 bytes");
  EXPECT_EQ(size_text(1000), "1.0 KB");
  EXPECT_EQ(size_text(12'345), "12 KB");
  EXPECT_EQ(size_text(3'400'000), "3.4 MB");
  EXPECT_EQ(size_text(1u << 30), "1.1 GB");
}

}  // namespace postroom::cli
