// Points in time as MAPI counts them (PT_SYSTIME): 100-nanosecond ticks since 1601-01-01T00:00:00Z.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace postroom {

struct FileTime {
  std::int64_t ticks = 0;
  friend auto operator<=>(const FileTime&, const FileTime&) = default;
};

using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;

inline FileTime operator+(FileTime time, Ticks delta) { return {time.ticks + delta.count()}; }
inline FileTime operator-(FileTime time, Ticks delta) { return {time.ticks - delta.count()}; }
inline Ticks operator-(FileTime a, FileTime b) { return Ticks(a.ticks - b.ticks); }

FileTime from_unix_seconds(std::int64_t seconds);  // the furthest time for seconds past it
std::int64_t to_unix_seconds(FileTime time);  // rounded towards the past

std::string to_iso8601(FileTime time);  // "2026-03-01T09:30:00Z"; years 1601 to 9999, else "tick N"
// A date, or date and time with or without seconds and their fraction, and with Z, +hh:mm or nothing (UTC).
std::optional<FileTime> parse_iso8601(std::string_view text);

}  // namespace postroom
