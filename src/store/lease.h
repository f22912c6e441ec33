// Keeps large values that open handles may still read from being collected, after the versions they belong to have
// left the history (docs/schema.md, leases).
#pragma once

#include <postroom/session.h>

#include <memory>
#include <mutex>

#include "storage/engine.h"

namespace postroom::store {

inline constexpr Ticks kLeaseLength = std::chrono::hours(24 * 7);  // what a crash keeps uncollected at the most
// Without holders for so long, the lease starts anew, and what was lost before it can be collected.
inline constexpr Ticks kLeaseRest = std::chrono::hours(1);

// One per open store, taken with the first handle that has large values. Thread-safe.
class Lease {
 public:
  explicit Lease(storage::Engine& engine) : engine_(engine) {}
  ~Lease();

  // Call when a handle with large values is opened, reads one or brings one; keep what it returns as long as the
  // handle lives. Writes only once in half a lease's length, or after a rest.
  Result<std::shared_ptr<void>> hold(const Session& session);

 private:
  bool is_enough(FileTime now) const;

  storage::Engine& engine_;
  std::mutex mutex_;
  std::optional<storage::LeaseRecord> record_;
  std::weak_ptr<void> holders_;
};

}  // namespace postroom::store
