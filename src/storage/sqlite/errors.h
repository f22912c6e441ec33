// SQLite's result codes as ours.
#pragma once

#include <postroom/result.h>

#include <string>
#include <string_view>

struct sqlite3;

namespace postroom::storage {

// The error that `connection` met last, as a sentence about the store at `path`. `result` is the extended
// code.
Error sqlite_error(sqlite3* connection, int result, const std::string& path);

// Whether the result concerns the whole transaction (disk, memory, locks, damage) and not just what one
// statement asked.
bool is_engine_failure(int result);

Error newer_format_error(const std::string& path);
Error read_only_error(const std::string& path);
Error lost_track_error(const std::string& path, std::string detail);  // Code::outcome_unknown
Error doubt_error(const std::string& path);                           // after such a one; Code::io_error

}  // namespace postroom::storage
