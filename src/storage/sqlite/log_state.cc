#include "storage/sqlite/log_state.h"

#include <sqlite3.h>

#include <bit>

namespace postroom::storage {
namespace {

constexpr int kRegion = 32 * 1024;  // bytes: what the wal-index is mapped in, its first has the header
constexpr std::size_t kIsInitialized = 12;

using Header = std::array<std::uint32_t, 12>;

// Nothing that is read after it is read before.
Header copy_of(const volatile std::uint32_t* place) {
  Header header;
  for (std::size_t i = 0; i < header.size(); ++i) header[i] = __atomic_load_n(place + i, __ATOMIC_ACQUIRE);
  return header;
}

bool is_initialized(const Header& header) {
  return std::bit_cast<std::array<std::uint8_t, sizeof(Header)>>(header)[kIsInitialized] != 0;
}

}  // namespace

// With no log open, xShmMap would open its shared memory without the lock on the store that keeps others from deleting
// it, and SQLite would go on reading what nobody writes any more.
const volatile std::uint32_t* find_log_state(sqlite3* connection) {
  constexpr int kWithSharedMemory = 2;  // the version of the methods that have it
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return nullptr;
  if (!file || !file->pMethods || file->pMethods->iVersion < kWithSharedMemory) return nullptr;
  void volatile* region = nullptr;
  constexpr int kAsItIs = 0;  // the region is not made longer
  if (file->pMethods->xShmMap(file, 0, kRegion, kAsItIs, &region) != SQLITE_OK) return nullptr;
  return static_cast<const volatile std::uint32_t*>(region);
}

// It is there twice. Who commits writes the second before the first, so who reads the first before the second and
// finds them equal has read no half of anything. SQLite checks the sum in it whenever it reads.
std::optional<LogState> read_log_state(const volatile std::uint32_t* place) {
  const Header first = copy_of(place);
  const Header second = copy_of(place + first.size());
  if (first != second || !is_initialized(first)) return std::nullopt;
  return LogState{first};
}

}  // namespace postroom::storage
