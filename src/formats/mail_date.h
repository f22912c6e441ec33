// Dates in mail: RFC 5322 dates of headers, and the date in an mbox separator line.
#pragma once

#include <postroom/time.h>

#include <optional>
#include <string_view>

#include "formats/gmime_library.h"

namespace postroom {

// "Tue, 3 Mar 2026 09:30:00 +0100", and what else mail programs write.
std::optional<FileTime> parse_mail_date(const char* text);

// Nothing for null and outside the years 1602 to 9998.
std::optional<FileTime> file_time_of(GDateTime* date);

// The date after the last ';' of a Received header.
std::optional<FileTime> parse_received_date(std::string_view header);

// "From ana@example.org Tue Mar  3 09:30:00 2026" (asctime, taken as UTC unless a zone stands there).
std::optional<FileTime> parse_from_line_date(std::string_view line);

}  // namespace postroom
