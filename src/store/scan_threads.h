// How many threads look at the rows of a table together. Each holds a reading connection, and may want another one for
// large values, so all tables of a store together get few.
#pragma once

#include <algorithm>

#include "base/parallel.h"
#include "store/core.h"

namespace postroom::store {

inline constexpr int kMaxExtraThreads = 3;      // of a store, beside those that read tables
inline constexpr std::size_t kRowsOfThread = 5000;  // at least, of several

class ScanThreads {
 public:
  // One, without a core.
  ScanThreads(Core* core, std::uint64_t rows) : core_(core) {
    if (!core_) return;
    const std::size_t wanted = parts_for(static_cast<std::size_t>(rows), kRowsOfThread);
    while (count_ < wanted && take()) ++count_;
  }
  ~ScanThreads() {
    if (core_) core_->extra_threads -= static_cast<int>(count_) - 1;
  }
  ScanThreads(const ScanThreads&) = delete;
  ScanThreads& operator=(const ScanThreads&) = delete;
  std::size_t count() const { return count_; }

 private:
  bool take() {
    if (core_->extra_threads.fetch_add(1) < kMaxExtraThreads) return true;
    --core_->extra_threads;
    return false;
  }

  Core* const core_;
  std::size_t count_ = 1;
};

}  // namespace postroom::store
