#include "store/lease.h"

#include "base/try.h"

namespace postroom::store {

Lease::~Lease() {
  if (!record_) return;
  const auto give_up = [id = record_->id](storage::Transaction& transaction) { return transaction.remove_lease(id); };
  (void)storage::commit_and_wait(engine_, give_up);  // if it fails, the lease runs out by itself
}

Status Lease::hold(const Session& session) {
  if (engine_.is_read_only()) return ok_status();  // nothing is collected through this engine, and nobody can be told
  const FileTime now = session.clock->now();
  const std::lock_guard lock(mutex_);
  if (record_ && now + kLeaseLength / 2 < record_->until) return ok_status();
  storage::LeaseRecord next = record_.value_or(storage::LeaseRecord{session.random->number(), now, now});
  next.until = now + kLeaseLength;
  TRY(storage::commit_and_wait(engine_, [&](storage::Transaction& transaction) { return transaction.put_lease(next); }));
  record_ = next;
  return ok_status();
}

}  // namespace postroom::store
