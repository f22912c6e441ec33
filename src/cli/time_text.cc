#include "cli/time_text.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace postroom::cli {

std::string time_text(FileTime time) {
  if (time.ticks == 0) return "";
  const std::time_t seconds = to_unix_seconds(time);
  std::tm local{};
  if (!localtime_r(&seconds, &local)) return to_iso8601(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                     local.tm_hour, local.tm_min);
}

std::string time_ago(FileTime time, FileTime now) {
  const std::int64_t seconds = to_unix_seconds(now) - to_unix_seconds(time);
  if (seconds < 0) return "";
  if (seconds < 60) return "just now";
  const auto count = [](std::int64_t number, const char* unit) {
    return fmt::format("{} {}{} ago", number, unit, number == 1 ? "" : "s");
  };
  if (seconds < 3600) return count(seconds / 60, "minute");
  if (seconds < 86'400) return count(seconds / 3600, "hour");
  return count(seconds / 86'400, "day");
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
  double size = static_cast<double>(bytes);
  for (const char* unit : {"KB", "MB", "GB"}) {
    size /= 1000;
    if (size < 9.95) return fmt::format("{:.1f} {}", size, unit);
    if (size < 999.5) return fmt::format("{:.0f} {}", size, unit);
  }
  return fmt::format("{:.1f} TB", size / 1000);
}

}  // namespace postroom::cli
