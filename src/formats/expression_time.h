// Points in time and days as a person types them: 2026-11-28T10:00, yesterday.
#pragma once

#include <postroom/expression.h>

#include <optional>

namespace postroom::expression {

// A point in time, or a whole day of the person's calendar.
struct When {
  FileTime start;
  std::optional<FileTime> next_day;  // of a day: its end, which does not belong to it
};

// "2026-11-28", "2026-11-28T10:00", with or without a zone; nothing if it is none, or out of range.
std::optional<When> parse_date(std::string_view text, const ExpressionContext& context);

// "today", "yesterday", "tomorrow", "now".
std::optional<When> parse_day_word(std::string_view word, const ExpressionContext& context);

// Whether "3 UNIT ago" can be said, and then when that was: the same time of day for days and longer.
bool is_time_unit(std::string_view word);
std::optional<When> ago(std::int64_t count, std::string_view unit, const ExpressionContext& context);

// The day that a point in time belongs to.
When day_of(FileTime time, const ExpressionContext& context);

}  // namespace postroom::expression
