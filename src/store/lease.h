// Keeps large values that open handles may still read from being collected, after the versions they belong to have
// left the history (docs/schema.md, leases).
#pragma once

#include <postroom/session.h>

#include <mutex>

#include "storage/engine.h"

namespace postroom::store {

inline constexpr Ticks kLeaseLength = std::chrono::hours(24 * 7);  // what a crash keeps uncollected at the most

// One per open store, taken with the first handle that has large values. Thread-safe.
class Lease {
 public:
  explicit Lease(storage::Engine& engine) : engine_(engine) {}
  ~Lease();

  // Call when a handle with large values is opened or reads one. Writes only once in half a lease's length.
  Status hold(const Session& session);

 private:
  storage::Engine& engine_;
  std::mutex mutex_;
  std::optional<storage::LeaseRecord> record_;
};

}  // namespace postroom::store
