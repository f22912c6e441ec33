// How far a store's log file has got, as everybody who has the store open reads it in shared memory: the header of the
// wal-index (SQLite's documentation, "WAL-mode File Format", 2.1). Two that are equal, with one connection open on the
// log from the first to the second: nothing was committed between them, by any process. (After everybody has closed,
// the numbers in it start anew.)
#pragma once

#include <array>
#include <cstdint>
#include <optional>

struct sqlite3;

namespace postroom::storage {

struct LogState {
  std::array<std::uint32_t, 12> header{};
  friend bool operator==(const LogState&, const LogState&) = default;
};

// Where it lies, for as long as the connection lives. The connection has to have the log open: it is in WAL mode and
// has read. Null if that memory cannot be had.
const volatile std::uint32_t* find_log_state(sqlite3* connection);

// Waits for nobody. Nothing while somebody commits.
std::optional<LogState> read_log_state(const volatile std::uint32_t* place);

}  // namespace postroom::storage
