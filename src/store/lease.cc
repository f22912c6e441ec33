#include "store/lease.h"

#include "base/try.h"

namespace postroom::store {

Lease::~Lease() {
  if (!record_) return;
  const auto give_up = [id = record_->id](storage::Transaction& transaction) { return transaction.remove_lease(id); };
  (void)storage::commit_and_wait(engine_, give_up);  // if it fails, the lease runs out by itself
}

bool Lease::is_enough(FileTime now) const {
  if (!record_ || now + kLeaseLength / 2 >= record_->until) return false;
  return !holders_.expired() || now - record_->taken < kLeaseRest;
}

Result<std::shared_ptr<void>> Lease::hold(const Session& session) {
  if (engine_.is_read_only()) return std::shared_ptr<void>();  // collects nothing itself and can tell nobody else
  const FileTime now = session.clock->now();
  const std::lock_guard lock(mutex_);
  if (!is_enough(now)) {
    storage::LeaseRecord next = record_.value_or(storage::LeaseRecord{session.random->number(), now, now});
    if (holders_.expired()) next.taken = now;
    next.until = now + kLeaseLength;
    TRY(storage::commit_and_wait(engine_, [&](storage::Transaction& transaction) { return transaction.put_lease(next); }));
    record_ = next;
  }
  auto holder = holders_.lock();
  if (!holder) holders_ = holder = std::make_shared<Nothing>();
  return holder;
}

}  // namespace postroom::store
