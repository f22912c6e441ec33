#include "storage/scan_walk.h"

#include <algorithm>

namespace postroom::storage {
namespace {

// In units of passing one row by on the way over all rows (about 0.15 microseconds in SQLite): what one id
// from the index costs, and going to a row by its id.
constexpr double kGather = 0.5;
constexpr double kFetch = 4;

}  // namespace

std::int64_t most_by_index(std::int64_t rows) { return rows / 4; }

bool is_index_quicker(const ScanSize& size) {
  if (size.matches == 0) return true;
  if (size.matches > most_by_index(size.rows)) return false;
  const auto matches = static_cast<double>(size.matches);
  const double wanted = std::min(static_cast<double>(size.limit), matches);
  const double passed_by = static_cast<double>(size.rows) * (wanted / matches);
  return matches * kGather + wanted * kFetch < passed_by;
}

}  // namespace postroom::storage
