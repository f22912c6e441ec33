#include "formats/expression_time.h"

#include <algorithm>

#include <postroom/text.h>

namespace postroom::expression {
namespace {

constexpr std::int64_t kSecond = 10'000'000;  // ticks
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int64_t kLastTick = 2'650'467'744'000'000'000;  // 10000-01-01T00:00:00Z
constexpr std::int64_t kFurthestZone = 24 * 60;                // minutes

std::int64_t offset_ticks(const ExpressionContext& context) {
  return std::clamp<std::int64_t>(context.utc_offset.count(), -kFurthestZone, kFurthestZone) * 60 * kSecond;
}

bool is_in_range(std::int64_t ticks) { return ticks >= 0 && ticks < kLastTick; }

std::int64_t floor_to_day(std::int64_t ticks) { return ticks - ((ticks % kDay) + kDay) % kDay; }

// The point `count` months before, on the last day of its month if that is shorter.
FileTime months_before(FileTime local, std::int64_t count) {
  using namespace std::chrono;
  constexpr std::int64_t kDaysTo1970 = 134'774;  // from 1601-01-01
  const std::int64_t midnight = floor_to_day(local.ticks);
  const year_month_day date{sys_days(days(midnight / kDay - kDaysTo1970))};
  const year_month month = year_month(date.year(), date.month()) - months(count);
  const year_month_day_last last(month.year(), month_day_last(month.month()));
  const sys_days day =
      sys_days(year_month_day(month.year(), month.month(), std::min(date.day(), last.day())));
  return {(day.time_since_epoch().count() + kDaysTo1970) * kDay + (local.ticks - midnight)};
}

struct Unit {
  std::string_view word;
  std::int64_t ticks;  // 0: counted in months
  std::int64_t months;
};
constexpr Unit kUnits[] = {{"second", kSecond, 0}, {"minute", 60 * kSecond, 0}, {"hour", 3600 * kSecond, 0},
                           {"day", kDay, 0},       {"week", 7 * kDay, 0},       {"month", 0, 1},
                           {"year", 0, 12}};

const Unit* find_unit(std::string_view word) {
  std::string lower = to_lower_ascii(word);
  if (lower.ends_with('s')) lower.pop_back();
  const auto* const found = std::find_if(std::begin(kUnits), std::end(kUnits),
                                         [&](const Unit& unit) { return unit.word == lower; });
  return found == std::end(kUnits) ? nullptr : found;
}

}  // namespace

When day_of(FileTime time, const ExpressionContext& context) {
  const std::int64_t offset = offset_ticks(context);
  const std::int64_t now = std::clamp<std::int64_t>(time.ticks, 0, kLastTick);
  const std::int64_t start = floor_to_day(now + offset) - offset;
  return {FileTime{start}, FileTime{start + kDay}};
}

std::optional<When> parse_date(std::string_view text, const ExpressionContext& context) {
  constexpr std::size_t kDateLength = 10;
  auto time = parse_iso8601(text);
  if (!time) return std::nullopt;
  const std::string_view clock = text.substr(kDateLength);
  const bool has_zone = clock.find_first_of("Zz+-") != std::string_view::npos;
  if (!has_zone) time->ticks -= offset_ticks(context);
  if (!is_in_range(time->ticks)) return std::nullopt;
  return clock.empty() ? When{*time, FileTime{time->ticks + kDay}} : When{*time, {}};
}

std::optional<When> parse_day_word(std::string_view word, const ExpressionContext& context) {
  const auto day = [&](std::int64_t days) {
    When when = day_of(context.now, context);
    when.start.ticks += days * kDay;
    when.next_day->ticks += days * kDay;
    return when;
  };
  if (equals_ignoring_ascii_case(word, "now")) return When{context.now, {}};
  if (equals_ignoring_ascii_case(word, "today")) return day(0);
  if (equals_ignoring_ascii_case(word, "yesterday")) return day(-1);
  if (equals_ignoring_ascii_case(word, "tomorrow")) return day(1);
  return std::nullopt;
}

bool is_time_unit(std::string_view word) { return find_unit(word) != nullptr; }

std::optional<When> ago(std::int64_t count, std::string_view word, const ExpressionContext& context) {
  const Unit* const unit = find_unit(word);
  if (unit == nullptr || count < 0 || !is_in_range(context.now.ticks)) return std::nullopt;
  FileTime time = context.now;
  if (unit->ticks > 0) {
    if (count > kLastTick / unit->ticks) return std::nullopt;
    time.ticks -= count * unit->ticks;
  } else {
    constexpr std::int64_t kMostMonths = 12 * 10'000;
    if (count > kMostMonths / unit->months) return std::nullopt;
    const std::int64_t offset = offset_ticks(context);
    time = months_before({context.now.ticks + offset}, count * unit->months);
    time.ticks -= offset;
  }
  if (!is_in_range(time.ticks)) return std::nullopt;
  return When{time, {}};
}

}  // namespace postroom::expression
