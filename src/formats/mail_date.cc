#include "formats/mail_date.h"

#include <postroom/text.h>

#include <array>
#include <charconv>
#include <string>

namespace postroom {
namespace {

constexpr std::size_t kMaxDateText = 200;  // bytes; a longer one is no date
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

struct ReleaseDate {
  void operator()(GDateTime* date) const { g_date_time_unref(date); }
};
using DatePtr = std::unique_ptr<GDateTime, ReleaseDate>;

std::optional<unsigned> month_of(std::string_view word) {
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (equals_ignoring_ascii_case(word, kMonths[i])) return i + 1;
  }
  return std::nullopt;
}

std::optional<int> number_of(std::string_view word) {
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return number;
}

// "09:30" or "09:30:00", in seconds.
std::optional<int> clock_of(std::string_view word) {
  if ((word.size() != 5 && word.size() != 8) || word[2] != ':') return std::nullopt;
  if (word.size() == 8 && word[5] != ':') return std::nullopt;
  const auto hour = number_of(word.substr(0, 2));
  const auto minute = number_of(word.substr(3, 2));
  const auto second = word.size() == 8 ? number_of(word.substr(6, 2)) : 0;
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return *hour * 3600 + *minute * 60 + *second;
}

// "+0100", in seconds east of UTC.
std::optional<int> zone_of(std::string_view word) {
  if (word.size() != 5 || (word[0] != '+' && word[0] != '-')) return std::nullopt;
  const auto digits = number_of(word.substr(1));
  if (!digits || *digits < 0) return std::nullopt;
  const int seconds = *digits / 100 * 3600 + *digits % 100 * 60;
  return word[0] == '-' ? -seconds : seconds;
}

// What the words after a month say: day, time, perhaps a zone, year.
struct Asctime {
  std::optional<unsigned> month;
  std::optional<int> day, clock, year;
  int east = 0;

  void take(std::string_view word) {
    if (const auto found = month_of(word); found && !month) {
      month = found;
    } else if (const auto time = clock_of(word)) {
      clock = time;
    } else if (const auto zone = zone_of(word)) {
      east = *zone;
    } else if (const auto number = number_of(word); number && month) {
      if (!day && *number >= 1 && *number <= 31)
        day = number;
      else if (word.size() == 4)
        year = number;
    }
  }
};

}  // namespace

std::optional<FileTime> parse_mail_date(const char* text) {
  if (!text || std::string_view(text).size() > kMaxDateText) return std::nullopt;
  const DatePtr date(g_mime_utils_header_decode_date(text));
  return file_time_of(date.get());
}

std::optional<FileTime> file_time_of(GDateTime* date) {
  if (!date) return std::nullopt;
  const int year = g_date_time_get_year(date);
  if (year < 1602 || year > 9998) return std::nullopt;
  return from_unix_seconds(g_date_time_to_unix(date));
}

std::optional<FileTime> parse_received_date(std::string_view header) {
  const std::size_t at = header.rfind(';');
  if (at == std::string_view::npos) return std::nullopt;
  return parse_mail_date(std::string(header.substr(at + 1)).c_str());
}

std::optional<FileTime> parse_from_line_date(std::string_view line) {
  line = line.substr(0, kMaxDateText + 320);  // room for an address
  Asctime found;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(" \t\r\n"), line.size());
    found.take(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  if (!found.month || !found.day || !found.clock || !found.year) return std::nullopt;
  using namespace std::chrono;
  const year_month_day date{year(*found.year), month(*found.month), day(static_cast<unsigned>(*found.day))};
  if (!date.ok() || *found.year < 1602) return std::nullopt;
  const std::int64_t start = sys_seconds(sys_days(date)).time_since_epoch().count();
  return from_unix_seconds(start + *found.clock - found.east);
}

}  // namespace postroom
