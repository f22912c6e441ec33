// Points in time for people, in the time zone of whoever reads (TZ); programs get to_iso8601.
#pragma once

#include <postroom/time.h>

#include <string>

namespace postroom::cli {

std::string time_text(FileTime time);  // "2026-03-01 09:30"; empty for no time at all
// "just now", "12 minutes ago", "3 hours ago", "5 days ago"; empty when it lies in the future
std::string time_ago(FileTime time, FileTime now);
std::string size_text(std::uint64_t bytes);  // "512 bytes", "12 KB", "3.4 MB"

}  // namespace postroom::cli
