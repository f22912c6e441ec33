#include <postroom/time.h>

#include <algorithm>
#include <cstdio>
#include <limits>

namespace postroom {
namespace {

constexpr std::int64_t kTicksPerSecond = 10'000'000;
constexpr std::int64_t kUnixEpoch = 11'644'473'600;  // seconds from 1601 to 1970

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Takes exactly `width` digits off the front.
bool take_number(std::string_view& text, std::size_t width, int& number) {
  if (text.size() < width) return false;
  number = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return true;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// Seconds east of UTC, from "Z", "+hh:mm" or "-hh:mm".
std::optional<int> take_zone(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const int sign = take(text, '-') ? -1 : take(text, '+') ? 1 : 0;
  int hours = 0, minutes = 0;
  if (sign == 0 || !take_number(text, 2, hours)) return std::nullopt;
  take(text, ':');
  if (!take_number(text, 2, minutes) || hours > 23 || minutes > 59) return std::nullopt;
  return sign * (hours * 3600 + minutes * 60);
}

// The fraction of a second behind "." or ",", in ticks; what is finer than a tick is dropped.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, '.') && !take(text, ',')) return 0;
  std::int64_t ticks = 0;
  std::int64_t unit = kTicksPerSecond / 10;
  int digit = 0;
  if (!take_number(text, 1, digit)) return std::nullopt;
  do {
    ticks += digit * unit;
    unit /= 10;
  } while (take_number(text, 1, digit));
  return ticks;
}

}  // namespace

// Times past what ticks can count, as mail from outside may have them, become the furthest one.
FileTime from_unix_seconds(std::int64_t seconds) {
  constexpr std::int64_t kFurthest = std::numeric_limits<std::int64_t>::max() / kTicksPerSecond;
  return {(std::clamp(seconds, -kFurthest - kUnixEpoch, kFurthest - kUnixEpoch) + kUnixEpoch) *
          kTicksPerSecond};
}

std::int64_t to_unix_seconds(FileTime time) { return floor_divide(time.ticks, kTicksPerSecond) - kUnixEpoch; }

std::string to_iso8601(FileTime time) {
  using namespace std::chrono;
  const sys_seconds moment{seconds(to_unix_seconds(time))};
  const year_month_day date(floor<days>(moment));
  const int year = static_cast<int>(date.year());
  if (time.ticks < 0 || year > 9999) return "tick " + std::to_string(time.ticks);
  const hh_mm_ss clock(moment - floor<days>(moment));
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", year,
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::optional<FileTime> parse_iso8601(std::string_view text) {
  using namespace std::chrono;
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (!take_number(text, 4, year) || !take(text, '-') || !take_number(text, 2, month) || !take(text, '-') ||
      !take_number(text, 2, day)) {
    return std::nullopt;
  }
  const year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok() || year < 1601) return std::nullopt;
  int east = 0;
  std::int64_t ticks = 0;
  if (take(text, 'T') || take(text, ' ')) {
    if (!take_number(text, 2, hour) || !take(text, ':') || !take_number(text, 2, minute)) return std::nullopt;
    if (take(text, ':')) {
      if (!take_number(text, 2, second)) return std::nullopt;
      const auto fraction = take_fraction(text);
      if (!fraction) return std::nullopt;
      ticks = *fraction;
    }
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const auto zone = text.empty() ? std::optional(0) : take_zone(text);
    if (!zone) return std::nullopt;
    east = *zone;
  }
  if (!text.empty()) return std::nullopt;
  const std::int64_t start = sys_seconds(sys_days(date)).time_since_epoch().count();
  return from_unix_seconds(start + hour * 3600 + minute * 60 + second - east) + Ticks(ticks);
}

}  // namespace postroom
